import RuleLanguage
import TaskDispatch
import TestSupport
import Testing

@testable import Engine

/// The steps of a test that speak of gates, escalations and people: each says so when it is as it says, and why not when
/// it is not.
@Suite struct TestStepsTests {
    struct Steps: CustomTestStringConvertible, Sendable {
        var sentence: String
        var rules: String
        var steps: [String]
        /// What the test says of itself; nothing if all is as it says.
        var failures: [String] = []

        var testDescription: String { sentence }
    }

    private static let declarations = """
        event a.b k text
        event a.c k text

        """
    private static func rule(_ clauses: String = "") -> String {
        "rule r \"R\" per k when a.b \(clauses) task recovery to q say \"S\"\n"
    }
    private static let start = "at 2026-03-02T10:00Z a.b customer c k x"

    static let held = [
        Steps(
            sentence: "A task that a gate holds is held, and is not open",
            rules: rule() + "quiet any 09:00-12:00\n",
            steps: [
                start, "at +0s expect held r customer c", "at +1h expect nothing", "at +2h expect task r customer c",
            ]),
        Steps(
            sentence: "Why it is held may be asked",
            rules: rule() + "quiet any 09:00-12:00\n",
            steps: [
                start, "at +0s expect held r customer c because quiet", "at +0s expect held r because budget",
                "at +2h expect task r",
            ], failures: ["no task r is held because budget at 2026-03-02T10:00:00Z: it is held (quiet, until +2h)"]),
        Steps(
            sentence: "What is not held is told", rules: rule(),
            steps: [start, "at +0s expect task r", "at +1h expect held r customer c"],
            failures: ["no task r customer c is held at +1h"]),
        Steps(
            sentence: "Held to the end it is missed because of the gate",
            rules: rule("expire after 1h") + "quiet any 09:00-12:00\n",
            steps: [
                start, "at +0s expect held r", "at +1h expect missed r customer c because quiet",
                "at +2h expect nothing",
            ]),
    ]

    static let people = [
        Steps(
            sentence: "A task that nobody claims goes on; one that somebody has stays",
            rules: rule("escalate unclaimed after 1h to lead"),
            steps: [
                start, "at +0s expect task r", "at +1h expect escalated r customer c to lead",
                "at +2h a.b customer d k y", "at +2h expect task r customer d",
                "at +2h30min claimed r customer d by \"Kim\"", "at +5h expect task r customer d",
            ]),
        Steps(
            sentence: "Given back, it counts from then on",
            rules: rule("escalate unclaimed after 1h to lead"),
            steps: [
                start, "at +0s expect task r", "at +30min claimed r customer c by \"Kim\"",
                "at +3h released r customer c by \"Kim\"", "at +3h30min expect task r",
                "at +4h expect escalated r customer c to lead",
            ]),
        Steps(
            sentence: "While it sleeps nobody else gets it",
            rules: rule("escalate undone after 1h to lead"),
            steps: [
                start, "at +0s expect task r", "at +30min snoozed r customer c until +3h",
                "at +2h expect task r", "at +3h expect escalated r to lead",
            ]),
        Steps(
            sentence: "One that did not go to the queue is told",
            rules: rule("escalate unclaimed after 1h to lead"),
            steps: [start, "at +0s expect task r", "at +30min expect escalated r customer c to lead"],
            failures: ["no task r customer c was escalated to lead up to +30min"]),
    ]

    static let feeds = [
        Steps(
            sentence: "A feed is heard all the time but between these",
            rules: rule("unless a.c within 1h") + "feed crm from \"/crm\" brings a.c every 15min\n",
            steps: [
                "at 2026-03-02T10:00Z feed crm falls silent", "at +0s a.b customer c k x",
                "at +1h expect held r customer c because blind", "at +2h feed crm is heard",
                "at +2h expect task r customer c",
            ]),
        Steps(
            sentence: "Of a test nobody is held out",
            rules: rule("holdout 50% even recovery"),
            steps: (1...8).map { "at \($0 == 1 ? "2026-03-02T10:00Z" : "+0s") a.b customer c\($0) k x" }
                + (1...8).map { "at +0s expect task r customer c\($0)" }),
    ]

    @Test(arguments: held + people + feeds) func isAsItSays(_ page: Steps) throws {
        let text = Self.declarations + page.rules + "test \"t\"\n  " + page.steps.joined(separator: "\n  ") + "\n"
        let compilation = compile([Source(path: "t.rules", text: text)])
        let program = try #require(compilation.program, "\(compilation.diagnostics.map(\.message))")
        let outcome = RuleEngine(program: program, zones: TestZones.table(site: "UTC")).run(
            try #require(program.tests.first))
        #expect(outcome.failures.map(\.message) == page.failures)
    }
}
