import Events
import RuleLanguage

/// Where a date trigger stands.
struct DateProgress: Hashable, Sendable {
    /// The value of the fact now, the event that set it, and when.
    var value: Value
    var setBy: EventRef
    var setAt: Timestamp
    /// When the next episode arms; nil if none will for this value.
    var pending: Timestamp?
    /// What `pending` is called.
    var next: DateName?
    /// Values, and years of them, that are done with.
    var settled: Set<DateName> = []
}
