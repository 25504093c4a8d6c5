package import Events

/// A customer whose turn could not be done. The events are kept, and nothing is judged, until it is.
package struct UnfinishedCustomer: Sendable, Equatable {
    package var customer: Text
    /// How often it was tried in vain; 0 for one that was released and is to be tried anew.
    package var tries: Int
    /// When it was tried last, by the clock of the turn.
    package var at: Timestamp
    /// What came in the way, one sentence without a full stop.
    package var reason: Text

    package init(customer: Text, tries: Int, at: Timestamp, reason: Text) {
        self.customer = customer
        self.tries = tries
        self.at = at
        self.reason = reason
    }

    /// After so many tries it is set aside.
    package static let triesAtMost = 3

    /// Whether it is not tried any more, until somebody releases it.
    package var isSetAside: Bool { tries >= Self.triesAtMost }
}
