package import Events

/// What one rule made of the timeline.
package struct ExplainedRule: Sendable {
    /// Its place in the program.
    package var rule: Int
    package var name: Text
    package var title: Text
    /// In the order in which they began.
    package var instances: [ExplainedInstance]
    /// Events that could have started it and did not.
    package var passedOver: [ExplainedStep]
    /// Why there is nothing else to tell; nil if there is.
    package var never: String?
}
