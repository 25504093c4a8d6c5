package import Events

/// A length of time in a rule. Calendars are named by their place in the program.
package enum RuleDuration: Hashable, Sendable {
    case elapsed(TimeSpan)
    /// `8h on support`: so much open time.
    case open(TimeSpan, on: Int)
    /// `2wd on support`: 1 to 366 days that have an open span.
    case workingDays(Int, on: Int)

    /// The calendar it is counted on; nil for elapsed time.
    package var calendar: Int? {
        switch self {
        case .elapsed: return nil
        case .open(_, let calendar), .workingDays(_, let calendar): return calendar
        }
    }

    /// The instant this long after `start`. On a calendar: the first at which so much time was open; the end of the last
    /// span of the last of so many days after that of `start`. `Timestamp.distantFuture` if it never comes.
    package func after(_ start: Timestamp, _ calendars: CalendarTable) -> Timestamp {
        switch self {
        case .elapsed(let span): return start + span
        case .open(let span, let calendar): return calendars[calendar].after(start, open: span)
        case .workingDays(let count, let calendar): return calendars[calendar].after(start, workingDays: count)
        }
    }

    /// The instant this long before `end`. On a calendar: the last from which on so much time is open; the beginning of the
    /// first span of the last of so many days before that of `end`. `Timestamp.distantFuture` if it never comes.
    package func before(_ end: Timestamp, _ calendars: CalendarTable) -> Timestamp {
        switch self {
        case .elapsed(let span): return end - span
        case .open(let span, let calendar): return calendars[calendar].before(end, open: span)
        case .workingDays(let count, let calendar): return calendars[calendar].before(end, workingDays: count)
        }
    }
}
