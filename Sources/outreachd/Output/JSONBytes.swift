import Events

extension Collection<UInt8> {
    /// JSON that says the same, with each character that is not seen, or that a terminal would obey, as `\u202e`.
    ///
    /// Such a character beyond ASCII stands inside a string only; those below are escaped in all JSON.
    var withUnseenEscaped: [UInt8] {
        if isPlain { return Array(self) }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(count + 16)
        for scalar in String(decoding: self, as: UTF8.self).unicodeScalars {
            if scalar.value >= 0x7f, scalar.isUnseen {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let digits = String(unit, radix: 16)
                    escaped += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
                }
            } else {
                escaped += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        return escaped
    }
}

extension Collection<UInt8> {
    /// Whether each byte is of ASCII and none is DEL, in all of which JSON's own escapes have left nothing unseen.
    var isPlain: Bool {
        withContiguousStorageIfAvailable { bytes in
            var all: UInt8 = 0
            var deletes: UInt8 = 0
            // Without a way out in between, so that many are looked at together.
            for byte in bytes {
                all |= byte
                deletes |= byte == 0x7f ? 1 : 0
            }
            return all < 0x80 && deletes == 0
        } ?? allSatisfy { $0 < 0x7f }
    }
}
