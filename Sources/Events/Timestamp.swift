/// An instant, exact to the nanosecond. Events carry years 0001 to 9999; computed instants may lie beyond,
/// and those never come, because no clock gets there.
@usableFromInline
package struct Timestamp: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    @usableFromInline package let seconds: Int64
    /// `0 ..< 1_000_000_000`.
    @usableFromInline package let nanoseconds: UInt32

    package init(seconds: Int64, nanoseconds: Int64 = 0) {
        (self.seconds, self.nanoseconds) = carried(seconds, nanoseconds)
    }

    /// 0001-01-01T00:00:00Z: the first that an event may carry, and the zero of many systems.
    package static let yearOne = Timestamp(seconds: -62_135_596_800)
    /// 9999-12-31T23:59:59Z, and with any fraction the last that an event may carry.
    private static let lastSecond: Int64 = 253_402_300_799

    /// Earlier than every event.
    @inlinable package static var distantPast: Timestamp { Timestamp(whole: .min, 0) }
    /// Later than every event and every deadline.
    @inlinable package static var distantFuture: Timestamp { Timestamp(whole: .max, 999_999_999) }

    /// - Parameter nanoseconds: `0 ..< 1_000_000_000`.
    @inlinable init(whole seconds: Int64, _ nanoseconds: UInt32) {
        (self.seconds, self.nanoseconds) = (seconds, nanoseconds)
    }

    package static func + (a: Timestamp, b: TimeSpan) -> Timestamp {
        Timestamp(seconds: saturating(a.seconds, b.seconds), nanoseconds: Int64(a.nanoseconds) + Int64(b.nanoseconds))
    }

    package static func - (a: Timestamp, b: TimeSpan) -> Timestamp { a + -b }

    package static func - (a: Timestamp, b: Timestamp) -> TimeSpan {
        TimeSpan(
            seconds: saturating(a.seconds, b.seconds == .min ? .max : -b.seconds),
            nanoseconds: Int64(a.nanoseconds) - Int64(b.nanoseconds))
    }
}

extension Timestamp: Comparable {
    @inlinable
    package static func == (a: Timestamp, b: Timestamp) -> Bool {
        a.seconds == b.seconds && a.nanoseconds == b.nanoseconds
    }

    @inlinable
    package static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with the fewest digits that are exact: `2026-03-02T14:00:00Z`, `2026-03-02T14:00:00.25Z`.
    @usableFromInline package var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the description.
    package func write(to bytes: inout [UInt8]) {
        let (date, second) = utc
        date.write(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        writeDigits(second / 3_600, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        writeDigits(second / 60 % 60, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        writeDigits(second % 60, 2, to: &bytes)
        writeFraction(nanoseconds, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// The UTC day, and the second of that day.
    package var utc: (date: CalendarDate, second: Int) {
        var day = seconds / 86_400
        var second = seconds % 86_400
        if second < 0 {
            second += 86_400
            day -= 1
        }
        return (CalendarDate(days: Int32(clamping: day)), Int(second))
    }
}

/// Why a text is not a time that outreachd accepts.
package enum TimestampError: Error, Equatable, Sendable {
    /// Not of the shape of RFC 3339, or a month, day, hour, minute or second that does not exist.
    case malformed
    /// A local time without `Z` or `+hh:mm`: nobody can say when it was.
    case withoutOffset
    /// More than nine digits of a second.
    case tooPrecise
    /// A year, in UTC, outside 0001...9999.
    case year

    /// One sentence for the person who wrote the time.
    package var sentence: String {
        switch self {
        case .malformed: return "is not a time like 2026-03-02T10:00:00Z (RFC 3339)"
        case .withoutOffset: return "has no offset: write Z or one like +01:00, else nobody can say when it was"
        case .tooPrecise: return "has more than nine digits of a second"
        case .year: return "has a year outside 0001 to 9999, in UTC"
        }
    }
}

extension Timestamp {
    /// Reads RFC 3339 with an offset. A second of 60 is the next minute's 0.
    /// `secondsOptional` is for the rule language, which also allows `2026-03-02T10:00Z`.
    package static func parse(_ text: Text, secondsOptional: Bool = false) -> Result<Timestamp, TimestampError> {
        text.withBytes { parse($0, secondsOptional: secondsOptional) }
    }

    /// The same, of UTF-8 bytes.
    package static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, secondsOptional: Bool = false
    ) -> Result<Timestamp, TimestampError> {
        let n = bytes.count
        guard n >= 16, bytes[4] == 0x2d, bytes[7] == 0x2d, bytes[13] == 0x3a,
            bytes[10] == 0x54 || bytes[10] == 0x74 || bytes[10] == 0x20
        else { return .failure(.malformed) }
        // Whether any was no digit is asked once: every event has a time.
        var digits = DigitPairs(bytes)
        let year = digits.pair(at: 0) * 100 + digits.pair(at: 2)
        let (month, day) = (digits.pair(at: 5), digits.pair(at: 8))
        let (hour, minute) = (digits.pair(at: 11), digits.pair(at: 14))
        guard digits.areDigits, hour < 24, minute < 60 else { return .failure(.malformed) }

        var at = 16
        var second = 0
        if n >= 19, bytes[16] == 0x3a {
            guard let value = number(bytes, 17, 2), value <= 60 else { return .failure(.malformed) }
            second = value
            at = 19
        } else if !secondsOptional {
            return .failure(.malformed)
        }

        var nanoseconds = 0
        if at == 19, at < n, bytes[at] == 0x2e {
            at += 1
            let start = at
            var scale = 100_000_000
            while at < n, bytes[at] >= 0x30, bytes[at] <= 0x39 {
                nanoseconds += Int(bytes[at] - 0x30) * scale
                scale /= 10
                at += 1
            }
            if at == start { return .failure(.malformed) }
            if at - start > 9 { return .failure(.tooPrecise) }
        }

        if at == n { return .failure(.withoutOffset) }
        var offset = 0
        if bytes[at] == 0x5a || bytes[at] == 0x7a {
            guard at + 1 == n else { return .failure(.malformed) }
        } else {
            guard bytes[at] == 0x2b || bytes[at] == 0x2d, at + 6 == n, bytes[at + 3] == 0x3a,
                let hours = number(bytes, at + 1, 2), let minutes = number(bytes, at + 4, 2), hours < 24, minutes < 60
            else { return .failure(.malformed) }
            offset = (hours * 60 + minutes) * (bytes[at] == 0x2d ? -60 : 60)
        }

        guard (1...12).contains(month), day >= 1, day <= CalendarDate.length(ofMonth: month, year: year) else {
            return .failure(.malformed)
        }
        let days = Int64(CalendarDate(validYear: year, month: month, day: day).days)
        let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second - offset)
        // The year is that in UTC.
        guard seconds >= yearOne.seconds, seconds <= lastSecond else { return .failure(.year) }
        return .success(Timestamp(seconds: seconds, nanoseconds: Int64(nanoseconds)))
    }
}

/// Two ASCII digits at a time.
private struct DigitPairs {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// The highest that was read, counted from the digit 0.
    private var highest: UInt8 = 0
    /// Whether all that was read so far were digits.
    var areDigits: Bool { highest <= 9 }

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The number that two digits say; of no meaning if one is none.
    @inline(__always)
    mutating func pair(at place: Int) -> Int {
        let (tens, ones) = (bytes[place] &- 0x30, bytes[place + 1] &- 0x30)
        highest = max(highest, max(tens, ones))
        return Int(tens) * 10 + Int(ones)
    }
}
