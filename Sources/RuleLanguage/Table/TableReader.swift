import Events

/// A mistake in the file of a table.
struct TableMistake {
    enum Kind {
        /// Not CSV as RFC 4180 has it, or no text at all.
        case form
        /// A declared column that the first row does not name, or names twice.
        case column
        case rowLength
        case cell
        /// A key that is empty, or stands in two rows.
        case key
    }
    var kind: Kind
    var message: String
    var start: Int
    var end: Int
    var help: String?
}

/// Reads the file of a table: the header, then row by row the cells of the declared columns. After a mistake it goes on
/// with the next row.
struct TableReader {
    private let table: Table
    private let source: Source
    private var scanner: CellScanner
    private(set) var mistakes: [TableMistake] = []
    /// Beyond this many nobody reads on.
    private static let mostMistakes = 1_000

    /// The rows read so far, one behind the other.
    private var rows: [UInt8] = []
    private var places: [RowPlace] = []

    /// Where a row lies in `rows`, how far its key goes, and where that stands in the file. Of a large table there are
    /// many, and neither is as long as four bytes count.
    private struct RowPlace {
        var start: UInt32
        var keyEnd: UInt32
        var end: UInt32
        var keyCell: Range<UInt32>

        init(start: Int, keyEnd: Int, end: Int, keyCell: Cell) {
            self.start = UInt32(truncatingIfNeeded: start)
            self.keyEnd = UInt32(truncatingIfNeeded: keyEnd)
            self.end = UInt32(truncatingIfNeeded: end)
            let cell = (UInt32(truncatingIfNeeded: keyCell.start), UInt32(truncatingIfNeeded: keyCell.end))
            self.keyCell = cell.0..<max(cell.0, cell.1)
        }

        var key: Range<Int> { Int(start)..<Int(keyEnd) }
        var row: Range<Int> { Int(start)..<Int(end) }
    }

    init(_ table: Table, _ source: Source) {
        self.table = table
        self.source = source
        scanner = CellScanner(source.bytes)
    }

    /// The rows of the file; nil if there is a mistake.
    mutating func read() -> TableRows? {
        guard isText(), let header = header() else { return nil }
        rows.reserveCapacity(source.bytes.count)
        var cells: [Cell] = []
        while !scanner.isAtEnd, mistakes.count < TableReader.mostMistakes {
            let start = scanner.index
            do throws(CellMistake) {
                try scanner.row(into: &cells)
                row(cells, from: start, header)
            } catch {
                report(error)
                if case .unclosedQuote = error { break }
                scanner.skipLine()
            }
        }
        sort()
        return mistakes.isEmpty ? TableRows(rows, order: places.lazy.map(\.row)) : nil
    }

    private mutating func report(
        _ kind: TableMistake.Kind, _ message: String, _ start: Int, _ end: Int, help: String? = nil
    ) {
        mistakes.append(TableMistake(kind: kind, message: message, start: start, end: max(start, end), help: help))
    }

    // MARK: Form

    private mutating func isText() -> Bool {
        let invalid = Letters.firstInvalidByte(source.bytes)
        if let mistake = FileForm(source.bytes, firstInvalidByte: invalid).mistake {
            let message = mistake.message.replacing("no rules", with: "no table").replacing(
                "rules are UTF-8", with: "tables are UTF-8")
            report(.form, message, 0, 0, help: "a table is a CSV file in UTF-8")
            return false
        }
        if let byte = invalid ?? source.bytes.firstIndex(of: 0) {
            let isZero = source.bytes[byte] == 0
            report(
                .form, isZero ? "a byte of 0 is in no text" : "the file is not UTF-8 here", byte, byte + 1,
                help: isZero
                    ? "was the file damaged?"
                    : "choose the encoding UTF-8 where you save it, or run: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW")
            return false
        }
        return true
    }

    private mutating func report(_ mistake: CellMistake) {
        switch mistake {
        case .strayQuote(let at):
            report(
                .form, "a quotation mark stands within a cell", at, at + 1,
                help: "a cell with quotation marks stands in them as a whole, and within it each is written twice")
        case .behindQuote(let at):
            report(
                .form, "something stands behind the closing quotation mark", at, at + 1,
                help: "a quotation mark within a cell is written twice: \"a \"\"b\"\" c\"")
        case .unclosedQuote(let at):
            report(
                .form, "this quotation mark has no partner", at, at + 1, help: "all of the file behind it is one cell")
        case .strayReturn(let at):
            report(.form, "a carriage return ends no line", at, at + 1, help: "rows end with CR LF or LF")
        }
    }

    // MARK: Header

    /// Where the declared columns stand in a row: the key, and the others in their order.
    private struct Header {
        var width: Int
        var key: Int
        var columns: [Int]
    }

