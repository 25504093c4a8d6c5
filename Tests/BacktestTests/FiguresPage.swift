@testable import Backtest
import Events
import RuleLanguage
import TaskDispatch
import Testing

/// What the figures of rules, classes and outcomes mean: a case for each sentence of the description.
@Suite("The figures of a back-test") struct FiguresPage {
    static let vocabulary = """
        event parcel.late      order text  carrier text optional
        event parcel.there     order text
        event review.submitted order text  score number
        event call.made        order text optional
        event call.received
        event day.over

        outcome unhappy "A bad review"
          per    order
          when   review.submitted where score <= 2
          within 10d
        outcome delighted "Five stars" good
          per    order
          when   review.submitted where score = 5
          within 10d

        """
    static let end = "\n2026-05-01T00:00Z day.over c-9"

    private func figures(
        _ rules: String, _ lines: String, _ settings: BacktestSettings = BacktestSettings(), zone: Zone = .utc
    ) throws -> BacktestFigures {
        try Story(Self.vocabulary + rules).backtest(lines, settings, zone: zone)
    }

    private func whole(_ rules: String, _ lines: String) throws -> PeriodFigures {
        try figures(rules, lines).run.whole
    }

    // MARK: Tasks

    @Test func tasksAreCountedByCalendarDaysOfTheSite() throws {
        let found = try whole(
            rule("late"),
            """
            2026-03-01T10:00Z parcel.late c-1 order o-1
            2026-03-01T11:00Z parcel.late c-1 order o-2
            2026-03-03T10:00Z parcel.late c-2 order o-3
            2026-03-05T23:00Z day.over    c-3
            """)
        let row = try #require(found.row("late"))
        #expect(found.days == 5)
        #expect(found.customers == 3)
        #expect(row.tasks == 3)
        #expect(row.customers == 2)
        #expect(row.meanOfDay == 0.6)
        #expect(row.mostOfDay == 2)
        #expect(row.byDay == [2, 0, 1, 0, 0])
        #expect(found.row("recovery")?.tasks == 3)
        #expect(found.row("all")?.tasks == 3)
        #expect(found.row("relationship") == nil)
    }

    @Test func aDayCountsAnIncidentAndNotWhatItGathered() throws {
        let found = try whole(
            rule("late", and: "surge   1 within 1d"),
            """
            2026-03-01T10:00Z parcel.late c-1 order o-1
            2026-03-01T11:00Z parcel.late c-2 order o-2
            2026-03-01T12:00Z parcel.late c-3 order o-3
            """ + Self.end)
        let row = try #require(found.row("late"))
        #expect(row.tasks == 3)
        #expect(row.mostOfDay == 2)
        #expect(row.customers == 3)
        #expect(row.held.map(\.gate) == [.surge])
        #expect(row.held.first?.tasks == 2)
    }

    @Test func gatheredCountsAsOut() throws {
        let found = try whole(
            rule("late", and: "surge   1 within 1d"),
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-01T11:00Z parcel.late      c-2 order o-2
            2026-03-02T11:00Z review.submitted c-2 order o-2 score 1
            """ + Self.end)
        #expect(found.against("late", "unhappy")?.precision.hits == 1)
        #expect(found.against("late", "unhappy")?.precision.of == 2)
    }

    // MARK: Gates, holdout

    @Test func nobodyIsHeldOut() throws {
        let lines = (1...40).map { "2026-03-01T10:00Z parcel.late c-\($0) order o-\($0)" }.joined(separator: "\n")
        let rules = rule("late", and: "holdout 50% even recovery")
        #expect(try whole(rules, lines + Self.end).row("late")?.tasks == 40)
    }

    @Test func gatesAreAskedUnlessVerdictsAreWanted() throws {
        let rules = rule("late") + "budget any 1 within 2d\n"
        let lines = """
            2026-03-01T10:00Z parcel.late c-1 order o-1
            2026-03-01T11:00Z parcel.late c-1 order o-2
            """ + Self.end
        let asked = try whole(rules, lines)
        #expect(asked.row("late")?.held.map(\.gate) == [.budget])
        #expect(asked.row("late")?.held.first?.tasks == 1)
        #expect(asked.row("late")?.held.first?.until?.median == .hours(47))
        var settings = BacktestSettings()
        settings.asksGates = false
        let free = try figures(rules, lines, settings)
        #expect(free.run.whole.row("late")?.held == [])
        #expect(!free.asksGates)
    }

    // MARK: Precision, lift, lead

    @Test func byInstancesTheFirstDecidedTaskCounts() throws {
        let found = try whole(
            rule("late", when: "each parcel.late"),
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-13T10:00Z parcel.late      c-1 order o-1
            2026-03-14T10:00Z review.submitted c-1 order o-1 score 1
            """ + Self.end)
        let late = try #require(found.against("late", "unhappy"))
        #expect(late.precision.of == 2)
        #expect(late.precision.hits == 1)
        #expect(late.precisionByInstance.of == 1)
        #expect(late.precisionByInstance.hits == 0)
    }

