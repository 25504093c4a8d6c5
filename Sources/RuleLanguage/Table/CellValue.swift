import Events

/// A value as a cell of a CSV file writes it.
enum CellValue {
    /// What is wrong with a cell that is not of its column's type: what it should be, for help.
    struct Mismatch: Error {
        /// As `is no number`; nil if what it says is only too exact.
        var help: String
    }

    /// - Parameter letters: not empty, but for a text.
    static func read(_ letters: ArraySlice<UInt8>, as type: FieldType) throws(Mismatch) -> Value {
        switch type {
        case .text: return .text(Text(String(decoding: letters, as: UTF8.self)))
        case .number: return .number(try number(letters))
        case .boolean:
            if letters.elementsEqual("true".utf8) || letters.elementsEqual("TRUE".utf8) { return .boolean(true) }
            if letters.elementsEqual("false".utf8) || letters.elementsEqual("FALSE".utf8) { return .boolean(false) }
            throw Mismatch(help: "write true or false")
        case .time:
            switch Timestamp.parse(Text(String(decoding: letters, as: UTF8.self)), secondsOptional: true) {
            case .success(let time): return .time(time)
            case .failure(let error):
                throw Mismatch(
                    help: error == .withoutOffset
                        ? "a time has an offset: 2026-03-02T10:00:00Z, 2026-03-02T10:00:00+01:00"
                        : "a time is written as 2026-03-02T10:00:00Z")
            }
        case .date:
            guard let date = CalendarDate(Text(String(decoding: letters, as: UTF8.self))) else {
                throw Mismatch(help: "a date is written as 2026-03-02")
            }
            return .date(date)
        }
    }

    /// `-12`, `0.5`, `1e6`, as JSON writes it. A whole number that a double does not hold is refused as one of an event is.
    private static func number(_ letters: ArraySlice<UInt8>) throws(Mismatch) -> Double {
        guard let isWhole = shape(letters) else { throw Mismatch(help: help(letters)) }
        if isWhole, letters.count <= 15 {
            let isNegative = letters.first == UInt8(ascii: "-")
            let whole = letters.dropFirst(isNegative ? 1 : 0).reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
            return Double(isNegative ? -whole : whole)
        }
        let written = String(decoding: letters, as: UTF8.self)
        guard let number = Double(written), number.isFinite else {
            throw Mismatch(help: "the number is too large; the largest is about 1.8 with 308 zeros")
        }
        if isWhole, number.shortestDecimal != written {
            throw Mismatch(
                help: "the number is longer than numbers are exact; if it is an id, declare the column as text")
        }
        return number
    }

    private static func help(_ letters: ArraySlice<UInt8>) -> String {
        if letters.contains(UInt8(ascii: ",")) { return "a number has a point and no comma: 1.5" }
        if letters.first == UInt8(ascii: " ") || letters.last == UInt8(ascii: " ") { return "leave the blanks out" }
        let digits = letters.dropFirst(letters.first == UInt8(ascii: "-") ? 1 : 0)
        if digits.count > 1, digits.allSatisfy(Letters.isDigit) {
            return "a number begins with no 0; if it is an id, declare the column as text"
        }
        return "a number is written as 2 or 1.5"
    }

    /// Whether a number of this shape is whole; nil if it is no number.
    private static func shape(_ letters: ArraySlice<UInt8>) -> Bool? {
        var rest = letters
        func digits() -> Int {
            let count = rest.prefix(while: Letters.isDigit).count
            rest = rest.dropFirst(count)
            return count
        }
        var isWhole = true
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let leadingZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !leadingZero || whole == 1 else { return nil }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            isWhole = false
            guard digits() > 0 else { return nil }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            isWhole = false
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return nil }
        }
        return rest.isEmpty ? isWhole : nil
    }
}
