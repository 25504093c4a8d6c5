package import Events

/// Where the customer, or a key, is on a journey.
package struct ExplainedStage: Hashable, Sendable {
    /// `customer.stage`
    package var name: Text
    /// Empty for a journey of the customer.
    package var key: [KeyValue]
    package var stage: Text
    package var since: Timestamp
    /// The same in the site's zone.
    package var clock: String
    /// The event that began the stage.
    package var event: EventIdentity
    /// `consultation since 2026-03-05 10:00: consultation.held (…)`
    package var line: String
}
