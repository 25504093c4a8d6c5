import Events

/// A cell of a table.
struct Cell {
    var text: String
    var look: Style.Look?

    init(_ text: String, _ look: Style.Look? = nil) {
        self.text = text
        self.look = look
    }
}

/// A column of a table, with a cell for each row.
struct Column {
    var head: String
    var cells: [Cell]
    /// Whether it is never cut.
    var isFixed: Bool

    init(_ head: String, _ cells: [Cell], isFixed: Bool = false) {
        self.head = head
        self.cells = cells
        self.isFixed = isFixed
    }

    /// As wide as its widest cell.
    var width: Int { max(head.columns, cells.map(\.text.columns).max() ?? 0) }
}

/// Columns side by side, so wide that a line fits the terminal.
struct Grid {
    private let columns: [Column]
    private let widths: [Int]
    private let isCut: Bool

    private static let gap = 2
    /// A column is not made narrower than that.
    private static let narrowest = 6
    /// Nor wider. Where there is no terminal, what does not fit pushes the others aside.
    private static let widest = 40

    /// - Parameters:
    ///   - width: of the terminal; nil where lines may be of any length.
    ///   - lastIsText: whether the last column is running text, which takes what the others leave.
    init(_ columns: [Column], width: Int?, lastIsText: Bool) {
        self.columns = columns
        isCut = width != nil
        var widths = columns.map { min($0.width, $0.isFixed ? .max : Self.widest) }
        if let width, let last = widths.indices.last {
            let gaps = Self.gap * last
            let cut = widths.indices.filter { !columns[$0].isFixed && !(lastIsText && $0 == last) }
            while widths.reduce(gaps, +) > width {
                guard let widest = cut.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.narrowest else {
                    break
                }
                widths[widest] -= 1
            }
            if lastIsText { widths[last] = max(0, width - widths.dropLast().reduce(gaps, +)) }
        }
        self.widths = widths
    }

    var head: StyledLine { line(columns.map { Cell($0.head, .faint) }) }

    /// One row.
    func line(_ row: Int) -> StyledLine { line(columns.map { $0.cells[row] }) }

    private func line(_ cells: [Cell]) -> StyledLine {
        var line = StyledLine("")
        for (place, cell) in cells.enumerated() {
            let text = isCut ? cell.text.cut(to: widths[place]) : cell.text
            line.append(text, cell.look)
            if place < cells.count - 1 {
                line.append(String(repeating: " ", count: max(0, widths[place] - text.columns) + Self.gap))
            }
        }
        return line
    }
}
