import Events
import Testing

@testable import RuleLanguage

/// Test blocks after checking: absolute times, whole events, rules by index.
@Suite struct CheckerTestBlockTests {
    static let vocabulary = """
        event delivery.delayed order text  days number  eta time optional  firm boolean optional  day date optional
        rule late "Late" per order when delivery.delayed task recovery to care say "Call."

        """

    private func test(_ steps: String) throws -> RuleLanguage.Test {
        let source = Source(path: "x.rules", text: Self.vocabulary + "test \"t\"\n" + steps)
        let compilation = compile([source])
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        try #require(errors.isEmpty, "\(errors.map { render($0, [source]) }.joined())")
        return try #require(compilation.program?.tests.first)
    }

    private func time(_ text: Text) throws -> Timestamp { try Timestamp.parse(text).get() }

    private func event(_ step: TestStep) throws -> Event {
        guard case .event(let event) = step.action else { throw Unexpected() }
        return event
    }

    private struct Unexpected: Error {}

    @Test func stepsCountFromTheFirstInstant() throws {
        let test = try test(
            """
            at 2026-03-02T10:00Z delivery.delayed customer c-1 order o-9 days 2
            at +3h expect task late customer c-1
                   expect nothing
            at +4h20min delivery.delayed customer c-1 order o-9 days 2 happened +1h
            at 2026-03-05T00:00+01:00 expect nothing
            """)
        #expect(
            try test.steps.map(\.at) == [
                time("2026-03-02T10:00:00Z"), time("2026-03-02T13:00:00Z"), time("2026-03-02T13:00:00Z"),
                time("2026-03-02T14:20:00Z"), time("2026-03-04T23:00:00Z"),
            ])
        #expect(try event(test.steps[3]).time == time("2026-03-02T11:00:00Z"))
    }

    /// What stands first on a line begins a declaration elsewhere; a comment may stand anywhere.
    @Test(arguments: [
        "delivery.delayed customer c-1 order o-9 days 2\n score 5",
        "delivery.delayed customer c-1 order o-9 days 2\n journey 5",
        "expect held late customer c-1 because\n quiet", "expect held late customer c-1 because # why\n\n budget",
        "expect missed late customer c-1 because\n inhibit",
        "feed # the carrier's\n crm falls silent", "feed\n # the carrier's\n crm\n # hm\n falls silent",
        "feed crm # it is\n is heard",
    ]) func aTestGoesOnBehind(step: String) throws {
        let feeds = """
            feed crm from "/crm" brings call.made every 1h
            event call.made
            event delivery.delayed order text  days number  score number optional  journey number optional
            quiet any 20:00-08:00
            budget any 1 within 1d
            inhibit rule late while recovery
            rule late "Late" per order when delivery.delayed unless call.made within 1h
              task relationship to care say "Call."
            rule bad "Bad" when call.made task recovery to care say "Call."

            """
        // A time without an offset is none outside of a test.
        let steps = "at 2026-03-02T10:00\n \(step)\n at 2026-03-03T10:00 expect nothing"
        let source = Source(path: "x.rules", text: feeds + "test \"t\"\n " + steps)
        let compilation = compile([source])
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors.map { render($0, [source]) }.joined())")
        #expect(compilation.program?.tests.first?.steps.count == 2)
    }

    /// Behind a test the next declaration begins, whatever it begins with.
    @Test(arguments: [
        "score customer.mood half-life 14d add 1 for delivery.delayed",
        "journey customer.stage stage a from delivery.delayed", "quiet any 20:00-08:00",
        "feed crm # a comment\n from \"/crm\" brings delivery.delayed every 1h",
    ]) func aTestEndsBefore(declaration: String) throws {
        let text = "test \"t\"\n at 2026-03-02T10:00Z expect nothing\n\(declaration)"
        var diagnostics: [Diagnostic] = []
        let tree = parse(Source(path: "x.rules", text: text), file: 0, diagnostics: &diagnostics)
        #expect(tree.declarations.count == 2, "\(diagnostics.map(\.message))")
    }

    @Test func theZeroOfManySystemsIsMissing() throws {
        let test = try test(
            """
            at 2026-03-02T10:00Z delivery.delayed customer c-1 order o-9 days 2 eta 0001-01-01T00:00:00Z
                                 delivery.delayed customer c-1 order o-9 days 2 eta 0001-01-01T00:00:01Z
            """)
        let etas = try test.steps.map { try event($0).fields[2] }
        #expect(etas[0] == nil && etas[1] != nil)
        let source = Source(
            path: "x.rules",
            text: "event a.b eta time test \"t\" at 2026-03-02T10:00Z a.b customer c-1 eta 0001-01-01T00:00:00Z")
        #expect(compile([source]).diagnostics.contains { $0.code == "missing-field" })
    }

    @Test func anEventHasItsFields() throws {
        let test = try test(
            "at 2026-03-02T10:00Z delivery.delayed customer \"c \\\"1\\\"\" order 17 days -2.5 eta +1d firm true day 2026-03-04"
        )
        let event = try event(test.steps[0])
        #expect(event.identity == EventIdentity(source: "/test", id: "t-000001"))
        #expect(event.customer == "c \"1\"")
        #expect(
            event.fields == [
                .text("17"), .number(-2.5), .time(try time("2026-03-03T10:00:00Z")), .boolean(true),
                .date(CalendarDate(days: 20_516)),
            ])
    }

    @Test func eventsAreNumberedAsWritten() throws {
        let line = "delivery.delayed customer c-1 order o-9 days 2\n"
        let test = try test("at 2026-03-02T10:00Z " + String(repeating: line, count: 12))
        let ids = try test.steps.map { try event($0).identity.id }
        #expect(ids.count == 12 && ids == ids.sorted() && ids.last == "t-000012")
    }

    @Test func aTaskIsNamedByItsRuleAndKey() throws {
        let test = try test(
            """
            at 2026-03-02T10:00Z expect task late customer c-1 order o-9
            expect withdrawn late because moved
            expect missed late order 7
            at +1h done late customer c-1
            dismissed late
            """)
        func described(_ action: TestStep.Action) -> String {
            switch action {
            case .event: return "event"
            case .expectNothing: return "nothing"
            case .expectTask(let task): return "task \(task)"
            case .expectWithdrawn(let task, let because): return "withdrawn \(task) \(because ?? "")"
            case .expectMissed(let task, let because): return "missed \(task)" + (because.map { " \($0)" } ?? "")
            case .done(let task): return "done \(task)"
            case .dismissed(let task): return "dismissed \(task)"
            case .expectHeld, .expectEscalated, .claimed, .released, .snoozed, .feedFallsSilent, .feedIsHeard:
                return "\(action)"
            }
        }
        let any = TestTask(rule: 0, customer: nil, key: [nil])
        #expect(
            test.steps.map { described($0.action) } == [
                "task \(TestTask(rule: 0, customer: "c-1", key: [.text("o-9")]))", "withdrawn \(any) moved",
                "missed \(TestTask(rule: 0, customer: nil, key: [.text("7")]))",
                "done \(TestTask(rule: 0, customer: "c-1", key: [nil]))", "dismissed \(any)",
            ])
    }
}
