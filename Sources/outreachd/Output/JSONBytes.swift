import Events

extension Collection<UInt8> {
    /// JSON that says the same, with each character that is not seen, or that a terminal would obey, as `\u202e`.
    ///
    /// Such a character beyond ASCII stands inside a string only; those below are escaped in all JSON.
    var withUnseenEscaped: [UInt8] {
        if allSatisfy({ $0 < 0x7f }) { return Array(self) }
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
