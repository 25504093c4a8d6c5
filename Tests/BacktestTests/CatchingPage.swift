import Backtest
import Events
import Testing

/// What a task catches, when it is decided, and what an instance is: a case for each sentence of the description.
@Suite("Catching") struct CatchingPage {
    static let rules = """
        event parcel.late      order text
        event parcel.there     order text
        event review.submitted order text  score number
        event complaint.filed  order text optional
        event chat.opened      text text optional

        outcome unhappy "A bad review, or a complaint"
          per    order
          when   (review.submitted where score <= 2) or complaint.filed
          within 10d

        """ + rule("late")

    private func whole(_ lines: String, rules: String = rules, until: String? = nil) throws -> PeriodFigures {
        var settings = BacktestSettings()
        settings.until = try until.map(time)
        return try Story(rules).backtest(lines, settings).run.whole
    }

    private func against(_ lines: String, rules: String = rules, until: String? = nil) throws -> OutcomeOfRow {
        try #require(try whole(lines, rules: rules, until: until).against("late", "unhappy"))
    }

    static let end = "\n2026-05-01T00:00Z chat.opened c-9"

    /// The task comes out on 1 March at 12:00.
    @Test(arguments: [
        ("2026-03-01T12:00Z", 0), ("2026-03-01T12:00:01Z", 1), ("2026-03-05T00:00Z", 1), ("2026-03-11T12:00Z", 1),
        ("2026-03-11T12:00:01Z", 0), ("2026-03-01T11:59Z", 0),
    ])
    func fromAfterTheTaskToTheEndOfTheHorizon(_ at: String, caught: Int) throws {
        let found = try against(
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            \(at)             review.submitted c-1 order o-1 score 1
            """ + Self.end)
        #expect(found.precision.hits == caught)
        #expect(found.precision.of == 1)
        #expect(found.recall.hits == caught)
        #expect(found.recall.of == 1)
    }

    @Test func onlyWhatThePatternMatches() throws {
        let found = try against(
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-02T10:00Z review.submitted c-1 order o-1 score 3
            """ + Self.end)
        #expect(found.precision.hits == 0)
        #expect(found.recall.of == 0)
        #expect(found.recall.share == nil)
    }

    @Test func eachFieldOfTheTasksKeyThatTheEventCarriesIsEqual() throws {
        let found = try whole(
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-01T10:00Z parcel.late      c-2 order o-2
            2026-03-01T10:00Z parcel.late      c-3 order o-3
            2026-03-02T10:00Z review.submitted c-1 order o-7 score 1
            2026-03-02T10:00Z complaint.filed  c-2
            2026-03-02T10:00Z complaint.filed  c-4 order o-3
            """ + Self.end)
        let late = try #require(found.against("late", "unhappy"))
        #expect(late.precision.hits == 1)
        #expect(late.precision.of == 3)
        #expect(late.recall.hits == 1)
        #expect(late.recall.of == 3)
    }

    @Test func alsoAfterItWasWithdrawn() throws {
        let found = try whole(
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-01T13:00Z parcel.there     c-1 order o-1
            2026-03-02T10:00Z review.submitted c-1 order o-1 score 1
            2026-03-01T10:00Z parcel.late      c-2 order o-2
            2026-03-02T10:00Z review.submitted c-2 order o-2 score 1
            """ + Self.end)
        let late = try #require(found.against("late", "unhappy"))
        #expect(late.precision.hits == 2)
        #expect(late.precisionOpen == 1)
        #expect(late.recallOpen == 1)
        #expect(found.row("late")?.withdrawn.all == 1)
    }

    /// Ten days after 1 March, 12:00.
    @Test(arguments: [("2026-03-11T11:59Z", 1, 0), ("2026-03-11T12:00Z", 0, 1)])
    func itIsDecidedWhenItsHorizonIsOver(_ until: String, waiting: Int, decided: Int) throws {
        let lines = """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-02T10:00Z review.submitted c-1 order o-1 score 1
            2026-03-20T10:00Z chat.opened      c-1
            """
        let found = try against(lines, until: until)
        #expect(found.waiting == waiting)
        #expect(found.precision.of == decided)
        #expect(found.precision.hits == decided)
        #expect(found.lead == (decided == 0 ? nil : found.lead))
        // What a waiting task caught is caught.
        #expect(found.recall.hits == 1)
    }

