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
        switch self {
        case .none: return start
        case .before(let duration): return duration.before(start, calendars)
        case .after(let duration): return duration.after(start, calendars)
        }
    }
}
