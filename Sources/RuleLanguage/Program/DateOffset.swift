package import Events

/// How far from the instant of its fact a date trigger arms.
package enum DateOffset: Hashable, Sendable {
    /// `at FACT`
    case none
    /// `D before FACT`
    case before(RuleDuration)
    /// `D after FACT`
    case after(RuleDuration)

    /// Its length; nil for none.
    package var duration: RuleDuration? {
        switch self {
        case .none: return nil
        case .before(let duration), .after(let duration): return duration
        }
    }

    /// The instant that it names, seen from a fact's value; nil for a value that is neither a time nor a date. A date is
    /// the start of that day: in the calendar's zone if it is shifted on one, else in the site's.
    package func instant(from value: Value, _ calendars: CalendarTable, site: Zone) -> Timestamp? {
        let start: Timestamp
        switch value {
        case .time(let time): start = time
        case .date(let date):
            let zone = duration?.calendar.map { calendars[$0].zone } ?? site
            start = zone.instant(of: date, secondOfDay: 0)
        case .text, .number, .boolean, .duration: return nil
        }
        return shifted(start, calendars)
    }

    /// The same at a time of day: that time of the local day of the instant.
    ///
    /// A date is its own day there, and whole days before or after it are days of the calendar. On a calendar a date is
    /// the start of that day in the calendar's zone.
    /// - Parameter local: whose days they are.
    package func instant(
        from value: Value, minuteOfDay: Int, _ calendars: CalendarTable, local: Zone
    ) -> Timestamp? {
        var start: Timestamp
        switch value {
        case .time(let time): start = time
        case .date(let date):
            if let days = wholeDays {
                let day = CalendarDate(days: Int32(clamping: Int64(date.days) + days))
                return local.instant(of: day, secondOfDay: minuteOfDay * 60)
            }
            let zone = duration?.calendar.map { calendars[$0].zone } ?? local
            start = zone.instant(of: date, secondOfDay: 0)
        case .text, .number, .boolean, .duration: return nil
        }
        start = shifted(start, calendars)
        // What is not reached on a calendar has no day.
        guard start > .distantPast, start < .distantFuture else { return start }
        return local.instant(of: local.local(start).date, secondOfDay: minuteOfDay * 60)
    }

    private func shifted(_ start: Timestamp, _ calendars: CalendarTable) -> Timestamp {
        switch self {
        case .none: return start
        case .before(let duration): return duration.before(start, calendars)
        case .after(let duration): return duration.after(start, calendars)
        }
    }

    /// How many days later it is, less than none before; nil if it is not a number of whole days.
    private var wholeDays: Int64? {
        switch self {
        case .none: return 0
        case .before(let duration): return duration.wholeDays.map { -$0 }
        case .after(let duration): return duration.wholeDays
        }
    }
}

extension RuleDuration {
    /// Of time that passes, if it is some days and nothing over.
    fileprivate var wholeDays: Int64? {
        guard case .elapsed(let span) = self, span.nanoseconds == 0, span.seconds % 86_400 == 0 else { return nil }
        return span.seconds / 86_400
    }
}
