package import Backtest
import Events
import RuleLanguage
import TaskDispatch

extension BacktestFigures {
    /// The page of a back-test: of the first run, and of all of them what precision and recall they reach.
    package var page: ReportPage {
        var page = ReportPage(title: "Is the rule any good", introduction: introduction)
        guard let run = runs.first else { return page }
        if runs.count > 1 { page.sections.append(variedSection) }
        page.sections.append(taskSection(run))
        for (place, outcome) in run.whole.outcomes.enumerated() {
            page.sections.append(BacktestOutcomePage(run: run, place: place, outcome: outcome).section)
        }
        if !run.journeys.isEmpty { page.sections.append(journeySection(run)) }
        page.foot = Self.foot
        return page
    }

    /// What the intervals do not say.
    package static let foot = [
        "Intervals are Wilson's at 95 %, and count each customer once. They tell how far chance alone may move a figure, and "
            + "nothing of what else happened: one bad week moves more than they tell. So look at both halves.",
        "A back-test says what a rule would have caught, and not that a call would have helped: a holdout does.",
    ]

    private var introduction: [String] {
        func second(_ t: Timestamp) -> Timestamp { Timestamp(seconds: t.seconds) }
        var sentences = [
            "Events from \(second(from ?? first)) until \(second(end)); the second half begins at \(second(split)). Days are "
                + "those of \(zone)."
        ]
        if !asksGates { sentences.append("Every verdict is a task, as if there were no gates.") }
        if let weights {
            sentences.append("Rates are weighed by \(weights.rows) rows of \(weights.key); what has no row weighs 1.")
        }
        return sentences
    }

    // MARK: Tasks

    private func taskSection(_ run: RunFigures) -> ReportPage.Section {
        let rows = run.whole.rows
        let gates = GateKind.allCases.filter { gate in rows.contains { $0.held.contains { $0.gate == gate } } }
        let table = FigureTable(
            columns: ["rule", "tasks", "a day", "most", "customers", "withdrawn", "by an outcome"]
                + gates.map { "held by \($0.rawValue)" },
            rows: rows.map { row in
                [
                    row.row.name, String(row.tasks), shown(optional: row.meanOfDay), shown(optional: row.mostOfDay),
                    String(row.customers), String(row.withdrawn.all), String(row.withdrawn.byOutcome),
                ] + gates.map { gate in String(row.held.first { $0.gate == gate }?.tasks ?? 0) }
            })
        let overTime = TasksOverTime(
            rules: rows.filter(\.row.isRule).map { row in
                (row.row.name, row.days(from: run.whole.firstDay))
            })
        let values = zip(varied, run.values).map { "\($0.name) = \($1)" }.joined(separator: ", ")
        return ReportPage.Section(
            "Tasks", paragraphs: values.isEmpty ? [] : ["From here on all figures are those with \(values)."],
            tables: [table], plots: [overTime?.plot].compactMap { $0 })
    }

    // MARK: Varied values

    private var variedSection: ReportPage.Section {
        let names = varied.map(\.name.string).joined(separator: ", ")
        var section = ReportPage.Section(
            "What \(names) should be",
            paragraphs: [
                "Marked is what no other value beats in the first half; beside it stands what it came to in the second. A value "
                    + "that is only good in one of them was lucky."
            ])
        guard let rows = runs.first?.whole.rows, let outcomes = runs.first?.whole.outcomes else { return section }
        for (number, outcome) in outcomes.enumerated() {
            var before: [Plot.Point?] = []
            for (place, row) in rows.enumerated() where row.isToldBeside(outcome) {
                let points = runs.map { VariedPoint($0, row: place, outcome: number) }
                guard points.contains(where: { $0.isSomewhere }) else { continue }
                // A class of one rule is that rule again, and all rules of one class that class.
                let places = points.flatMap { point in [0, 1].map { point.place(inHalf: $0) } }
                if !row.row.isRule, places == before { continue }
                before = places
                section.plots.append(VariedPlot(row: row.row.name, outcome: outcome, points: points).plot)
            }
        }
        return section
    }

    // MARK: Journeys

    private func journeySection(_ run: RunFigures) -> ReportPage.Section {
        ReportPage.Section("Journeys", plots: run.journeys.map { JourneyPlot($0).plot })
    }
}

extension RowFigures.Row {
    var name: String {
        switch self {
        case .rule(let name): name.string
        case .ofClass(let taskClass): "all \(taskClass.rawValue)"
        case .all: "all"
        }
    }

    var isRule: Bool { if case .rule = self { true } else { false } }

    /// Recovery is told beside bad outcomes, relationship beside good ones; all together beside both.
    func isToldBeside(_ outcome: OutcomeFigures) -> Bool {
        switch self {
        case .rule, .all: true
        case .ofClass(let taskClass): (taskClass == .relationship) == outcome.isGood
        }
    }
}

extension RowFigures {
    /// Its tasks by day.
    fileprivate func days(from first: CalendarDate) -> [CalendarDate: Int] {
        var days: [CalendarDate: Int] = [:]
        for (place, tasks) in byDay.enumerated() where tasks > 0 {
            days[CalendarDate(days: first.days + Int32(clamping: place))] = tasks
        }
        return days
    }

    /// Whether its class goes with an outcome.
    func isToldBeside(_ outcome: OutcomeFigures) -> Bool {
        row.isToldBeside(outcome) && (taskClass.map { ($0 == .relationship) == outcome.isGood } ?? true)
    }
}

/// An axis for shares from 0 to a little beyond the largest.
func shareScale(_ shares: [Double?]) -> Scale {
    let most = shares.compactMap { $0 }.max() ?? 1
    return .linear(0...([0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8].first { $0 >= most * 1.1 } ?? 1), .share)
}

/// A number, or `–` if there is none.
func shown(optional number: Double?) -> String { number.map(shown) ?? "–" }
func shown(optional number: Int?) -> String { number.map(String.init) ?? "–" }
