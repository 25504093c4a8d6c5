package import Events

/// A decision in words.
package struct ExplainedStep: Sendable {
    package var decision: Decision
    /// In the site's zone.
    package var clock: String
    package var text: String
    /// The event that decided; nil where time alone did.
    package var event: EventIdentity?
}
