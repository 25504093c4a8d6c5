@testable import Backtest
import Events
import RuleLanguage
import Testing

/// Halves, stretches of time, weights, varied values, journeys, intervals.
@Suite("Halves, weights, varied values, journeys") struct PeriodsPage {
    static let rules = FiguresPage.vocabulary + rule("late")

    private func figures(
        _ lines: String, rules: String = rules, vary: [String] = [], _ settings: BacktestSettings = BacktestSettings()
    ) throws -> BacktestFigures {
        try Story(rules, vary: vary).backtest(lines, settings)
    }

    // MARK: Halves

    static let lines = """
        2026-03-01T00:00Z parcel.late      c-1 order o-1
        2026-03-02T10:00Z review.submitted c-1 order o-1 score 1
        2026-03-10T00:00Z parcel.there     c-2 order o-2
        2026-03-25T00:00Z parcel.late      c-2 order o-2
        2026-03-26T00:00Z review.submitted c-2 order o-2 score 1
        2026-03-28T00:00Z parcel.late      c-3 order o-3
        2026-04-30T00:00Z day.over         c-9
        """

    @Test func anInstanceBelongsWhereItsFirstEventLies() throws {
        let found = try figures(Self.lines)
        #expect(found.split == (try time("2026-03-31T00:00Z")))
        var settings = BacktestSettings()
        settings.split = try time("2026-03-20T00:00Z")
        let halves = try figures(Self.lines, settings).run.halves
        // o-2 was heard of on 10 March, so its task of the 25th lies in the first half, and so does its review.
        #expect(halves.map { $0.row("late")?.tasks } == [2, 1])
        #expect(halves.map { $0.against("late", "unhappy")?.recall.of } == [2, 0])
        #expect(halves.map { $0.outcome("unhappy")?.instances } == [2, 1])
        #expect(halves.map(\.days) == [19, 42])
    }

    @Test func aTaskWithoutAKeyBelongsWhereItLies() throws {
        let rules = FiguresPage.vocabulary + rule("late", per: nil)
        var settings = BacktestSettings()
        settings.split = try time("2026-03-20T00:00Z")
        let halves = try figures(Self.lines, rules: rules, settings).run.halves
        #expect(halves.map { $0.row("late")?.tasks } == [1, 2])
    }

    // MARK: From and until

    @Test func fromThereOnItIsCountedAndEarlierTasksStillCatch() throws {
        var settings = BacktestSettings()
        settings.from = try time("2026-03-02T00:00Z")
        let found = try figures(Self.lines, settings)
        let late = try #require(found.run.whole.against("late", "unhappy"))
        #expect(found.run.whole.row("late")?.tasks == 2)
        #expect(late.recall.of == 2)
        // The task of 1 March catches the review of the 2nd.
        #expect(late.recall.hits == 2)
        #expect(found.run.whole.outcome("unhappy")?.instances == 2)
        #expect(found.run.whole.days == 60)
        #expect(found.run.whole.from == settings.from)
        #expect(found.split == (try time("2026-03-31T12:00Z")))
    }

    @Test func untilThereItIsRead() throws {
        var settings = BacktestSettings()
        settings.until = try time("2026-03-26T00:00Z")
        let found = try figures(Self.lines, settings)
        #expect(found.end == settings.until)
        #expect(found.run.whole.row("late")?.tasks == 2)
        #expect(found.run.whole.against("late", "unhappy")?.recall.of == 2)
        #expect(found.run.whole.against("late", "unhappy")?.waiting == 1)
    }

    @Test func withoutAnEventThereIsNothingToSay() throws {
        #expect(try Story(Self.rules).figures([]) == nil)
    }

    // MARK: Intervals and weights

    /// Of E. B. Wilson's formula, by hand: 5 of 10, 0 of 10, 9 of 10.
    @Test(arguments: [(0.5, 10.0, 0.236593, 0.763407), (0, 10, 0, 0.277533), (0.9, 10, 0.595850, 0.982124)])
    func theIntervalIsWilsons(_ share: Double, _ n: Double, _ low: Double, _ high: Double) {
        let interval = ShareInterval(wilson: share, of: n)
        #expect(abs(interval.low - low) < 1e-6)
        #expect(abs(interval.high - high) < 1e-6)
    }

