import Backtest
import Events

/// What one combination of varied values came to, for a row and an outcome.
struct VariedPoint {
    let label: String
    /// Of the first half and of the second.
    let halves: [OutcomeOfRow]
    /// Whether none beats it in the first half.
    let isUnbeaten: Bool

    init(_ run: RunFigures, row: Int, outcome: Int) {
        label = run.values.map(\.string).joined(separator: ", ")
        halves = run.halves.map { $0.rows[row].against[outcome] }
        isUnbeaten = halves.first?.isUnbeaten ?? false
    }

    func place(inHalf half: Int) -> Plot.Point? {
        guard halves.indices.contains(half), let recall = halves[half].recall.share,
            let precision = halves[half].precision.share
        else { return nil }
        return Plot.Point(recall, precision)
    }

    var isSomewhere: Bool { place(inHalf: 0) != nil }
}

/// Precision against recall of all combinations, joined in their order; those that none beats are marked.
struct VariedPlot {
    let plot: Plot

    init(row: String, outcome: OutcomeFigures, points: [VariedPoint]) {
        let best = points.filter(\.isUnbeaten).map(\.label)
        func places(_ half: Int) -> [Plot.Point] { points.compactMap { $0.place(inHalf: half) } }
        let dots = points.compactMap { point in
            point.place(inHalf: 0).map { Plot.Dot($0, label: point.label, isMarked: point.isUnbeaten) }
        }
        plot = Plot(
            caption: "\(row), \(outcome.name): "
                + (best.isEmpty ? "none can be told" : "unbeaten in the first half: \(best.joined(separator: " · "))"),
            summary: points.map { point in
                "\(point.label): precision \(shown(share: point.halves.first?.precision.share)), recall "
                    + "\(shown(share: point.halves.first?.recall.share))."
            }.joined(separator: " "),
            x: .init(shareScale(points.flatMap(\.halves).map(\.recall.share)), "recall"),
            y: .init(shareScale(points.flatMap(\.halves).map(\.precision.share)), "precision"),
            layers: [
                .init("first half", .line(places(0))), .init("second half", .line(places(1))),
                .init("", .dots(dots), colour: 0),
            ],
            table: FigureTable(
                columns: ["value", "precision, 1st half", "2nd half", "recall, 1st half", "2nd half", "unbeaten"],
                rows: points.map { point in
                    [point.label] + point.halves.map { shown(share: $0.precision.share) }
                        + point.halves.map { shown(share: $0.recall.share) } + [point.isUnbeaten ? "yes" : ""]
                }))
    }
}

/// How many keys reached each stage of a journey.
struct JourneyPlot {
    let plot: Plot

    init(_ journey: JourneyFigures) {
        let stages = journey.stages
        let first = stages.first?.reached ?? 0
        plot = Plot(
            caption: "\(journey.name): of \(first) that reached \(stages.first?.name.string ?? "–") "
                + "\(stages.last?.reached ?? 0) reached \(stages.last?.name.string ?? "–")",
            summary: stages.map { "\($0.name): \($0.reached) reached it, \($0.now) are in it now." }
                .joined(separator: " "),
            x: .init(.linear(0...Double(max(1, stages.map(\.reached).max() ?? 1)), .count), "reached"),
            y: .init(.band(stages.map(\.name.string))),
            layers: [.init("", .bars(.across(stages.map { Double($0.reached) })))],
            table: FigureTable(
                columns: ["stage", "reached", "from the stage before", "in it now", "since"],
                rows: stages.map { stage in
                    [
                        stage.name.string, String(stage.reached), shown(stage.fromBefore?.median), String(stage.now),
                        shown(stage.nowSince?.median),
                    ]
                }))
    }
}
