/// The rule by which a zone goes on after its last listed change: a POSIX TZ string with the extensions of
/// RFC 8536, section 3.3.1, such as `GMT0BST,M3.5.0/1,M10.5.0`.
struct ZoneRule: Hashable, Sendable {
    /// Seconds to add to UTC in standard time.
    let standard: Int
    let daylight: Daylight?

    /// When the clock is changed, and to what.
    struct Daylight: Hashable, Sendable {
        /// Seconds to add to UTC.
        let offset: Int
        let start: YearDay
        let end: YearDay
    }

    /// A second of each year, in the local time that holds before it.
    struct YearDay: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// `Jn`: 1...365, 29 February is never counted.
            case julian(Int)
            /// `n`: 0...365, 29 February is counted.
            case ordinal(Int)
            /// `Mm.w.d`: weekday d (0 is Sunday) of week w (5 is the last) of month m.
            case weekday(month: Int, week: Int, day: Int)
        }
        let day: Day
        /// Seconds after the day's start; may be negative, and beyond the day's end.
        let time: Int

        /// Seconds since 1970 in local time.
        func local(_ year: Int) -> Int64 { Int64(days(year)) * 86_400 + Int64(time) }

        private func days(_ year: Int) -> Int {
            let newYear = Int(CalendarDate(validYear: year, month: 1, day: 1).days)
            switch day {
            case .julian(let n): return newYear + n - 1 + (n >= 60 && CalendarDate.isLeap(year) ? 1 : 0)
            case .ordinal(let n): return newYear + n
            case .weekday(let month, let week, let day):
                let first = Int(CalendarDate(validYear: year, month: month, day: 1).days)
                // 1970-01-01 was a Thursday.
                let weekdayOfFirst = ((first + 4) % 7 + 7) % 7
                var inMonth = (day - weekdayOfFirst + 7) % 7 + (week - 1) * 7
                if inMonth >= CalendarDate.length(ofMonth: month, year: year) { inMonth -= 7 }
                return first + inMonth
            }
        }
    }

    /// Seconds to add to UTC at a second since 1970.
    func offset(at second: Int64) -> Int {
        changes(around: second).last { $0.instant <= second }?.offset ?? standard
    }

    /// The changes of the year in which a second since 1970 lies, and of the years before and after, in order.
    func changes(around second: Int64) -> [ZoneChange] {
        guard let daylight else { return [] }
        let year = Timestamp(seconds: second).utc.date.parts.year
        var result: [ZoneChange] = []
        for year in (year - 1)...(year + 1) {
            let start = daylight.start.local(year) - Int64(standard)
            let end = daylight.end.local(year) - Int64(daylight.offset)
            result.append(ZoneChange(instant: end, offset: standard))
            result.append(ZoneChange(instant: start, offset: daylight.offset))
        }
        // Where one year's end is the next year's start, daylight time goes on: the start comes last.
        return result.sorted {
            $0.instant != $1.instant ? $0.instant < $1.instant : $0.offset == standard && $1.offset != standard
        }
    }
}

extension ZoneRule {
    /// Reads the string; nil if it is not one.
    init?(posix text: some Sequence<UInt8>) {
        var reader = POSIXReader(bytes: Array(text))
        guard reader.name(), let standard = reader.offset() else { return nil }
        if reader.isAtEnd {
            self.init(standard: -standard, daylight: nil)
            return
        }
        guard reader.name() else { return nil }
        var daylightOffset = -standard + 3_600
        if !reader.isAtEnd, !reader.next(is: ",") {
            guard let offset = reader.offset() else { return nil }
            daylightOffset = -offset
        }
        // Without a rule POSIX leaves it open; everybody takes that of the United States.
        if reader.isAtEnd { reader = POSIXReader(bytes: Array(",M3.2.0,M11.1.0".utf8)) }
        guard let start = reader.yearDay(), let end = reader.yearDay(), reader.isAtEnd else { return nil }
        self.init(standard: -standard, daylight: Daylight(offset: daylightOffset, start: start, end: end))
    }
}

private struct POSIXReader {
    let bytes: [UInt8]
    var at = 0

    var isAtEnd: Bool { at == bytes.count }

    func next(is character: Unicode.Scalar) -> Bool { at < bytes.count && bytes[at] == UInt8(ascii: character) }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next(is: character) else { return false }
        at += 1
        return true
    }

    /// An abbreviation: three letters or more, or anything in angle brackets.
    mutating func name() -> Bool {
        if skip("<") {
            while at < bytes.count, !next(is: ">") { at += 1 }
            return skip(">")
        }
        let start = at
        while at < bytes.count, (bytes[at] | 0x20) >= UInt8(ascii: "a"), (bytes[at] | 0x20) <= UInt8(ascii: "z") {
            at += 1
        }
        return at - start >= 3
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let start = at
        var value = 0
        while at < bytes.count, at - start < 4, bytes[at] >= UInt8(ascii: "0"), bytes[at] <= UInt8(ascii: "9") {
            value = value * 10 + Int(bytes[at] - UInt8(ascii: "0"))
            at += 1
        }
        return at > start && range.contains(value) ? value : nil
    }

    /// `[+-]h[:m[:s]]` in seconds. RFC 8536 allows a week of hours.
    mutating func offset() -> Int? {
        let negative = skip("-")
        if !negative { _ = skip("+") }
        guard let hours = number(0...167) else { return nil }
        var seconds = hours * 3_600
        if skip(":") {
            guard let minutes = number(0...59) else { return nil }
            seconds += minutes * 60
            if skip(":") {
                guard let rest = number(0...59) else { return nil }
                seconds += rest
            }
        }
        return negative ? -seconds : seconds
    }

    /// `,day[/time]`; the time is 02:00 if nothing is said.
    mutating func yearDay() -> ZoneRule.YearDay? {
        guard skip(","), let day = day() else { return nil }
        guard skip("/") else { return ZoneRule.YearDay(day: day, time: 7_200) }
        return offset().map { ZoneRule.YearDay(day: day, time: $0) }
    }

    private mutating func day() -> ZoneRule.YearDay.Day? {
        if skip("J") { return number(1...365).map { .julian($0) } }
        guard skip("M") else { return number(0...365).map { .ordinal($0) } }
        guard let month = number(1...12), skip("."), let week = number(1...5), skip("."), let day = number(0...6) else {
            return nil
        }
        return .weekday(month: month, week: week, day: day)
    }
}
