/// Lengths of time times and over numbers, which are doubles: computed as so many nanoseconds.
extension TimeSpan {
    private var inNanoseconds: Double { Double(Int128(seconds) * 1_000_000_000 + Int128(nanoseconds)) }

    /// The length of the nearest whole number of nanoseconds, halves away from zero; nil if that is longer than any length
    /// of time.
    private init?(nearest nanoseconds: Double) {
        guard nanoseconds.magnitude < 0x1p92 else { return nil }
        let whole = Int128(nanoseconds.rounded(.toNearestOrAwayFromZero))
        var (quotient, rest) = whole.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest < 0 {
            rest += 1_000_000_000
            quotient -= 1
        }
        guard let seconds = Int64(exactly: quotient) else { return nil }
        self.init(seconds: seconds, nanoseconds: Int64(rest))
    }

    /// This length so many times; nil if that is longer than any length of time.
    package func times(_ factor: Double) -> TimeSpan? { TimeSpan(nearest: inNanoseconds * factor) }

    /// This length over a number; nil over 0, and if it is longer than any length of time.
    package func divided(by divisor: Double) -> TimeSpan? {
        divisor == 0 ? nil : TimeSpan(nearest: inNanoseconds / divisor)
    }

    /// How many times the other goes into this; nil if the other is no time at all.
    package func ratio(to other: TimeSpan) -> Double? {
        other == .zero ? nil : inNanoseconds / other.inNanoseconds
    }
}

extension TimeSpan {
    /// As people read it: `2d 3h 20min`, `14d`, under a minute `45s`. Of the nearest whole number of seconds; seconds beside
    /// minutes are left out.
    package var inDaysHoursMinutes: String {
        if self < .zero {
            let length = (-self).inDaysHoursMinutes
            return length == "0s" ? length : "-" + length
        }
        // What was computed may lack a nanosecond of a whole minute.
        let whole = nanoseconds >= 500_000_000 ? saturating(seconds, 1) : seconds
        if whole < 60 { return "\(whole)s" }
        let parts = [(whole / 86_400, "d"), (whole / 3_600 % 24, "h"), (whole / 60 % 60, "min")]
        return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }
}