    @Test func theLiftIsPrecisionByInstanceOverTheBaseRate() throws {
        let found = try whole(
            rule("late"),
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-02T10:00Z review.submitted c-1 order o-1 score 1
            2026-03-01T10:00Z parcel.there     c-2 order o-2
            2026-03-01T10:00Z parcel.there     c-3 order o-3
            2026-03-02T10:00Z review.submitted c-3 order o-3 score 2
            2026-03-01T10:00Z parcel.there     c-4 order o-4
            """ + Self.end)
        #expect(found.outcome("unhappy")?.baseRate.share == 0.5)
        #expect(found.against("late", "unhappy")?.lift == 2)
        #expect(found.against("recovery", "unhappy")?.lift == nil)
    }

    @Test func theLeadOfARuleIsByTasksThatOfAClassByEvents() throws {
        let found = try whole(
            rule("late") + rule("slow", within: "26h"),
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-03T12:00Z review.submitted c-1 order o-1 score 1
            2026-03-04T12:00Z review.submitted c-1 order o-1 score 2
            """ + Self.end)
        // The tasks come on 1 March at 12:00, and a day later.
        #expect(found.against("late", "unhappy")?.lead == Spread([.days(2)]))
        #expect(found.against("slow", "unhappy")?.lead == Spread([.days(1)]))
        #expect(found.against("recovery", "unhappy")?.lead == Spread([.days(2), .days(3)]))
    }

    @Test func aSpreadIsByNearestRank() throws {
        let spans = (1...10).map { TimeSpan.hours(Int64($0)) }
        let spread = try #require(Spread(spans.reversed()))
        #expect([spread.p10, spread.median, spread.p90] == [.hours(1), .hours(5), .hours(9)])
        let eleven = try #require(Spread((1...11).map { TimeSpan.hours(Int64($0)) }))
        #expect([eleven.p10, eleven.median, eleven.p90] == [.hours(2), .hours(6), .hours(10)])
        #expect(Spread([]) == nil)
    }

    // MARK: Recall

    @Test func whatWasNotCaughtIsToldApart() throws {
        let found = try whole(
            rule("late"),
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-02-28T10:00Z review.submitted c-1 order o-1 score 1
            2026-03-01T10:00Z parcel.late      c-2 order o-2
            2026-03-13T10:00Z review.submitted c-2 order o-2 score 1
            2026-03-01T10:00Z parcel.late      c-3 order o-3
            2026-03-02T10:00Z review.submitted c-3 order o-9 score 1
            2026-03-01T10:00Z parcel.late      c-4 order o-4
            2026-03-01T12:00Z review.submitted c-4 order o-4 score 1
            2026-03-20T10:00Z parcel.late      c-5 order o-5
            2026-03-01T10:00Z review.submitted c-5 order o-5 score 1
            """ + Self.end)
        let late = try #require(found.against("late", "unhappy"))
        #expect(late.recall.of == 5)
        #expect(late.recall.hits == 0)
        // At the very instant of the event a task is too late.
        #expect(late.tooLate == 2)
        #expect(late.horizonOver == 1)
        #expect(late.noTask == 2)
    }

    @Test func whatOneRuleAloneCaughtAndWhatTwoShare() throws {
        let found = try whole(
            rule("late") + rule("slow", within: "26h"),
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-02T00:00Z review.submitted c-1 order o-1 score 1
            2026-03-01T10:00Z parcel.late      c-2 order o-2
            2026-03-05T00:00Z review.submitted c-2 order o-2 score 1
            2026-03-01T10:00Z parcel.late      c-3 order o-3
            2026-03-05T00:00Z review.submitted c-3 order o-3 score 5
            """ + Self.end)
        #expect(found.against("late", "unhappy")?.alone == 1)
        #expect(found.against("slow", "unhappy")?.alone == 0)
        #expect(found.against("recovery", "unhappy")?.alone == nil)
        let pairs = found.outcome("unhappy")?.pairs ?? []
        #expect(pairs == [SharedCatches(first: "late", second: "slow", shared: 1, of: 1)])
        // Of the class of the outcome.
        #expect(found.outcome("delighted")?.pairs == [])
        #expect(found.against("late", "delighted")?.precision.hits == 1)
    }

    // MARK: Withdrawals

    @Test func aWithdrawalIsToldByTheFirstThatFits() throws {
        let rules =
            rule("late", unless: "parcel.there or call.made or call.received or review.submitted")
            + "touch ours = call.made\ntouch theirs = call.received or review.submitted\n"
        let found = try whole(
            rules,
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-02T10:00Z review.submitted c-1 order o-1 score 1
            2026-03-01T10:00Z parcel.late      c-2 order o-2
            2026-03-02T10:00Z call.made        c-2
            2026-03-01T10:00Z parcel.late      c-3 order o-3
            2026-03-02T10:00Z call.received    c-3
            2026-03-01T10:00Z parcel.late      c-4 order o-4
            2026-03-02T10:00Z parcel.there     c-4 order o-4
            2026-03-01T10:00Z parcel.late      c-5 order o-5
            2026-03-02T10:00Z review.submitted c-5 order o-5 score 3
            2026-03-01T10:00Z parcel.late      c-6 order o-6
            """ + Self.end)
        var withdrawn = Withdrawals()
        withdrawn.byOutcome = 1
        withdrawn.byOurTouch = 1
        withdrawn.byTheirTouch = 2
        withdrawn.otherwise = 1
        #expect(found.row("late")?.withdrawn == withdrawn)
        #expect(found.row("all")?.withdrawn == withdrawn)
    }
}
