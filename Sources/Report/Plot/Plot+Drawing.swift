import Events
package import HTML

extension Plot {
    /// Appends the plot as a `figure`: caption, drawing, key, and the figures as a table that can be folded away. Colours
    /// are classes, `s1` to `s8`; `ReportStyle` says what they are.
    ///
    /// - Parameter id: of the figure; unlike any other on the page. Letters, digits and `-`.
    package func write(to page: inout Markup, id: String) {
        page.element(.figure, [.a(.class, "plot")]) { figure in
            figure.element(.figcaption, [.a(.id, id + "-c")], text: caption)
            if isEmpty {
                figure.element(.p, [.a(.class, "dim")], text: summary)
                return
            }
            let frame = Frame(x: x, y: y)
            figure.element(
                .svg,
                [
                    .a(.role, "img"), .a(.ariaLabelledby, "\(id)-c \(id)-d"),
                    .a(.viewBox, "0 0 \(Frame.text(frame.width)) \(Frame.text(frame.height))"),
                ]
            ) { svg in
                svg.element(.desc, [.a(.id, id + "-d")], text: summary)
                svg.element(.g, [.a(.ariaHidden, "true")]) { drawing in
                    frame.writeAxes(to: &drawing)
                    for (place, layer) in layers.enumerated() {
                        frame.write(layer.mark, colour: "s\((layer.colour ?? place) % 8 + 1)", to: &drawing)
                    }
                }
            }
            writeKey(to: &figure)
            figure.element(.details) { details in
                details.element(.summary, text: "The figures")
                table.write(to: &details, caption: caption)
            }
        }
    }

    private var isEmpty: Bool {
        layers.allSatisfy { layer in
            switch layer.mark {
            case .line(let points, _): points.isEmpty
            case .area(let points): points.isEmpty
            case .bars(let boxes): boxes.isEmpty
            case .dots(let dots): dots.isEmpty
            case .rule: true
            }
        }
    }

    private func writeKey(to figure: inout Markup) {
        let named = layers.enumerated().filter { !$0.element.name.isEmpty }
        if named.isEmpty { return }
        figure.element(.ul, [.a(.class, "key")]) { key in
            for (place, layer) in named {
                key.element(.li) { item in
                    item.element(.span, [.a(.class, "chip s\((layer.colour ?? place) % 8 + 1)")]) { _ in }
                    item.text(layer.name)
                }
            }
        }
    }
}

/// The places of a drawing, in units of its view box.
private struct Frame {
    let x: Plot.Axis
    let y: Plot.Axis
    let width = 480.0
    let height: Double
    let left: Double
    private let right = 14.0
    private let top = 14.0
    private let bottom = 44.0
    /// How many columns of text a name at the left may take.
    private static let longestName = 24

