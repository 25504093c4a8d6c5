package enum Trigger: Hashable, Sendable {
    /// `counting` is the window of `when N P within D`, whose counted events are the evidence; its condition is
    /// already part of the pattern.
    case event(mode: TriggerMode, pattern: Pattern, counting: Window?)
    /// A score goes past a level.
    case crossing(mode: TriggerMode, Crossing)
    /// Before, at or after the instant of the fact, which is a time or a date; then perhaps at a time of that local day,
    /// in minutes after midnight.
    case date(fact: Int, offset: DateOffset, minuteOfDay: Int? = nil)
    /// Minutes after midnight, 540 if the rule says nothing.
    case yearly(fact: Int, minuteOfDay: Int)
}

extension Trigger {
    /// Whether it goes by days where the customer lives, so that a change of `customer.zone` moves it.
    package var followsZone: Bool {
        switch self {
        case .event, .crossing, .date(_, _, minuteOfDay: nil): return false
        case .date, .yearly: return true
        }
    }
}
