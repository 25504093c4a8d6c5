import Backtest
import Events

extension LedgerFigures {
    /// Tasks that came out, by rule.
    var overTime: Plot? { TasksOverTime(rules: rules.map { ($0.name.string, $0.byDay) })?.plot }

    /// From tasks that came out to those of which we were the first to speak.
    var funnel: Plot? {
        guard all.opened > 0 else { return nil }
        var steps: [(name: String, tasks: Int)] = [
            ("came out", all.opened), ("claimed", all.claimed), ("done", all.done),
        ]
        if all.first.ours.of > 0 { steps.append(("ours first", all.first.ours.hits)) }
        return Plot(
            caption: "Of \(all.opened) tasks \(all.claimed) were claimed and \(all.done) done",
            summary: steps.map { "\($0.name) \($0.tasks)" }.joined(separator: ", ") + ".",
            x: .init(.linear(0...Double(max(1, steps.map(\.tasks).max() ?? 1)), .count), "tasks"),
            y: .init(.band(steps.map(\.name))), layers: [.init("", .bars(.across(steps.map { Double($0.tasks) })))],
            table: FigureTable(columns: ["step", "tasks"], rows: steps.map { [$0.name, String($0.tasks)] }))
    }

    /// How long claims took, by queue.
    var pacePlot: Plot? {
        let claimed = queues.compactMap { pace in pace.toClaim.map { (name: pace.name.string, spread: $0) } }
        guard let slowest = claimed.max(by: { $0.spread.median < $1.spread.median }) else { return nil }
        return SpreadPlot(
            caption: "In \(slowest.name), the slowest queue, half of the tasks are claimed within "
                + shown(slowest.spread.median),
            label: "from coming out to the claim", rows: claimed)?.plot
    }

    /// The shares of which we were the first to know, with their intervals.
    func firstPlot(_ rows: [RuleOfLedger]) -> Plot {
        let rows = rows.map { (name: $0.name.string, rate: $0.first.ours) }
        let all = rows.last?.rate
        return Plot(
            caption: "We spoke first of \(shown(share: all?.share)) of the tasks that were touched",
            summary: rows.map { "\($0.name): \(shown(share: $0.rate.share)), \($0.rate.shownInterval)." }
                .joined(separator: " "),
            x: .init(.linear(0...1, .share), "share of which we spoke first"), y: .init(.band(rows.map(\.name))),
            layers: [
                .init("95 % interval", .bars(.between(rows.map { ($0.rate.interval?.low, $0.rate.interval?.high) }))),
                .init("share", .dots(.on(rows.map(\.rate.share)))),
            ],
            table: FigureTable(
                columns: ["rule", "touched", "ours first", "share", "95 %"],
                rows: rows.map {
                    [
                        $0.name, String($0.rate.of), String($0.rate.hits), shown(share: $0.rate.share),
                        $0.rate.shownInterval,
                    ]
                }))
    }

    /// The differences of the holdouts with their intervals, beside 0.
    var holdoutPlot: Plot? {
        let told = holdouts.compactMap { holdout in
            holdout.difference.map { (name: "\(holdout.rule), \(holdout.outcome)", difference: $0) }
        }
        guard !told.isEmpty else { return nil }
        let reach = told.map { max(abs($0.difference.low), abs($0.difference.high)) }.max() ?? 1
        let sentences = holdouts.filter(\.isEnough).map(\.sentence)
        return Plot(
            caption: sentences.count == 1 ? sentences[0] : "What outreach has changed, rule by rule",
            summary: sentences.joined(separator: " "),
            x: .init(.linear(-reach...reach, .share), "share of the called less that of the held out"),
            y: .init(.band(told.map(\.name))),
            layers: [
                .init("95 % interval", .bars(.between(told.map { ($0.difference.low, $0.difference.high) }))),
                .init("difference", .dots(.on(told.map(\.difference.value)))), .init("", .rule(0, "none")),
            ],
            table: FigureTable(
                columns: ["rule, outcome", "difference", "95 %"],
                rows: told.map { [$0.name, shown(points: $0.difference.value), $0.difference.shownInterval] }))
    }
}
