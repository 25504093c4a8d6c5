import Events
import HTML

/// The places of a drawing, in units of its view box.
struct PlotFrame {
    let x: Plot.Axis
    let y: Plot.Axis
    let width = 440.0
    let height: Double
    let left: Double
    let right = 20.0
    let top = 14.0
    let bottom = 44.0
    /// How wide a column of text is, by and large.
    static let column = 7.3
    /// How many columns of text a name at the left may take.
    static let longestName = 24

    init(x: Plot.Axis, y: Plot.Axis) {
        self.x = x
        self.y = y
        let widest = y.scale.ticks.map { min(PlotFrame.longestName, $0.label.columns) }.max() ?? 0
        left = 14 + Double(widest) * PlotFrame.column + (y.label.isEmpty ? 0 : 18)
        if case .band(let names) = y.scale { height = 70 + 24 * Double(max(2, names.count)) } else { height = 280 }
    }

    func px(_ value: Double) -> Double { left + x.scale.place(of: value) * (width - left - right) }
    func py(_ value: Double) -> Double {
        // Names are read from above.
        let place = if case .band = y.scale { 1 - y.scale.place(of: value) } else { y.scale.place(of: value) }
        return height - bottom - place * (height - top - bottom)
    }

    /// A place to a tenth.
    static func text(_ place: Double) -> String { (place.rounded(toDigits: 1) ?? 0).shortestDecimal }

    func writeAxes(to drawing: inout Markup) {
        for tick in y.scale.ticks {
            let at = PlotFrame.text(py(tick.value))
            drawing.empty(
                .line,
                [
                    .a(.class, "grid"), .a(.x1, PlotFrame.text(left)), .a(.x2, PlotFrame.text(width - right)),
                    .a(.y1, at),
                    .a(.y2, at),
                ])
            let label = tick.label.cut(to: PlotFrame.longestName)
            drawing.element(
                .text,
                [
                    .a(.class, "tick"), .a(.textAnchor, "end"), .a(.x, PlotFrame.text(left - 6)), .a(.y, at),
                    .a(.dy, ".32em"),
                ],
                text: label)
        }
        writeTicks(below: x.scale.ticks, to: &drawing)
        if !x.label.isEmpty {
            let middle = PlotFrame.text((left + width - right) / 2)
            drawing.element(
                .text, [.a(.textAnchor, "middle"), .a(.x, middle), .a(.y, PlotFrame.text(height - 6))], text: x.label)
        }
        if !y.label.isEmpty {
            let middle = PlotFrame.text((top + height - bottom) / 2)
            drawing.element(
                .text, [.a(.textAnchor, "middle"), .a(.transform, "translate(13 \(middle)) rotate(-90)")], text: y.label
            )
        }
    }

    /// Leaves out every other name, or more, where they would run into one another.
    private func writeTicks(below ticks: [Tick], to drawing: inout Markup) {
        var end = -Double.infinity
        for tick in ticks {
            let (at, half) = (px(tick.value), Double(tick.label.columns) * PlotFrame.column / 2)
            if at - half < end + 8 || at + half > width + 2 { continue }
            end = at + half
            drawing.element(
                .text,
                [
                    .a(.class, "tick"), .a(.textAnchor, "middle"), .a(.x, PlotFrame.text(at)),
                    .a(.y, PlotFrame.text(height - bottom + 16)),
                ], text: tick.label)
        }
    }
}
