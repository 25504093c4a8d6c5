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
            let frame = PlotFrame(x: x, y: y)
            figure.element(
                .svg,
                [
                    .a(.role, "img"), .a(.ariaLabelledby, "\(id)-c \(id)-d"),
                    .a(.viewBox, "0 0 \(PlotFrame.text(frame.width)) \(PlotFrame.text(frame.height))"),
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
                table.write(to: &details, caption: "\(caption) (\(id))")
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
