/// A day of the proleptic Gregorian calendar, without a zone.
@usableFromInline
package struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    @usableFromInline package let days: Int32

    package init(days: Int32) { self.days = days }

    /// Nil unless the day exists: month 1...12, day 1...28/29/30/31.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= CalendarDate.length(ofMonth: month, year: year) else {
            return nil
        }
        self.init(validYear: year, month: month, day: day)
    }

    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    init(validYear year: Int, month: Int, day: Int) {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        days = Int32(clamping: era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month 1...12, day 1...31 (civil_from_days of the same source).
    package var parts: (year: Int, month: Int, day: Int) {
        let z = Int(days) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m + (m < 10 ? 3 : -9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
    }

    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// The number of days of a month 1...12.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: return isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    @inlinable
    package static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.days < b.days }
}

extension CalendarDate: CustomStringConvertible {
    /// `2026-03-02`.
    @usableFromInline package var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the description.
    func write(to bytes: inout [UInt8]) {
        let (year, month, day) = parts
        writeDigits(year, 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        writeDigits(month, 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        writeDigits(day, 2, to: &bytes)
    }
}

extension CalendarDate {
    /// Reads `YYYY-MM-DD`, years 0001...9999; nil for anything else.
    package init?(_ text: Text) {
        let date = text.withBytes { bytes -> CalendarDate? in
            guard bytes.count == 10, bytes[4] == 0x2d, bytes[7] == 0x2d,
                let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
                year >= 1
            else { return nil }
            return CalendarDate(year: year, month: month, day: day)
        }
        guard let date else { return nil }
        self = date
    }
}

/// Appends a number with leading zeros up to `width`.
func writeDigits(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    var rest = abs(value)
    while rest / scale >= 10 { scale *= 10 }
    while scale > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(rest / scale))
        rest %= scale
        scale /= 10
    }
}

/// `count` ASCII digits at `offset` as a number; nil if one is no digit.
@inline(__always)
func number(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ count: Int) -> Int? {
    var value = 0
    for i in offset..<(offset + count) {
        let digit = Int(bytes[i]) - 0x30
        guard digit >= 0, digit <= 9 else { return nil }
        value = value * 10 + digit
    }
    return value
}
