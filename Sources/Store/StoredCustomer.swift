package import Events
package import TaskDispatch

/// A customer's state as the Engine encodes it.
package struct StoredCustomer: Sendable, Equatable {
    package var customer: Text
    package var state: [UInt8]
    /// How many of the customer's events the state knows, in the order of arrival.
    package var known: Int
    /// When there is next something to do without a new event.
    package var deadline: Timestamp?
    /// Feeds whose silence holds tasks of this customer.
    package var feedWaits: [FeedWait]
    /// When the oldest of the events came that is not settled; nil if all are.
    package var unsettled: Timestamp?

    package init(
        customer: Text, state: [UInt8], known: Int, deadline: Timestamp?, feedWaits: [FeedWait] = [],
        unsettled: Timestamp? = nil
    ) {
        self.unsettled = unsettled
        self.customer = customer
        self.state = state
        self.known = known
        self.deadline = deadline
        self.feedWaits = feedWaits
    }
}
