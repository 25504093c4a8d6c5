package import Events

/// All that the store has of one customer.
package struct CustomerRecord: Sendable, Equatable {
    /// Nil if none was ever kept.
    package var state: [UInt8]?
    /// How many of the events the state knows.
    package var known: Int
    /// The events, one a line, in the order of arrival.
    package var text: [UInt8]
    /// Who brought all of the events, if it is one for all.
    package var bringer: Text?
    /// When the oldest of them came that is not settled, as far as the state knows; nil if all are.
    package var unsettled: Timestamp?

    package init(state: [UInt8]? = nil, known: Int = 0, text: [UInt8] = [], unsettled: Timestamp? = nil) {
        self.unsettled = unsettled
        self.state = state
        self.known = known
        self.text = text
    }

    package var events: [Text] { text.withUnsafeBytes { lines($0) } }
}
