import Events
import RuleLanguage
import Store
import TestSupport
import Testing

@testable import Daemon

/// Events of types that no rule file declares are kept like the others, for a declaration that comes later.
@Suite struct UndeclaredTypesTests {
    /// A declaration, and a rule that uses it.
    static let later = """

        event shop.left  order text  minutes number optional
        rule left "Left the shop" per order when shop.left as visit task relationship to care
          say "{visit.order} stayed for {visit.minutes} minutes."
        """

    let house: House
    init() throws { house = try House() }

    private func left(_ id: String, _ customer: String, _ data: String, after span: TimeSpan = .zero) -> String {
        House.event(id, "shop.left", customer, after: span, data)
    }

    private var open: [String] { house.disk.names("spool/tasks/open") }

    private func set(_ text: String) throws -> RuleSet { try RuleLoader.check([Source(path: "a.rules", text: text)]) }

    private func plan(_ rules: String, backfill: TimeSpan) throws -> RuleComparison {
        var comparison = try RuleComparison(
            state: house.settings.state, rules: try set(rules), backfill: backfill, grace: .minutes(1),
            now: House.start + .hours(2))
        try comparison.run()
        return comparison
    }

    @Test func aDeclarationThatComesLaterSeesThem() throws {
        try house.drop("a.ndjson", left("e-1", "c-1", #"{"order":"o-1"}"#), House.late("e-2", "c-2", "o-2"))
        var processor = try house.processor(after: .hours(1))
        let report = try House.drain(&processor)
        #expect(report.counts[Counter(.undeclared, "accepted", of: "shop.left")] == 1)
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(open == [])

        let comparison = try plan(House.rules + Self.later, backfill: .days(1))
        #expect(comparison.takenIn == ["shop.left": 1])
        #expect(comparison.misfits == [:])
        #expect(comparison.rules == ["left": .init(opens: 1)])

        _ = try processor.adopt(try set(House.rules + Self.later), backfill: .days(1))
        try House.drain(&processor)
        #expect(open.count == 1)
        #expect(try house.disk.read("spool/tasks/open/" + open[0]).contains("o-1 stayed for (unknown) minutes."))
    }

    @Test func withoutABackfillNothingOpens() throws {
        try house.drop("a.ndjson", left("e-1", "c-1", #"{"order":"o-1"}"#))
        var processor = try house.processor(after: .hours(1))
        try House.drain(&processor)
        #expect(try plan(House.rules + Self.later, backfill: .zero).total.isEmpty)
        _ = try processor.adopt(try set(House.rules + Self.later))
        try House.drain(&processor)
        #expect(open == [])
    }

    @Test func theyOutliveARestart() throws {
        try house.drop("a.ndjson", left("e-1", "c-1", #"{"order":"o-1"}"#))
        try house.once(after: .zero)
        try house.drop("b.ndjson", left("e-2", "c-1", #"{"order":"o-2"}"#))
        var processor = try house.processor(after: .hours(1))
        try House.drain(&processor)
        _ = try processor.adopt(try set(House.rules + Self.later), backfill: .days(1))
        try House.drain(&processor)
        #expect(open.count == 2)
    }

    @Test func theyArriveBesideEventsOfTheSameCustomerThatRulesSee() throws {
        try house.drop(
            "a.ndjson", left("e-1", "c-1", #"{"order":"o-1"}"#), House.late("e-2", "c-1", "o-1"),
            left("e-3", "c-1", #"{"order":"o-2"}"#), House.call("e-4", "c-1", after: .hours(1)))
        try house.once(after: .hours(5))
        // The call came in time.
        #expect(open == [])
        try house.drop("b.ndjson", House.late("e-5", "c-1", "o-5", after: .hours(6)), left("e-6", "c-1", "{}"))
        try house.once(after: .hours(11))
        #expect(open.count == 1)
    }

    @Test func whatDoesNotFitIsShownAndNeverJudged() throws {
        try house.drop(
            "a.ndjson", left("e-1", "c-1", #"{"order":5.5}"#), left("e-2", "c-1", #"{"order":"o-2","minutes":"ten"}"#),
            left("e-3", "c-1", #"{"order":"o-3","minutes":10}"#), left("e-4", "c-2", "{}"))
        var processor = try house.processor(after: .hours(1))
        try House.drain(&processor)
        let comparison = try plan(House.rules + Self.later, backfill: .days(1))
        #expect(comparison.takenIn == ["shop.left": 1])
        #expect(
            comparison.misfits == [
                "shop.left": .init(
                    events: 3,
                    detail: #"the field "order" of shop.left must be a text, but is the number 5.5, written with a "#
                        + "fraction or an exponent: only a whole number is taken by its digits")
            ])
        #expect(comparison.rules == ["left": .init(opens: 1)])
        _ = try processor.adopt(try set(House.rules + Self.later), backfill: .days(1))
        #expect(try processor.round().rejected == 0)
        #expect(open.count == 1)
        #expect(try house.disk.read("spool/tasks/open/" + open[0]).contains("o-3 stayed for 10 minutes."))
    }

    @Test func aDeclarationFindsThemByTheTypeThatStandsInTheFile() throws {
        try house.drop(
            "a.ndjson", House.event("e-1", "shop/left", "c-1", after: .zero, #"{"visit":{"order":7}}"#),
            House.event("e-2", "shop/left", "c-2", after: .zero, #"{"visit":{}}"#),
            left("e-3", "c-3", #"{"visit":{"order":8}}"#))
        var processor = try house.processor(after: .hours(1))
        let report = try House.drain(&processor)
        #expect(report.counts[Counter(.undeclared, "accepted", of: "shop/left")] == 1 + 1)
        let later = Self.later.replacing(
            "event shop.left  order text", with: "event shop.left type \"shop/left\" order text from visit.order")
        let comparison = try plan(House.rules + later, backfill: .days(1))
        #expect(comparison.takenIn == ["shop.left": 1])
        #expect(comparison.misfits["shop.left"]?.events == 1)
        #expect(comparison.misfits.count == 1)
        _ = try processor.adopt(try set(House.rules + later), backfill: .days(1))
        try House.drain(&processor)
        #expect(open.count == 1)
        #expect(try house.disk.read("spool/tasks/open/" + open[0]).contains("7 stayed for (unknown) minutes."))
    }

    @Test func theSameOnceMoreIsADuplicateAndOtherContentAConflict() throws {
        let first = left("e-1", "c-1", #"{"order":"o-1"}"#)
        try house.drop("a.ndjson", first, first)
        let report = try house.once(after: .hours(1))
        #expect(report.counts[Counter(.undeclared, "accepted", of: "shop.left")] == 1)
        #expect(report.counts[Counter(.input, "duplicate")] == 1)
        // A later file, and one in which it has another type that is declared.
        try house.drop(
            "b.ndjson", first, left("e-1", "c-1", #"{"order":"o-2"}"#), House.late("e-1", "c-1", "o-1"))
        let next = try house.once(after: .hours(2))
        #expect(next.counts[Counter(.undeclared, "accepted", of: "shop.left")] == nil)
        #expect(next.counts[Counter(.input, "duplicate")] == 1)
        #expect(next.counts[Counter(.rejected, "conflict")] == 2)
        #expect(open == [])
    }

    @Test func whatCameBeforeThereWasAnyRuleIsSeenByRulesThatLookBack() throws {
        let house = try House(rules: "# nothing yet", on: house.disk)
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        var processor = try house.processor(after: .hours(9))
        try House.drain(&processor)
        var comparison = try RuleComparison(
            state: house.settings.state, rules: try set(House.rules), backfill: .days(1), grace: .minutes(1),
            now: House.start + .hours(9))
        try comparison.run()
        #expect(comparison.takenIn == ["parcel.late": 1])
        #expect(comparison.total == .init(opens: 1))
        _ = try processor.adopt(try set(House.rules), backfill: .days(1))
        try House.drain(&processor)
        #expect(open.count == 1)
    }
}
