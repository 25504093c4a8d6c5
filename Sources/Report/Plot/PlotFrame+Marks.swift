import Events
import HTML

extension PlotFrame {
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
            writeLabels(of: dots, to: &drawing)
        case .rule(let value, let word): write(ruleAt: px(value), word, to: &drawing)
        }
    }

    private func path(_ points: [Plot.Point], steps: Bool) -> String {
        var path = ""
        for (place, point) in points.enumerated() {
            let (x, y) = (PlotFrame.text(px(point.x)), PlotFrame.text(py(point.y)))
            path += place == 0 ? "M\(x) \(y)" : steps ? "H\(x)V\(y)" : "L\(x) \(y)"
        }
        return path
    }

    /// The lower edge of an area, from its end to its beginning: between two points the value of the earlier holds.
    private func path(back points: [Plot.Point]) -> String {
        var path = points.first.map { "V\(PlotFrame.text(py($0.y)))" } ?? ""
        for point in points.dropFirst() { path += "V\(PlotFrame.text(py(point.y)))H\(PlotFrame.text(px(point.x)))" }
        return path
    }

    private func write(_ box: Plot.Box, colour: String, to drawing: inout Markup) {
        let (left, right) = (px(box.x.lowerBound), px(box.x.upperBound))
        let edges = [py(box.y.lowerBound), py(box.y.upperBound)]
        let (top, bottom) = (edges.min() ?? 0, edges.max() ?? 0)
        drawing.empty(
            .rect,
            [
                .a(.class, "bar \(colour)"), .a(.x, PlotFrame.text(left)), .a(.y, PlotFrame.text(top)),
                .a(.width, PlotFrame.text(max(0.5, right - left))), .a(.height, PlotFrame.text(max(0.5, bottom - top))),
            ])
    }

    private func write(_ dot: Plot.Dot, colour: String, to drawing: inout Markup) {
        let (x, y) = (px(dot.at.x), py(dot.at.y))
        drawing.empty(
            .circle,
            [
                .a(.class, dot.isMarked ? "dot marked \(colour)" : "dot \(colour)"), .a(.cx, PlotFrame.text(x)),
                .a(.cy, PlotFrame.text(y)), .a(.r, dot.isMarked ? "6" : "4"),
            ])
    }

    /// Names beside their dots, where they run into no other name and no other dot; the table has those that are left out.
    private func writeLabels(of dots: [Plot.Dot], to drawing: inout Markup) {
        var taken = dots.map { dot in
            Area(x: px(dot.at.x) - 6...px(dot.at.x) + 6, y: py(dot.at.y) - 6...py(dot.at.y) + 6)
        }
        for dot in dots where !dot.label.isEmpty {
            let label = dot.label.cut(to: PlotFrame.longestName)
            let (x, y, length) = (px(dot.at.x), py(dot.at.y), Double(label.columns) * PlotFrame.column)
            // At the right, at the left, above, below.
            let places = [
                LabelPlace(at: x + 10, line: y, anchor: "start", low: x + 10),
                LabelPlace(at: x - 10, line: y, anchor: "end", low: x - 10 - length),
                LabelPlace(at: x, line: y - 15, anchor: "middle", low: x - length / 2),
                LabelPlace(at: x, line: y + 15, anchor: "middle", low: x - length / 2),
            ]
            for place in places {
                let area = Area(x: place.low...place.low + length, y: place.line - 6...place.line + 6)
                let isInside = area.x.lowerBound >= left && area.x.upperBound <= width && area.y.lowerBound > 0
                guard isInside, !taken.contains(where: { $0.overlaps(area) }) else { continue }
                taken.append(area)
                drawing.element(
                    .text,
                    [
                        .a(.class, "tick"), .a(.textAnchor, place.anchor), .a(.x, PlotFrame.text(place.at)),
                        .a(.y, PlotFrame.text(place.line)), .a(.dy, ".32em"),
                    ], text: label)
                break
            }
        }
    }

    private func write(ruleAt at: Double, _ word: String, to drawing: inout Markup) {
        let x = PlotFrame.text(at)
        drawing.empty(
            .line,
            [
                .a(.class, "rule"), .a(.x1, x), .a(.x2, x), .a(.y1, PlotFrame.text(top)),
                .a(.y2, PlotFrame.text(height - bottom)),
            ])
        let isLeft = at + Double(word.columns) * PlotFrame.column > width
        drawing.element(
            .text,
            [
                .a(.class, "tick"), .a(.textAnchor, isLeft ? "end" : "start"), .a(.x, x), .a(.dx, isLeft ? "-4" : "4"),
                .a(.y, PlotFrame.text(top + 10)),
            ], text: word)
    }
}

/// What a mark or a text covers.
private struct Area {
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>

    func overlaps(_ other: Area) -> Bool { x.overlaps(other.x) && y.overlaps(other.y) }
}

/// Where a text may stand: its anchor, its middle line, and where it begins.
private struct LabelPlace {
    var at: Double
    var line: Double
    var anchor: String
    var low: Double
}
