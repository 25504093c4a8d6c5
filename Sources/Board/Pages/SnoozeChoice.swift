package import Events

/// How long a task is put off.
package enum SnoozeChoice: String, Sendable, CaseIterable {
    case quarter, hour, hours, morning, days

    var words: String {
        switch self {
        case .quarter: "15 minutes"
        case .hour: "1 hour"
        case .hours: "4 hours"
        case .morning: "tomorrow at 09:00"
        case .days: "3 days"
        }
    }

    /// Until when, in the site's zone.
    package func until(from now: Timestamp, _ zone: Zone) -> Timestamp {
        switch self {
        case .quarter: return now + .minutes(15)
        case .hour: return now + .hours(1)
        case .hours: return now + .hours(4)
        case .morning:
            let tomorrow = CalendarDate(days: zone.local(now).date.days + 1)
            return zone.instant(of: tomorrow, secondOfDay: 9 * 3_600)
        case .days: return now + .days(3)
        }
    }
}
