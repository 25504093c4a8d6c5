/// A value that rules compute with. Missing is `nil`, an `Optional` around it.
@usableFromInline
package enum Value: Hashable, Sendable {
    case text(Text)
    /// Always finite.
    case number(Double)
    case boolean(Bool)
    case time(Timestamp)
    case date(CalendarDate)
    /// Never in a field: the difference of two times, or a literal.
    case duration(TimeSpan)
}

extension Value: Comparable {
    /// An order over all values: of one type by its own order, of two types by the type. For sorting keys.
    @usableFromInline package static func < (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.text(let x), .text(let y)): return x < y
        case (.number(let x), .number(let y)): return x < y
        case (.boolean(let x), .boolean(let y)): return !x && y
        case (.time(let x), .time(let y)): return x < y
        case (.date(let x), .date(let y)): return x < y
        case (.duration(let x), .duration(let y)): return x < y
        default: return a.rank < b.rank
        }
    }

    private var rank: Int {
        switch self {
        case .text: return 0
        case .number: return 1
        case .boolean: return 2
        case .time: return 3
        case .date: return 4
        case .duration: return 5
        }
    }
}

extension Double {
    /// The shortest decimal that reads back, without exponent: `2`, `0.1`, `100000000000000000000`.
    package var shortestDecimal: String {
        if self == 0 { return "0" }
        var text = description
        let negative = text.hasPrefix("-")
        if negative { text.removeFirst() }
        var exponent = 0
        if let e = text.firstIndex(of: "e") {
            exponent = Int(text[text.index(after: e)...]) ?? 0
            text = String(text[..<e])
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var whole = String(parts[0])
        var fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
        if exponent > 0 {
            fraction += String(repeating: "0", count: max(0, exponent - fraction.count))
            whole += fraction.prefix(exponent)
            fraction = String(fraction.dropFirst(exponent))
        } else if exponent < 0 {
            whole = String(repeating: "0", count: max(0, 1 - exponent - whole.count)) + whole
            fraction = whole.suffix(-exponent) + fraction
            whole = String(whole.dropLast(-exponent))
        }
        return (negative ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
}
