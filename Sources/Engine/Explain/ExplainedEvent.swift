package import Events

/// An event of the timeline.
package struct ExplainedEvent: Hashable, Sendable {
    package var event: EventIdentity
    package var time: Timestamp
    /// In the site's zone: `2026-03-02 14:00`.
    package var clock: String
    package var type: Text
    /// `order o-9, days 2`
    package var fields: String
    /// Whether it came too late to start anything.
    package var isTooLate = false
}
