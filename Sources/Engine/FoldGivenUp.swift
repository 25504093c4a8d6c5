package import Events

/// A fold was told not to go on. How far it had come by then.
package struct FoldGivenUp: Error, Equatable, Sendable {
    /// The instant that it had in hand.
    package var at: Timestamp
    /// How many of the events had happened by then.
    package var events: Int
    /// How many there are.
    package var all: Int
}
