import Events
package import HTML

extension FigureTable {
    /// Appends a table of HTML, in a box of its own that scrolls where the table is wider than the page.
    ///
    /// - Parameter caption: names it for those who hear the page; unlike that of any other table.
    package func write(to page: inout Markup, caption: String) {
        page.element(
            .div, [.a(.class, "wide"), .a(.role, "region"), .a(.tabindex, 0), .a(.ariaLabel, "Table: " + caption)]
        ) { box in
            box.element(.table) { table in
                table.element(.thead) { head in
                    head.element(.tr) { row in
                        for column in columns { row.element(.th, [.a(.scope, "col")], text: column) }
                    }
                }
                table.element(.tbody) { body in
                    for cells in rows {
                        body.element(.tr) { row in
                            for (place, cell) in cells.enumerated() {
                                if place == 0 {
                                    row.element(.th, [.a(.scope, "row")], text: cell)
                                } else {
                                    row.element(.td, text: cell)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The table in lines for a terminal: names at the left, figures at the right of their columns, two blanks between.
    package var lines: [String] {
        let all = [columns] + rows
        let widths = columns.indices.map { column in
            all.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
        }
        return all.map { cells in
            var line = ""
            for (place, cell) in cells.enumerated() {
                let blanks = String(repeating: " ", count: max(0, widths[place] - cell.columns))
                line += place == 0 ? cell + blanks : "  " + blanks + cell
            }
            return line
        }
    }
}
