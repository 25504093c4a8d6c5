import Events
import RuleLanguage

/// The value of the fact, and for `yearly` the calendar year.
struct DateName: Hashable, Sendable {
    var value: Value
    var year: Int?
}
