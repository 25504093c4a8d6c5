public import Events

/// New events of one turn, arranged by customer.
public struct Arrivals: Sendable {
    /// Those of one customer.
    public struct Share: Sendable {
        public var customer: Text
        /// The places of its events, in the order of arrival.
        public var events: Range<Int>
        /// Where in `text` they stand, one a line.
        public var text: Range<Int>

        public init(customer: Text, events: Range<Int>, text: Range<Int>) {
            self.customer = customer
            self.events = events
            self.text = text
        }
    }

    /// Sorted by customer, each once.
    public var shares: [Share] = []
    /// The texts of all shares.
    public var text: [UInt8] = []
    /// The `stableHash` of each event's identity.
    public var hashes: [UInt64] = []

    public init() {}

    /// The events of a share, one a line, where they stand.
    public func text(of share: Share) -> ArraySlice<UInt8> { text[share.text] }
}
