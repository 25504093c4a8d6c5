import Events

/// A table with all of its rows, which verdicts depend on.
extension CanonicalForm {
    /// So many rows make a piece.
    static let rowsOfPiece = 1_000

    mutating func table(_ table: Table) {
        word("table ")
        name(table.name)
        word(" (key ")
        name(table.keyName)
        space()
        word(table.keyType.canonicalWord)
        close()
        for column in table.columns {
            word(" (")
            name(column.name)
            space()
            word(column.type.canonicalWord)
            word(column.isOptional ? " optional" : " required")
            close()
        }
        endLine()
    }

    /// Some rows of a table, a line each: the key, and the cells in the order of the columns.
    mutating func rows(_ places: Range<Int>, of table: Table) {
        for place in places {
            let row = table.row(place)
            word(" row ")
            literal(row.key)
            for cell in row.cells {
                space()
                if let cell { literal(cell) } else { word("(missing)") }
            }
            endLine()
        }
    }
}
