package import Events
import RuleLanguage

/// Everything before `time`, and with `inclusive` what is exactly at it.
package struct Horizon: Hashable, Sendable {
    package var time: Timestamp
    package var inclusive: Bool
    package init(before time: Timestamp) {
        self.time = time
        inclusive = false
    }
    package init(through time: Timestamp) {
        self.time = time
        inclusive = true
    }
    /// Nothing at all.
    package static let nothing = Horizon(before: .distantPast)
    /// Whether an instant lies within.
    package func contains(_ t: Timestamp) -> Bool { t < time || (inclusive && t == time) }
}
