import Events
import RuleLanguage

/// The value of a fact, and the event that set it.
struct FactValue: Hashable {
    var value: Value
    /// The event that set it to this value: the first, if several did in a row.
    var setBy: EventRef
}
