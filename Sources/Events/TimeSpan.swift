/// A length of elapsed time, exact to the nanosecond; it may be negative. A day is 86,400 s.
///
/// Stored as whole seconds, rounded down, and the nanoseconds above them, `0 ..< 1_000_000_000`.
@usableFromInline
package struct TimeSpan: Hashable, Sendable {
    @usableFromInline package let seconds: Int64
    @usableFromInline package let nanoseconds: UInt32

    /// `nanoseconds` may be any number; it is carried into the seconds.
    package init(seconds: Int64, nanoseconds: Int64 = 0) {
        (self.seconds, self.nanoseconds) = carried(seconds, nanoseconds)
    }

    package static let zero = TimeSpan(seconds: 0)
    package static func minutes(_ n: Int64) -> TimeSpan { TimeSpan(seconds: n * 60) }
    package static func hours(_ n: Int64) -> TimeSpan { TimeSpan(seconds: n * 3_600) }
    package static func days(_ n: Int64) -> TimeSpan { TimeSpan(seconds: n * 86_400) }

    package static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
        TimeSpan(seconds: saturating(a.seconds, b.seconds), nanoseconds: Int64(a.nanoseconds) + Int64(b.nanoseconds))
    }

    package static func - (a: TimeSpan, b: TimeSpan) -> TimeSpan { a + -b }

    package static prefix func - (a: TimeSpan) -> TimeSpan {
        TimeSpan(seconds: a.seconds == .min ? .max : -a.seconds, nanoseconds: -Int64(a.nanoseconds))
    }
}

extension TimeSpan: Comparable {
    @inlinable
    package static func < (a: TimeSpan, b: TimeSpan) -> Bool {
        a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds
    }
}

extension TimeSpan: CustomStringConvertible {
    /// As the rule language writes it: `1w`, `1d2h`, `1h30min`, `45s`, `0s`; a fraction of a second as `1.5s`.
    @usableFromInline package var description: String {
        if self < .zero { return "-" + (-self).description }
        var rest = seconds
        var text = ""
        for (size, unit) in [(604_800, "w"), (86_400, "d"), (3_600, "h"), (60, "min")] as [(Int64, String)] {
            // A week is said only when it is the whole of it: 10d reads better than 1w3d.
            if unit == "w", rest % size != 0 || nanoseconds != 0 { continue }
            if rest >= size {
                text += "\(rest / size)\(unit)"
                rest %= size
            }
        }
        if rest > 0 || nanoseconds > 0 || text.isEmpty {
            text += "\(rest)\(fractionDigits(nanoseconds))s"
        }
        return text
    }
}

/// Seconds and nanoseconds with the nanoseconds brought into `0 ..< 1_000_000_000`.
@inline(__always)
func carried(_ seconds: Int64, _ nanoseconds: Int64) -> (Int64, UInt32) {
    if nanoseconds >= 0 && nanoseconds < 1_000_000_000 { return (seconds, UInt32(nanoseconds)) }
    var carry = nanoseconds / 1_000_000_000
    var rest = nanoseconds % 1_000_000_000
    if rest < 0 {
        rest += 1_000_000_000
        carry -= 1
    }
    return (saturating(seconds, carry), UInt32(rest))
}

/// The sum, held at the ends of the range instead of overflowing.
@inline(__always)
func saturating(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? (b > 0 ? .max : .min) : sum
}

/// `.5` for 500,000,000 ns: a point and the fewest digits that are exact; empty for 0.
func fractionDigits(_ nanoseconds: UInt32) -> String {
    var bytes: [UInt8] = []
    writeFraction(nanoseconds, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

/// Appends the same.
func writeFraction(_ nanoseconds: UInt32, to bytes: inout [UInt8]) {
    if nanoseconds == 0 { return }
    bytes.append(UInt8(ascii: "."))
    var rest = nanoseconds
    var scale: UInt32 = 100_000_000
    while rest > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(rest / scale))
        rest %= scale
        scale /= 10
    }
}