    init(x: Plot.Axis, y: Plot.Axis) {
        self.x = x
        self.y = y
        let widest = y.scale.ticks.map { min(Frame.longestName, $0.label.columns) }.max() ?? 0
        left = 14 + Double(widest) * 6.7 + (y.label.isEmpty ? 0 : 18)
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
            let at = Frame.text(py(tick.value))
            drawing.empty(
                .line,
                [
                    .a(.class, "grid"), .a(.x1, Frame.text(left)), .a(.x2, Frame.text(width - right)), .a(.y1, at),
                    .a(.y2, at),
                ])
            let label = tick.label.cut(to: Frame.longestName)
            drawing.element(
                .text,
                [
                    .a(.class, "tick"), .a(.textAnchor, "end"), .a(.x, Frame.text(left - 6)), .a(.y, at),
                    .a(.dy, ".32em"),
                ],
                text: label)
        }
        writeTicks(below: x.scale.ticks, to: &drawing)
        if !x.label.isEmpty {
            let middle = Frame.text((left + width - right) / 2)
            drawing.element(
                .text, [.a(.textAnchor, "middle"), .a(.x, middle), .a(.y, Frame.text(height - 6))], text: x.label)
        }
        if !y.label.isEmpty {
            let middle = Frame.text((top + height - bottom) / 2)
            drawing.element(
                .text, [.a(.textAnchor, "middle"), .a(.transform, "translate(13 \(middle)) rotate(-90)")], text: y.label
            )
        }
    }

    /// Leaves out every other name, or more, where they would run into one another.
    private func writeTicks(below ticks: [Tick], to drawing: inout Markup) {
        var end = -Double.infinity
        for tick in ticks {
            let (at, half) = (px(tick.value), Double(tick.label.columns) * 3.4)
            if at - half < end + 4 || at + half > width { continue }
            end = at + half
            drawing.element(
                .text,
                [
                    .a(.class, "tick"), .a(.textAnchor, "middle"), .a(.x, Frame.text(at)),
                    .a(.y, Frame.text(height - bottom + 16)),
                ], text: tick.label)
        }
    }

    func write(_ mark: Plot.Mark, colour: String, to drawing: inout Markup) {
        switch mark {
        case .line(let points, let steps):
            drawing.empty(.path, [.a(.class, "line \(colour)"), .a(.d, path(points, steps: steps))])
        case .area(let points):
            let high = points.map { Plot.Point($0.x, $0.high) }
            let low = points.reversed().map { Plot.Point($0.x, $0.low) }
            drawing.empty(
                .path, [.a(.class, "area \(colour)"), .a(.d, path(high, steps: true) + path(back: low) + "Z")])
        case .bars(let boxes):
            for box in boxes { write(box, colour: colour, to: &drawing) }
        case .dots(let dots):
            for dot in dots { write(dot, colour: colour, to: &drawing) }
        case .rule(let value, let word): write(ruleAt: px(value), word, to: &drawing)
        }
    }

    private func path(_ points: [Plot.Point], steps: Bool) -> String {
        var path = ""
        for (place, point) in points.enumerated() {
            let (x, y) = (Frame.text(px(point.x)), Frame.text(py(point.y)))
            path += place == 0 ? "M\(x) \(y)" : steps ? "H\(x)V\(y)" : "L\(x) \(y)"
        }
        return path
    }

    /// The lower edge of an area, from its end to its beginning: between two points the value of the earlier holds.
    private func path(back points: [Plot.Point]) -> String {
        var path = points.first.map { "V\(Frame.text(py($0.y)))" } ?? ""
        for point in points.dropFirst() { path += "V\(Frame.text(py(point.y)))H\(Frame.text(px(point.x)))" }
        return path
    }

    private func write(_ box: Plot.Box, colour: String, to drawing: inout Markup) {
        let (left, right) = (px(box.x.lowerBound), px(box.x.upperBound))
        let edges = [py(box.y.lowerBound), py(box.y.upperBound)]
        let (top, bottom) = (edges.min() ?? 0, edges.max() ?? 0)
        drawing.empty(
            .rect,
            [
                .a(.class, "bar \(colour)"), .a(.x, Frame.text(left)), .a(.y, Frame.text(top)),
                .a(.width, Frame.text(max(0.5, right - left))), .a(.height, Frame.text(max(0.5, bottom - top))),
            ])
    }

    private func write(_ dot: Plot.Dot, colour: String, to drawing: inout Markup) {
        let (x, y) = (px(dot.at.x), py(dot.at.y))
        drawing.empty(
            .circle,
            [
                .a(.class, dot.isMarked ? "dot marked \(colour)" : "dot \(colour)"), .a(.cx, Frame.text(x)),
                .a(.cy, Frame.text(y)), .a(.r, dot.isMarked ? "6" : "4"),
            ])
        if dot.label.isEmpty { return }
        // A name that would not fit at its right stands at its left.
        let label = dot.label.cut(to: Frame.longestName)
        let isLeft = x + 10 + Double(label.columns) * 6.7 > width
        drawing.element(
            .text,
            [
                .a(.class, "tick"), .a(.textAnchor, isLeft ? "end" : "start"),
                .a(.x, Frame.text(x + (isLeft ? -9 : 9))),
                .a(.y, Frame.text(y)), .a(.dy, ".32em"),
            ], text: label)
    }

    private func write(ruleAt at: Double, _ word: String, to drawing: inout Markup) {
        let x = Frame.text(at)
        drawing.empty(
            .line,
            [
                .a(.class, "rule"), .a(.x1, x), .a(.x2, x), .a(.y1, Frame.text(top)),
                .a(.y2, Frame.text(height - bottom)),
            ])
        let isLeft = at + Double(word.columns) * 6.7 > width
        drawing.element(
            .text,
            [
                .a(.class, "tick"), .a(.textAnchor, isLeft ? "end" : "start"), .a(.x, x), .a(.dx, isLeft ? "-4" : "4"),
                .a(.y, Frame.text(top + 10)),
            ], text: word)
    }
}
