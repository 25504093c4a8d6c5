/// Reads what `data_base64` holds (RFC 4648), as JSON.
struct EncodedData {
    /// Made when an event has such data, which few have. What was read stands until the next is.
    private var parser: JSONParser?

    enum Problem: Error {
        case notBase64
        case notJSON(JSONError)
    }

    /// The value; nil if it holds no byte.
    mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Result<JSONNode?, Problem> {
        guard let bytes = EncodedData.decoded(text) else { return .failure(.notBase64) }
        if bytes.isEmpty { return .success(nil) }
        let parser = self.parser ?? JSONParser()
        self.parser = parser
        return bytes.withUnsafeBytes { bytes in
            parser.parse(bytes, 0..<bytes.count) { parsed in parsed.map { $0 }.mapError { .notJSON($0) } }
        }
    }

    /// Gives the buffers back if a large text has made them large.
    func trim() { parser?.trim() }

    /// The bytes that a text of the alphabet of RFC 4648, section 4, stands for, padded to whole groups of four; nil if
    /// it is none.
    static func decoded(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        for (place, letter) in text.dropLast(padding).enumerated() {
            guard let value = value(of: letter) else { return nil }
            group = group << 6 | value
            guard place % 4 == 3 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            bytes.append(UInt8(truncatingIfNeeded: group >> 8))
            bytes.append(UInt8(truncatingIfNeeded: group))
            group = 0
        }
        switch padding {
        case 1:
            bytes.append(UInt8(truncatingIfNeeded: group >> 10))
            bytes.append(UInt8(truncatingIfNeeded: group >> 2))
        case 2: bytes.append(UInt8(truncatingIfNeeded: group >> 4))
        default: break
        }
        return bytes
    }

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): return UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): return 62
        case UInt8(ascii: "/"): return 63
        default: return nil
        }
    }
}
