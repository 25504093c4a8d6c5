import Events

/// What one byte or one Unicode scalar may be in a word.
enum Letters {
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isASCIILetter(UInt8(scalar.value)) || scalar == "_" }
        return scalar.properties.isXIDStart
    }

    static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(scalar.value)
            return isASCIILetter(byte) || isDigit(byte) || scalar == "_" || scalar == "-"
        }
        return scalar.properties.isXIDContinue
    }

    static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " || (scalar.value >= 9 && scalar.value <= 13) : scalar.properties.isWhitespace
    }

    /// The scalar that begins at `index` and its length in bytes. A byte that is not UTF-8 is read as the letter of
    /// Windows-1252 that it most likely was, so that a file in that encoding has one mistake.
    static func scalar(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
        utf8(bytes, at: index) ?? (Windows1252.scalar(bytes[index]), 1)
    }

    /// Bytes as text, read as `scalar` reads them.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let bytes = Array(bytes)
        var text = String.UnicodeScalarView()
        var at = 0
        while at < bytes.count {
            let (scalar, length) = scalar(bytes, at: at)
            text.append(scalar)
            at += length
        }
        return String(text)
    }

    /// Where a text first stops being UTF-8; nil if it never does.
    static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        var at = 0
        while at < bytes.count {
            guard let (_, length) = utf8(bytes, at: at) else { return at }
            at += length
        }
        return nil
    }

    /// Whether a letter beyond ASCII stands there in UTF-8.
    static func hasUTF8Letters(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0] >= 0x80 && utf8(bytes, at: $0) != nil }
    }

    /// The scalar that begins at `index` and its length in bytes; nil if the bytes there are not UTF-8.
    static func utf8(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        let first = bytes[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length: Int
        var value: UInt32
        switch first {
        case 0xc2...0xdf: (length, value) = (2, UInt32(first & 0x1f))
        case 0xe0...0xef: (length, value) = (3, UInt32(first & 0x0f))
        case 0xf0...0xf4: (length, value) = (4, UInt32(first & 0x07))
        default: return nil
        }
        guard index + length <= bytes.count else { return nil }
        for byte in bytes[(index + 1)..<(index + length)] {
            guard byte & 0xc0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3f)
        }
        // Longer than needed, a surrogate, or beyond Unicode.
        let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }
}