    @Test func withAmongOnlyIfSuchAnEventJoins() throws {
        let rules = Self.rules.replacing("within 10d", with: "among  review.submitted\n  within 10d")
        let found = try against(
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-01T10:00Z parcel.late      c-2 order o-2
            2026-03-02T10:00Z review.submitted c-2 order o-2 score 5
            2026-03-01T10:00Z parcel.late      c-3 order o-3
            2026-03-02T10:00Z review.submitted c-3 order o-8 score 5
            2026-03-01T10:00Z parcel.late      c-4 order o-4
            2026-03-02T10:00Z review.submitted c-4 order o-4 score 2
            2026-03-01T10:00Z parcel.late      c-5 order o-5
            2026-03-12T10:00Z review.submitted c-5 order o-5 score 2
            """ + Self.end, rules: rules)
        #expect(found.precision.of == 2)
        #expect(found.precision.hits == 1)
        #expect(found.undecidable == 3)
        #expect(found.waiting == 0)
    }

    @Test func anInstanceIsACustomerWithValuesOfTheKey() throws {
        let found = try whole(
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-01T11:00Z parcel.there     c-1 order o-1
            2026-03-02T10:00Z parcel.there     c-1 order o-2
            2026-03-02T10:00Z parcel.there     c-2 order o-2
            2026-03-02T10:00Z complaint.filed  c-3
            """ + Self.end)
        #expect(found.outcome("unhappy")?.instances == 3)
        #expect(found.customers == 4)
    }

    @Test func anOutcomeWithoutTheKeyCountsForEveryInstanceOfItsCustomer() throws {
        let found = try whole(
            """
            2026-03-01T10:00Z parcel.there     c-1 order o-1
            2026-03-01T11:00Z parcel.late      c-1 order o-2
            2026-03-02T10:00Z complaint.filed  c-1
            2026-03-02T10:00Z parcel.there     c-2 order o-3
            """ + Self.end)
        let outcome = try #require(found.outcome("unhappy"))
        #expect(outcome.events == 1)
        #expect(outcome.baseRate.hits == 2)
        #expect(outcome.baseRate.of == 3)
        let late = try #require(found.against("late", "unhappy"))
        #expect(late.recallByInstance.of == 2)
        #expect(late.recallByInstance.hits == 2)
    }

    @Test func theBaseRateAsksInstancesThatWereSeenForTheWholeHorizon() throws {
        let lines = """
            2026-03-01T10:00Z parcel.there     c-1 order o-1
            2026-03-01T10:00Z complaint.filed  c-2 order o-2
            2026-03-02T10:00Z complaint.filed  c-1 order o-1
            2026-03-05T10:00Z parcel.there     c-3 order o-3
            2026-03-14T10:00Z parcel.there     c-4 order o-4
            2026-03-15T10:00Z complaint.filed  c-4 order o-4
            """
        let outcome = try #require(try whole(lines, until: "2026-03-15T10:00Z").outcome("unhappy"))
        // The very first event of an instance is not behind it; o-4 has been seen for a day.
        #expect(outcome.baseRate.hits == 1)
        #expect(outcome.baseRate.of == 3)
        let early = try #require(try whole(lines, until: "2026-03-11T10:00Z").outcome("unhappy"))
        #expect(early.baseRate.of == 2)
    }

    @Test func withAmongTheBaseRateAsksThoseThatHadSuchAnEvent() throws {
        let rules = Self.rules.replacing("within 10d", with: "among  review.submitted\n  within 10d")
        let outcome = try #require(
            try whole(
                """
                2026-03-01T10:00Z parcel.there     c-1 order o-1
                2026-03-02T10:00Z complaint.filed  c-1 order o-1
                2026-03-01T10:00Z parcel.there     c-2 order o-2
                2026-03-02T10:00Z review.submitted c-2 order o-2 score 1
                2026-03-01T10:00Z parcel.there     c-3 order o-3
                2026-03-02T10:00Z review.submitted c-3 order o-3 score 4
                """ + Self.end, rules: rules
            ).outcome("unhappy"))
        #expect(outcome.baseRate.hits == 1)
        #expect(outcome.baseRate.of == 2)
    }

    @Test func withoutAKeyTheCustomerIsTheInstance() throws {
        let rules = Self.rules.replacing("  per    order\n", with: "")
        let found = try whole(
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-01T10:00Z parcel.late      c-1 order o-2
            2026-03-02T10:00Z complaint.filed  c-1 order o-7
            2026-03-02T10:00Z complaint.filed  c-1
            """ + Self.end, rules: rules)
        let outcome = try #require(found.outcome("unhappy"))
        #expect(outcome.instances == 2)
        let late = try #require(found.against("late", "unhappy"))
        #expect(late.recall.hits == 1)
        #expect(late.recall.of == 2)
        #expect(late.precision.hits == 2)
        #expect(late.recallByInstance.hits == 1)
        #expect(late.recallByInstance.of == 1)
        // Another key than the outcome's.
        #expect(late.lift == nil)
    }
}
