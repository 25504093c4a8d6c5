package import Events

/// `table sellers from "sellers.csv" key seller text  bad number`: rows that are found by a key, which belong to the rules
/// as their text does.
package struct Table: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package var name: Text
        package var type: FieldType
        package var isOptional: Bool
    }

    package var name: Text
    package var keyName: Text
    package var keyType: FieldType
    /// In the order of their names, so that the order of the declaration changes nothing.
    package var columns: [Column]
    var rows = TableRows()

    /// How many rows it has.
    package var count: Int { rows.count }
    /// How many bytes of memory its rows take.
    package var size: Int { rows.size }

    /// The cell of the row with a key; missing if there is no such row, or nothing in the cell.
    /// - Parameter column: its place in `columns`; nil is the key itself.
    package func value(_ column: Int?, key: Value) -> Value? {
        guard let row = rows.place(of: key) else { return nil }
        guard let column else { return key }
        return cell(column, ofRow: row)
    }

    /// A row by its place: the key, and the cells in the order of `columns`.
    package func row(_ place: Int) -> (key: Value, cells: [Value?]) {
        (rows.key(place, of: keyType), columns.indices.map { cell($0, ofRow: place) })
    }

    private func cell(_ column: Int, ofRow row: Int) -> Value? {
        rows.value(row, key: keyType, columns: columns[...column].lazy.map(\.type))
    }
}
