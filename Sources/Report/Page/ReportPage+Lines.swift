import Events

extension ReportPage {
    /// The page for a terminal, without its plots: titles, sentences, tables, a line each.
    /// - Parameter width: of a line of sentences, in columns.
    package func lines(width: Int) -> [String] {
        var lines = introduction.flatMap { $0.wrapped(to: width, breakingWords: false) }
        for section in sections where !section.isPlotsOnly {
            lines += ["", section.title]
            for sentence in section.paragraphs { lines += sentence.wrapped(to: width, breakingWords: false) }
            for table in section.tables { lines += [""] + table.lines }
        }
        if foot.isEmpty { return lines }
        return lines + [""] + foot.flatMap { $0.wrapped(to: width, breakingWords: false) }
    }
}

extension ReportPage.Section {
    fileprivate var isPlotsOnly: Bool { tables.isEmpty && paragraphs.isEmpty }
}