    @Test func itCountsCustomersAndNotTasks() throws {
        let late = try #require(
            try figures(
                """
                2026-03-01T10:00Z parcel.late      c-1 order o-1
                2026-03-01T10:00Z parcel.late      c-1 order o-2
                2026-03-01T10:00Z parcel.late      c-2 order o-3
                2026-03-02T10:00Z review.submitted c-2 order o-3 score 1
                """ + FiguresPage.end
            ).run.whole.against("late", "unhappy"))
        #expect(late.precision.of == 3)
        #expect(late.precision.customers == 2)
        #expect(late.precision.interval == ShareInterval(wilson: 1.0 / 3, of: 2))
    }

    @Test func weightsWeighRatesOnly() throws {
        var settings = BacktestSettings()
        settings.weights = Weights(key: "order", ["o-1": 3, "o-2": 1, "o-9": 7])
        let found = try figures(
            """
            2026-03-01T10:00Z parcel.late      c-1 order o-1
            2026-03-01T10:00Z parcel.late      c-1 order o-2
            2026-03-01T10:00Z parcel.late      c-2 order o-3
            2026-03-02T10:00Z review.submitted c-1 order o-1 score 1
            """ + FiguresPage.end, settings)
        let late = try #require(found.run.whole.against("late", "unhappy"))
        #expect(late.precision.hits == 1)
        #expect(late.precision.of == 3)
        #expect(late.precision.share == 0.6)
        // The mean of the first customer is 2, of the second 1.
        #expect(late.precision.n == 9.0 / 5)
        #expect(late.precision.interval == ShareInterval(wilson: 0.6, of: 9.0 / 5))
        #expect(
            found.weights
                == WeightFigures(key: "order", rows: 3, tasksWithout: 1, eventsWithout: 0, instancesWithout: 2))
    }

    // MARK: Varied values

    static let varied =
        FiguresPage.vocabulary + "let patience = 2h\nlet worst = 2\n"
        + rule("late", within: "patience") + rule("fixed", within: "26h")

    @Test func everyCombinationIsARunTheLastVaryingFastest() throws {
        let found = try figures(
            Self.lines, rules: Self.varied, vary: ["patience = 1h, 30h", "worst=1,2"])
        #expect(found.varied.map(\.name) == ["patience", "worst"])
        #expect(found.runs.map(\.values) == [["1h", "1"], ["1h", "2"], ["30h", "1"], ["30h", "2"]])
    }

    @Test func eachRunIsAsThoseValuesWouldBeAlone() throws {
        let values = ["1h", "2h", "5h", "30h", "10d"]
        let found = try figures(Self.lines, rules: Self.varied, vary: ["patience=" + values.joined(separator: ",")])
        for (value, run) in zip(values, found.runs) {
            let rules = Self.varied.replacing("let patience = 2h", with: "let patience = \(value)")
            let alone = try figures(Self.lines, rules: rules).run
            #expect(run.whole == alone.whole)
            #expect(run.halves[1] == alone.halves[1])
            #expect(run.halves[0].rows.map(\.tasks) == alone.halves[0].rows.map(\.tasks))
            #expect(run.journeys == alone.journeys)
        }
    }

    @Test func anOutcomeMayBeVariedToo() throws {
        let rules = Self.varied.replacing("score <= 2", with: "score <= worst")
        let lines = Self.lines + "\n2026-03-29T00:00Z review.submitted c-3 order o-3 score 2"
        let found = try figures(lines, rules: rules, vary: ["worst=1,2"])
        #expect(found.runs.map { $0.whole.outcome("unhappy")?.events } == [2, 3])
        #expect(found.runs.map { $0.whole.against("late", "unhappy")?.precision.hits } == [2, 3])
    }

    @Test func whatNoOtherBeatsIsMarkedInTheFirstHalf() throws {
        let lines = """
            2026-03-01T00:00Z parcel.late      c-1 order o-1
            2026-03-01T10:00Z parcel.there     c-1 order o-1
            2026-03-01T00:00Z parcel.late      c-2 order o-2
            2026-03-01T12:00Z review.submitted c-2 order o-2 score 1
            2026-03-01T00:00Z parcel.late      c-3 order o-3
            2026-03-05T00:00Z review.submitted c-3 order o-3 score 1
            """ + FiguresPage.end
        let found = try figures(lines, rules: Self.varied, vary: ["patience=1h,11h,30h,60d"])
        let marks = found.runs.map { $0.halves[0].against("late", "unhappy")?.isUnbeaten }
        // All right and all caught at 11 h; more tasks before; later the first review has come already.
        #expect(marks == [false, true, false, false])
        #expect(found.runs.map { $0.whole.against("late", "unhappy")?.isUnbeaten } == [nil, nil, nil, nil])
        // A row that the value does not touch has all of them.
        #expect(found.runs.map { $0.halves[0].against("fixed", "unhappy")?.isUnbeaten } == [true, true, true, true])
    }

    @Test(arguments: [
        (["patience"], "'patience' is not NAME=VALUE,VALUE: as patience=1h,2h,4h"),
        (["patience=1h,,2h"], "'patience=1h,,2h' is not NAME=VALUE,VALUE: as patience=1h,2h,4h"),
        (["a=1", "a=2"], "'a' is varied twice; give all its values at once"),
        (
            ["a=1,2,3,4,5,6,7,8,9", "b=1,2,3,4,5,6,7,8"],
            "that makes 72 combinations, and at most 64 are run at once"
        ),
    ])
    func whatCannotBeVariedIsSaid(_ arguments: [String], _ sentence: String) {
        #expect(throws: VariationError.self) { try Variation(arguments) }
        do { _ = try Variation(arguments) } catch { #expect(error.sentence == sentence) }
    }

    @Test(arguments: [
        ("patienze=1h", VariationError.unknown("patienze", near: "patience")),
        ("patience=3", .notALiteral("3", kind: "a length of time, as 30min, 4h or 2d")),
        ("patience=1h + 1h", .notALiteral("1h + 1h", kind: "a length of time, as 30min, 4h or 2d")),
        ("sum=3", .computed("sum")),
    ])
    func whatTheRulesDoNotHaveIsSaid(_ argument: String, _ error: VariationError) throws {
        let rules = Self.varied + "let sum = worst + 1\n"
        #expect(throws: error) { _ = try figures(Self.lines, rules: rules, vary: [argument]) }
    }

    @Test func aTextNeedsNoQuotationMarks() throws {
        let rules =
            FiguresPage.vocabulary + "let who = \"dhl\"\n"
            + rule("late", when: "parcel.late where carrier = who")
        let lines = """
            2026-03-01T00:00Z parcel.late c-1 order o-1 carrier dhl
            2026-03-01T00:00Z parcel.late c-2 order o-2 carrier ups
            2026-03-01T00:00Z parcel.late c-3 order o-3 carrier ups
            """ + FiguresPage.end
        let found = try figures(lines, rules: rules, vary: ["who=dhl,ups,\"a,b\""])
        #expect(found.runs.map { $0.whole.row("late")?.tasks } == [1, 2, 0])
    }

    // MARK: Journeys

    @Test func aJourneyCountsKeysAtTheirFirstStay() throws {
        let rules =
            FiguresPage.vocabulary + """
                journey order.progress
                  stage late    from parcel.late
                  stage there   from parcel.there
                  stage judged  from review.submitted

                """
        let journey = try #require(
            try figures(
                """
                2026-03-01T00:00Z parcel.late      c-1 order o-1
                2026-03-03T00:00Z parcel.there     c-1 order o-1
                2026-03-04T00:00Z parcel.late      c-1 order o-1
                2026-03-05T00:00Z parcel.late      c-1 order o-1
                2026-03-01T00:00Z parcel.late      c-2 order o-2
                2026-03-02T00:00Z parcel.there     c-2 order o-2
                2026-03-06T00:00Z parcel.there     c-2 order o-2
                2026-03-01T00:00Z parcel.there     c-3 order o-3
                2026-03-11T00:00Z day.over         c-9
                """, rules: rules
            ).run.journeys.first)
        #expect(journey.name == "order.progress")
        #expect(journey.stages.map(\.name) == ["late", "there", "judged"])
        #expect(journey.stages.map(\.reached) == [2, 3, 0])
        // From the first stay to the first stay, of those who reached both.
        #expect(journey.stages.map(\.fromBefore) == [nil, Spread([.days(1), .days(2)]), nil])
        #expect(journey.stages.map(\.now) == [1, 2, 0])
        // A second event of the same stay does not begin it anew.
        #expect(journey.stages.map(\.nowSince) == [Spread([.days(7)]), Spread([.days(9), .days(10)]), nil])
    }
}
