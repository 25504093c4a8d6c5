import Events

extension RuleDuration {
    /// About how long it takes, for a drawing that is not to scale: on a calendar as long as in a usual week of it.
    func usualLength(_ calendars: [WorkCalendar]) -> TimeSpan {
        switch self {
        case .elapsed(let span): return span
        case .open(let span, let calendar):
            let open = calendars[calendar].weekdays.joined().reduce(0) { $0 + $1.to - $1.from } * 60
            return open == 0 ? span : TimeSpan(seconds: span.seconds * 604_800 / Int64(open))
        case .workingDays(let count, let calendar):
            let open = calendars[calendar].weekdays.count { !$0.isEmpty }
            return TimeSpan(seconds: Int64(count) * 604_800 / Int64(max(open, 1)))
        }
    }

    /// Whether it is no time at all.
    package var isZero: Bool {
        switch self {
        case .elapsed(let span), .open(let span, _): return span == .zero
        case .workingDays: return false
        }
    }
}
