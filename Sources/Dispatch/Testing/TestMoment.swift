import Engine
package import Events
import RuleLanguage

/// One line of a test's story.
package struct TestMoment: Sendable {
    package enum Kind: Sendable {
        case event(Event)
        case change(Change)
    }
    /// The test's clock.
    package var at: Timestamp
    package var kind: Kind
}
