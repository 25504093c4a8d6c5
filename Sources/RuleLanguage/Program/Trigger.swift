package enum Trigger: Hashable, Sendable {
    /// `counting` is the window of `when N P within D`, whose counted events are the evidence; its condition is
    /// already part of the pattern.
    case event(mode: TriggerMode, pattern: Pattern, counting: Window?)
    /// Before, at or after the instant of the fact, which is a time or a date.
    case date(fact: Int, offset: DateOffset)
    /// Minutes after midnight, 540 if the rule says nothing.
    case yearly(fact: Int, minuteOfDay: Int)
}
