import HTML

/// A page of figures: a heading, tables, plots, and what the figures do not say. One file, without script, network or
/// anything else that would be needed to read it; the policy in its head lets a browser load nothing.
package struct ReportPage: Sendable {
    package var title: String
    /// What the figures are of, in a sentence or two.
    package var introduction: [String]
    package var sections: [Section] = []
    /// What the figures do not tell.
    package var foot: [String] = []

    package init(title: String, introduction: [String]) {
        self.title = title
        self.introduction = introduction
    }

    package struct Section: Sendable {
        package var title: String
        package var paragraphs: [String]
        package var tables: [FigureTable]
        package var plots: [Plot]

        package init(
            _ title: String, paragraphs: [String] = [], tables: [FigureTable] = [], plots: [Plot] = []
        ) {
            self.title = title
            self.paragraphs = paragraphs
            self.tables = tables
            self.plots = plots
        }
    }

    /// The page, UTF-8.
    package var bytes: [UInt8] {
        var page = Markup()
        page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        page.raw("<meta http-equiv=\"Content-Security-Policy\" ")
        page.raw("content=\"default-src 'none';style-src 'unsafe-inline';base-uri 'none';form-action 'none'\">")
        page.element(.title, text: title)
        page.raw("<style>\n")
        page.raw(ReportStyle.css)
        page.raw("</style></head>\n")
        page.element(.body) { body in
            body.element(.main) { main in
                main.element(.h1, text: title)
                for sentence in introduction { main.element(.p, text: sentence) }
                for (place, section) in sections.enumerated() { section.write(to: &main, id: "p\(place)") }
                if foot.isEmpty { return }
                main.element(.div, [.a(.class, "foot dim")]) { box in
                    for sentence in foot { box.element(.p, text: sentence) }
                }
            }
        }
        page.raw("</html>\n")
        return page.bytes
    }
}

extension ReportPage.Section {
    fileprivate func write(to page: inout Markup, id: String) {
        page.element(.section) { section in
            section.element(.h2, text: title)
            for sentence in paragraphs { section.element(.p, text: sentence) }
            for (place, table) in tables.enumerated() {
                table.write(to: &section, caption: place == 0 ? title : "\(title), \(place + 1)")
            }
            if plots.isEmpty { return }
            section.element(.div, [.a(.class, "plots")]) { box in
                for (place, plot) in plots.enumerated() { plot.write(to: &box, id: "\(id)-\(place)") }
            }
        }
        page.raw("\n")
    }
}
