import Events
import RuleLanguage
import TaskDispatch
import TestSupport
import Testing

@testable import Engine

/// Tests on simulated time with many steps and many customers: each step looks only at those for whom something happens
/// or comes due, and that is not seen from outside.
@Suite struct TestRunTests {
    private static let declarations = """
        event a.b k text
        event a.c k text
        rule r "R" per k when a.b unless a.c within 4h task recovery to q say "S"

        """

    private func outcome(_ steps: [String]) throws -> TestOutcome {
        let text = Self.declarations + "test \"t\"\n" + steps.joined(separator: "\n") + "\n"
        let compilation = compile([Source(path: "t.rules", text: text)])
        let program = try #require(compilation.program, "\(compilation.diagnostics.map(\.message))")
        return RuleEngine(program: program, zones: ZoneTable()).run(
            try #require(program.tests.first))
    }

    @Test func manyStepsOpenAndEndTheirTasks() throws {
        var steps = ["at 2026-03-02T10:00Z a.b customer c0 k x"]
        for i in 1..<1_000 { steps.append("at +\(i)s a.b customer c\(i) k x") }
        // The others are answered in time.
        for i in stride(from: 1, to: 1_000, by: 2) { steps.append("at +\(1_000 + i)s a.c customer c\(i) k x") }
        for i in stride(from: 0, to: 1_000, by: 2) { steps.append("at +\(14_400 + i)s expect task r customer c\(i)") }
        for i in stride(from: 0, to: 1_000, by: 2) { steps.append("at +\(20_000 + i)s done r customer c\(i)") }
        steps.append("at +30000s expect nothing")
        let outcome = try outcome(steps)
        #expect(outcome.failures == [])
        #expect(outcome.reached == [[.opened, .satisfied]])
    }

    @Test func aTaskThatNoStepExpectsIsNamed() throws {
        let outcome = try outcome([
            "at 2026-03-02T10:00Z a.b customer c1 k x", "at +1h a.b customer c2 k y",
            "at +4h expect task r customer c1", "at +5h expect nothing",
        ])
        #expect(
            outcome.failures.map(\.message) == [
                "nothing should be open at +5h, but r customer c1 k x is",
                "nothing should be open at +5h, but r customer c2 k y is",
                "nothing in the test expects that r customer c2 k y opens at +5h",
            ])
    }

    @Test func ofSeveralOpenTasksTheFirstIsAnswered() throws {
        let outcome = try outcome([
            "at 2026-03-02T10:00Z a.b customer c2 k x", "at +0s a.b customer c1 k x",
            "at +4h expect task r customer c1",
            "at +4h expect task r customer c2", "at +5h done r", "at +5h expect nothing",
        ])
        #expect(outcome.failures.map(\.message) == ["nothing should be open at +5h, but r customer c2 k x is"])
    }

    /// In July London is an hour ahead of UTC; that of the night in March is passed over, that of October comes twice.
    @Test(arguments: [
        ("2026-07-01T10:00", "2026-07-01T09:00Z"), ("2026-01-10T10:00:30.5", "2026-01-10T10:00:30.5Z"),
        ("2026-03-29T01:30:00.5", "2026-03-29T01:00Z"), ("2026-10-25T01:30", "2026-10-25T00:30Z"),
    ])
    func aTimeWithoutOffsetIsInTheSitesZone(local: String, instant: String) throws {
        func steps(_ zone: String, _ time: String) throws -> [Timestamp] {
            let text =
                "\(zone)event a.b due time\ntest \"t\"\n  at \(time) a.b customer c due \(time) happened \(time)\n"
                + "  at +0s expect nothing\n"
            let compilation = compile(
                [Source(path: "t.rules", text: text)], zone: { name in TestZones.all.first { $0.name == name } })
            let program = try #require(compilation.program, "\(compilation.diagnostics.map(\.message))")
            let test = try #require(program.tests.first)
            guard case .event(let event) = test.steps[0].action, case .time(let due)? = event.fields[0] else {
                return []
            }
            return test.steps.map(\.at) + [event.time, due]
        }
        let expected = try steps("", instant)
        #expect(expected.count == 4)
        #expect(try steps("zone Europe/London\n", local) == expected)
        #expect(try steps("", local.replacing("T", with: "T")) == (try steps("", local + "Z")))
    }

    @Test func ofThousandsOfFailuresTheFirstAreToldAndTheRestCounted() throws {
        var steps = ["at 2026-03-02T10:00Z a.b customer c0 k x"]
        for i in 1...1_500 { steps.append("at +\(i)s expect task r") }
        let outcome = try outcome(steps)
        #expect(outcome.failures.count == 1_001)
        #expect(outcome.failures.last?.message == "500 more failures are not told")
    }
}