    private mutating func header() -> Header? {
        let start = scanner.index
        var cells: [Cell] = []
        guard !scanner.isAtEnd else {
            report(.form, "the file is empty", 0, 0, help: "its first row names the columns: \(names)")
            return nil
        }
        do throws(CellMistake) { try scanner.row(into: &cells) } catch {
            report(error)
            return nil
        }
        let written = cells.map { Text(String(decoding: scanner.letters($0), as: UTF8.self)) }
        let end = cells.last?.end ?? start
        var places: [Int] = []
        for name in [table.keyName] + table.columns.map(\.name) {
            let found = written.indices.filter { written[$0] == name }
            guard let place = found.first else {
                let near = nearMiss(name, among: written).map { "; there is `\($0)`" } ?? ""
                report(
                    .column, "the file has no column `\(name)`", start, end,
                    help: written.count == 1 && written[0].contains(";")
                        ? "cells are separated by commas, not by semicolons" : "its first row names the columns" + near)
                continue
            }
            if found.count > 1 {
                let second = cells[found[1]]
                report(
                    .column, "the column `\(name)` stands twice in the file", second.start, second.end,
                    help: "nobody can say which one counts")
            }
            places.append(place)
        }
        guard mistakes.isEmpty else { return nil }
        return Header(width: cells.count, key: places[0], columns: Array(places.dropFirst()))
    }

    private var names: String { ([table.keyName] + table.columns.map(\.name)).map(\.string).joined(separator: ",") }

    // MARK: Rows

    private mutating func row(_ cells: [Cell], from start: Int, _ header: Header) {
        guard cells.count == header.width else {
            let isEmpty = cells.count == 1 && cells[0].start == cells[0].end
            let count = cells.count == 1 ? "1 cell" : "\(cells.count) cells"
            return report(
                .rowLength, isEmpty ? "this line is empty" : "this row has \(count), and the first row \(header.width)",
                start, cells.last?.end ?? start,
                help: isEmpty
                    ? "each line is a row; leave it out" : "a cell with a comma in it stands in quotation marks")
        }
        let first = rows.count
        let key = cells[header.key]
        guard key.start < key.end else {
            return report(.key, "the key `\(table.keyName)` is empty", key.start, key.end, help: "each row has one")
        }
        var isGood = write(key, as: table.keyType, table.keyName)
        let keyEnd = rows.count
        for (column, place) in zip(table.columns, header.columns) {
            let cell = cells[place]
            if cell.start == cell.end, column.isOptional {
                rows.append(0)
            } else if cell.start == cell.end, column.type != .text {
                isGood = false
                report(
                    .cell, "`\(column.name)` is empty here", cell.start, cell.end,
                    help: "declare the column as optional if it may be missing")
            } else {
                rows.append(1)
                isGood = write(cell, as: column.type, column.name) && isGood
            }
        }
        guard isGood else { return rows.removeSubrange(first...) }
        places.append(RowPlace(start: first, keyEnd: keyEnd, end: rows.count, keyCell: key))
    }

    /// Whether a cell is of its type; else it is reported.
    private mutating func write(_ cell: Cell, as type: FieldType, _ name: Text) -> Bool {
        let letters = scanner.letters(cell)
        if type == .text {
            TableRows.write(letters: letters, to: &rows)
            return true
        }
        do throws(CellValue.Mismatch) {
            TableRows.write(try CellValue.read(letters, as: type), to: &rows)
            return true
        } catch {
            let shown = String(decoding: letters.prefix(40), as: UTF8.self)
            report(
                .cell, "`\(name)` is \(ValueType(type).words), and `\(shown)` is not", cell.start, cell.end,
                help: error.help)
            return false
        }
    }

    // MARK: Keys

    /// Puts the rows in the order of their keys; a key that stands in two rows is reported at the second.
    private mutating func sort() {
        rows.withUnsafeBufferPointer { bytes in
            places.sort { a, b in
                let (x, y) = (bytes[a.key], bytes[b.key])
                if x.lexicographicallyPrecedes(y) { return true }
                return a.start < b.start && x.elementsEqual(y)
            }
        }
        var twice: [(first: RowPlace, second: RowPlace)] = []
        var first = places.first
        for row in places.dropFirst() {
            guard let known = first, rows[known.key].elementsEqual(rows[row.key]) else {
                first = row
                continue
            }
            twice.append((known, row))
        }
        twice.sort { $0.second.start < $1.second.start }
        for (first, second) in twice.prefix(TableReader.mostMistakes) {
            let cell = scanner.cell(at: second.keyCell)
            let shown = String(decoding: scanner.letters(cell).prefix(40), as: UTF8.self)
            report(
                .key, "the key `\(shown)` stands in two rows", cell.start, cell.end,
                help: "the first is in line \(source.position(of: Int(first.keyCell.lowerBound)).line)")
        }
    }
}
