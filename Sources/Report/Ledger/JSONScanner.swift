import Events

/// Reads JSON (RFC 8259) that lies in memory, value by value; what nobody asks for is only passed over.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func skipBlanks() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0a, 0x0d: place += 1
            default: return
            }
        }
    }

    /// The next byte that is no blank; nil at the end.
    mutating func peek() -> UInt8? {
        skipBlanks()
        return place < bytes.count ? bytes[place] : nil
    }

    /// Passes over a sign.
    mutating func take(_ sign: UInt8) -> Bool {
        guard peek() == sign else { return false }
        place += 1
        return true
    }

    /// Whether nothing but blanks follows.
    mutating func isAtEnd() -> Bool { peek() == nil }

    /// Reads the members of an object, one after the other.
    /// - Parameter member: reads or skips the value.
    mutating func object(
        _ member: (_ name: UnsafeBufferPointer<UInt8>, inout JSONScanner) throws(LedgerLineError) -> Void
    ) throws(LedgerLineError) {
        guard take(UInt8(ascii: "{")) else { throw .notJSON }
        if take(UInt8(ascii: "}")) { return }
        repeat {
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw .notJSON }
            try member(UnsafeBufferPointer(rebasing: bytes[name.range]), &self)
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw .notJSON }
    }

    /// Reads the elements of an array, one after the other.
    mutating func array(_ element: (inout JSONScanner) throws(LedgerLineError) -> Void) throws(LedgerLineError) {
        guard take(UInt8(ascii: "[")) else { throw .notJSON }
        if take(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw .notJSON }
    }

    /// The bytes between the quotes of a string, as they stand.
    mutating func rawString() throws(LedgerLineError) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[try string().range])
    }

    mutating func text() throws(LedgerLineError) -> Text {
        let found = try string()
        guard found.hasEscapes else { return Text(String(decoding: bytes[found.range], as: UTF8.self)) }
        return Text(try unescaped(found.range))
    }

    /// A number that is no fraction, or nil; and passes over it.
    mutating func number() throws(LedgerLineError) -> Double? {
        skipBlanks()
        let start = place
        try skip()
        return Double(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    /// Passes over a value, and tells whether it is `true`.
    mutating func isTrue() throws(LedgerLineError) -> Bool {
        let isTrue = peek() == UInt8(ascii: "t")
        try skip()
        return isTrue
    }

    private mutating func string() throws(LedgerLineError) -> (range: Range<Int>, hasEscapes: Bool) {
        guard take(UInt8(ascii: "\"")) else { throw .notJSON }
        let start = place
        var hasEscapes = false
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                place += 1
                return (start..<place - 1, hasEscapes)
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                place += 1
            }
            place += 1
        }
        throw .notJSON
    }

    /// Passes over a value, however deep.
    mutating func skip() throws(LedgerLineError) {
        var depth = 0
        repeat {
            guard let sign = peek() else { throw .notJSON }
            switch sign {
            case UInt8(ascii: "\""): _ = try string()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                place += 1
                guard depth >= 0 else { throw .notJSON }
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw .notJSON }
                place += 1
            default: try skipWord()
            }
        } while depth > 0
    }

    /// A number, `true`, `false`, `null`.
    private mutating func skipWord() throws(LedgerLineError) {
        let start = place
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "E"):
                place += 1
                continue
            default: break
            }
            break
        }
        if place == start { throw .notJSON }
    }

    private func unescaped(_ range: Range<Int>) throws(LedgerLineError) -> String {
        var units: [UInt16] = []
        var text: [UInt8] = []
        func flush() {
            text += Array(String(decoding: units, as: UTF16.self).utf8)
            units = []
        }
        var at = range.lowerBound
        while at < range.upperBound {
            guard bytes[at] == UInt8(ascii: "\\") else {
                flush()
                text.append(bytes[at])
                at += 1
                continue
            }
            guard at + 1 < range.upperBound else { throw .notJSON }
            if bytes[at + 1] == UInt8(ascii: "u") {
                guard at + 6 <= range.upperBound,
                    let unit = UInt16(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16)
                else { throw .notJSON }
                units.append(unit)
                at += 6
                continue
            }
            flush()
            switch bytes[at + 1] {
            case UInt8(ascii: "n"): text.append(0x0a)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "r"): text.append(0x0d)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0c)
            default: text.append(bytes[at + 1])
            }
            at += 2
        }
        flush()
        return String(decoding: text, as: UTF8.self)
    }
}
