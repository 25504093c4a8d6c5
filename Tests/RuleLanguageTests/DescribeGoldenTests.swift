import Events
import Testing
import TestSupport

@testable import RuleLanguage

/// Rules, and how they are told in English. `RECORD=1 swift test --filter DescribeGolden` writes down what is said now;
/// read every change aloud before you keep it.
@Suite struct DescribeGoldenTests {
    static let folder = GoldenFolder("RuleLanguageTests/Described")

    @Test(arguments: folder.names) func exactly(_ name: String) throws {
        let text = try Self.folder.rules(name)
        let compilation = compile([Source(path: "\(name).rules", text: text)])
        let program = try #require(compilation.program)
        let said = program.rulesAsWritten.map { told(program, $0) }.joined(separator: "\n")
        #expect(said == (try Self.folder.expected(name, recording: said)))
    }

    private func told(_ program: Program, _ rule: Int) -> String {
        let description = program.description(ofRule: rule)
        let drawing = description.drawing.map { "  \($0)\n" }.joined()
        return "\(description.name)\n\(description.sentence)\n" + description.notes.map { "- \($0)\n" }.joined()
            + drawing
    }

    /// What is written back means the same: it compiles to the same rule.
    @Test(arguments: [
        "delivery.delayed", "latest delivery.delayed as d where days >= 1",
        "each delivery.delayed as d where d.days > 1",
        "delivery.delayed where days + 1 * 2 - (3 - 1) > -days / 2",
        "delivery.delayed where not (days = 1 or days = 2) and (days > 3 or eta is missing)",
        "delivery.delayed where eta + 2h > 2026-03-02T10:00Z or order in (\"a\\\"\", \"b\\n\") or order contains \"x\"",
        "delivery.delayed where not seen (contact or delivery.delayed where days = 2) within 2d",
        "delivery.delayed where sum days of delivery.delayed within 30d * 2 > average days of delivery.delayed within 1w",
        "3 delivery.delayed within 7d", "latest 3 (delivery.delayed where days > 1) within 7d across 2 order as d",
        "(delivery.delayed where days > 1) or call.completed", "contact or delivery.delayed",
        "customer.mood falls below -3.5 as m", "each customer.mood rises above 0",
        "delivery.delayed where customer.mood > 1 and customer.stage in (\"one\", \"two\")",
        "(contact where order = \"o\") or delivery.delayed", "delivery.delayed or call.completed where order = \"o\"",
    ]) func isWrittenBack(_ when: String) throws {
        let first = try program(when: when)
        let text = RuleText(program: first, rule: first.rules[0]).trigger(first.rules[0].trigger)
        let second = try program(when: text)
        #expect("\(first.rules[0].trigger)" == "\(second.rules[0].trigger)", "\(text)")
        #expect(RuleText(program: second, rule: second.rules[0]).trigger(second.rules[0].trigger) == text)
    }

    private func program(when: String) throws -> Program {
        let text = """
            event delivery.delayed order text days number eta time optional
            event call.completed order text optional outcome text
            event email.sent order text optional auto boolean
            score customer.mood half-life 14d add -1 for delivery.delayed
            journey customer.stage stage one from delivery.delayed stage two from call.completed
            define contact = (call.completed where outcome = "spoke") or (email.sent where auto = false)
            rule r "R" when \(when) unless call.completed within 1h task recovery to q say "S"
            """
        let compilation = compile([Source(path: "t.rules", text: text)])
        return try #require(compilation.program, "\(when): \(compilation.diagnostics.map(\.message))")
    }

    @Test func lengthsOfTimeReadAsPeopleSayThem() {
        #expect(English.duration(.hours(1)) == "1 hour")
        #expect(English.duration(.minutes(90)) == "1 hour and 30 minutes")
        #expect(English.duration(.days(7)) == "7 days")
        #expect(English.duration(.days(14)) == "2 weeks")
        #expect(English.duration(.zero) == "0 seconds")
        #expect(English.duration(TimeSpan(seconds: 61, nanoseconds: 500_000_000)) == "1 minute and 1.5 seconds")
    }
}
