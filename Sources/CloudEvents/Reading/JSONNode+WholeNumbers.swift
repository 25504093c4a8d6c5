import Events

/// Whole numbers, written without fraction and exponent, as they stand in the text.
extension JSONNode {
    /// The tag of those beyond 64 bits; simdjson has none of this letter.
    static let long = UInt8(ascii: "b")

    /// The digits of a whole number, with its sign; nil for a number that is written otherwise. Only of a number.
    var wholeDigits: Text? {
        switch tag {
        case UInt8(ascii: "l"): return Text(String(Int64(bitPattern: tape[index + 1])))
        case UInt8(ascii: "u"): return Text(String(tape[index + 1]))
        case JSONNode.long: return TextCache.make(bytes)
        default: return nil
        }
    }

    /// Whether a double holds the number to the last digit, as it is written; one with a fraction or an exponent is
    /// the double next to it. Only of a number.
    @inline(__always)
    var isHeldByDouble: Bool {
        let word = tape[index + 1]
        switch tag {
        case UInt8(ascii: "l"):
            let number = Int64(bitPattern: word)
            return number.magnitude <= 1 << 53 || number.magnitude.isHeldByDouble
        case UInt8(ascii: "u"): return word.isHeldByDouble
        case JSONNode.long: return isLongHeldByDouble
        default: return true
        }
    }

    var nearestDouble: Double { Double(TextCache.make(bytes).string) ?? .infinity }

    private var isLongHeldByDouble: Bool {
        // The greatest double has 309 digits.
        guard bytes.count <= 310 else { return false }
        var digits = bytes.drop { $0 == UInt8(ascii: "-") }.map { $0 - UInt8(ascii: "0") }[...]
        // Halved until it is odd, it must fit the 53 bits of a double.
        while digits.count > 16 {
            guard let last = digits.last, last.isMultiple(of: 2) else { return false }
            halve(&digits)
        }
        return (digits.reduce(0) { $0 * 10 + UInt64($1) }).isHeldByDouble && nearestDouble.isFinite
    }

    private func halve(_ digits: inout ArraySlice<UInt8>) {
        var carry: UInt8 = 0
        for place in digits.indices {
            let value = carry * 10 + digits[place]
            digits[place] = value / 2
            carry = value % 2
        }
        digits = digits.drop { $0 == 0 }
    }
}

extension UInt64 {
    /// Whether its bits between the first and the last are at most 53.
    fileprivate var isHeldByDouble: Bool {
        self == 0 || bitWidth - leadingZeroBitCount - trailingZeroBitCount <= 53
    }
}

/// Whether two numbers are the same: whole ones by their digits, others as the doubles that they are.
func sameNumber(_ a: JSONNode, _ b: JSONNode) -> Bool {
    if a.tag == b.tag, a.tag == UInt8(ascii: "l") || a.tag == UInt8(ascii: "u") {
        return a.tape[a.index + 1] == b.tape[b.index + 1]
    }
    switch (a.wholeDigits, b.wholeDigits) {
    case (let x?, let y?): return x == y
    case (_?, nil): return a.isHeldByDouble && a.number == b.number
    case (nil, _?): return b.isHeldByDouble && a.number == b.number
    case (nil, nil): return a.number == b.number
    }
}
