/// One cell of a CSV file, by the bytes between its quotation marks, or all of them where it has none.
struct Cell {
    var start: Int
    var end: Int
    /// Whether a quotation mark stands in it twice for one.
    var hasDoubledQuotes = false
}

/// What is not as RFC 4180 has it, and where.
enum CellMistake: Error, Equatable {
    /// A quotation mark within a cell that does not begin with one.
    case strayQuote(at: Int)
    /// Something between the closing quotation mark and the end of the cell.
    case behindQuote(at: Int)
    /// A quotation mark without its partner.
    case unclosedQuote(at: Int)
    /// A carriage return that ends no line.
    case strayReturn(at: Int)
}

/// Reads a CSV file (RFC 4180) row by row: cells are separated by commas and may stand in quotation marks, rows end with
/// CR LF or LF.
///
/// Strict, with the place of every cell, over bytes, and without a text made of any of them: what libraries give is texts
/// without a place, from input that they mend as they think best.
struct CellScanner {
    let bytes: [UInt8]
    private(set) var index: Int

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Begins behind a byte order mark, which spreadsheets write.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    var isAtEnd: Bool { index >= bytes.count }

    /// Reads the cells of the next row; behind a mistake `skipLine` goes on.
    mutating func row(into cells: inout [Cell]) throws(CellMistake) {
        cells.removeAll(keepingCapacity: true)
        while true {
            cells.append(try cell())
            guard index < bytes.count else { return }
            if bytes[index] == CellScanner.comma {
                index += 1
                continue
            }
            // Nothing else than a line end stands behind a cell.
            if bytes[index] == CellScanner.carriageReturn { index += 1 }
            index += 1
            return
        }
    }

    /// Goes on behind the next line end.
    mutating func skipLine() {
        while index < bytes.count, bytes[index] != CellScanner.lineFeed { index += 1 }
        index = min(index + 1, bytes.count)
    }

    private mutating func cell() throws(CellMistake) -> Cell {
        if index < bytes.count, bytes[index] == CellScanner.quote { return try quotedCell() }
        let start = index
        while index < bytes.count, bytes[index] != CellScanner.comma, bytes[index] != CellScanner.lineFeed {
            if bytes[index] == CellScanner.quote { throw .strayQuote(at: index) }
            if bytes[index] == CellScanner.carriageReturn {
                guard endsLine(index) else { throw .strayReturn(at: index) }
                break
            }
            index += 1
        }
        return Cell(start: start, end: index)
    }

    private mutating func quotedCell() throws(CellMistake) -> Cell {
        let open = index
        index += 1
        var cell = Cell(start: index, end: index)
        while true {
            guard index < bytes.count else {
                index = open
                throw .unclosedQuote(at: open)
            }
            guard bytes[index] == CellScanner.quote else {
                index += 1
                continue
            }
            guard index + 1 < bytes.count, bytes[index + 1] == CellScanner.quote else { break }
            cell.hasDoubledQuotes = true
            index += 2
        }
        cell.end = index
        index += 1
        let isClosed =
            index >= bytes.count || bytes[index] == CellScanner.comma || bytes[index] == CellScanner.lineFeed
            || endsLine(index)
        guard isClosed else { throw .behindQuote(at: index) }
        return cell
    }

    private func endsLine(_ place: Int) -> Bool {
        bytes[place] == CellScanner.carriageReturn && place + 1 < bytes.count
            && bytes[place + 1] == CellScanner.lineFeed
    }

    /// A cell that was read before.
    func cell(at place: Range<UInt32>) -> Cell {
        let place = Int(place.lowerBound)..<Int(place.upperBound)
        // Where it is good, a quotation mark stands in it as one of two.
        return Cell(
            start: place.lowerBound, end: place.upperBound,
            hasDoubledQuotes: bytes[place].contains(CellScanner.quote))
    }

    /// The letters of a cell, each doubled quotation mark as one.
    func letters(_ cell: Cell) -> ArraySlice<UInt8> {
        guard cell.hasDoubledQuotes else { return bytes[cell.start..<cell.end] }
        var letters: [UInt8] = []
        var place = cell.start
        while place < cell.end {
            letters.append(bytes[place])
            place += bytes[place] == CellScanner.quote ? 2 : 1
        }
        return letters[...]
    }
}
