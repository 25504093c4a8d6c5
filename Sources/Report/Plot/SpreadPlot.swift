package import Backtest
import Events

/// Lengths of time by name, on a scale on which equal ratios are equally far apart: a bar from p10 to p90, the median as a
/// dot.
package struct SpreadPlot: Sendable {
    package var plot: Plot

    /// - Returns: nil of nothing.
    package init?(caption: String, label: String, rows: [(name: String, spread: Spread)]) {
        if rows.isEmpty { return nil }
        // What took no time has no place on such a scale: it is drawn at one second.
        func seconds(_ spread: Spread) -> (low: Double, median: Double, high: Double) {
            (max(1, spread.p10.inSeconds), max(1, spread.median.inSeconds), max(1, spread.p90.inSeconds))
        }
        let places = rows.map { seconds($0.spread) }
        let low = places.map(\.low).min() ?? 1
        let high = max(low * 2, places.map(\.high).max() ?? 1)
        plot = Plot(
            caption: caption,
            summary: rows.map {
                "\($0.name): median \(shown($0.spread.median)), from \(shown($0.spread.p10)) to \(shown($0.spread.p90))."
            }.joined(separator: " "),
            x: .init(.log(low / 1.2...high * 1.2, .duration), label), y: .init(.band(rows.map(\.name))),
            layers: [
                .init("p10 to p90", .bars(.between(places.map { ($0.low, $0.high) }))),
                .init("median", .dots(.on(places.map(\.median)))),
            ],
            table: FigureTable(
                columns: ["name", "number", "p10", "median", "p90"],
                rows: rows.map { row in
                    [
                        row.name, String(row.spread.count), shown(row.spread.p10), shown(row.spread.median),
                        shown(row.spread.p90),
                    ]
                }))
    }
}
