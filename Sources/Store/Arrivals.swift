package import Events

/// New events of one turn, arranged by customer.
package struct Arrivals: Sendable {
    /// Those of one customer.
    package struct Share: Sendable {
        package var customer: Text
        /// The places of its events, in the order of arrival.
        package var events: Range<Int>
        /// Where in `text` they stand, one a line.
        package var text: Range<Int>
        /// Who brought them.
        package var brought: Bringers

        package init(customer: Text, events: Range<Int>, text: Range<Int>, brought: Bringers = Bringers([])) {
            self.customer = customer
            self.events = events
            self.text = text
            self.brought = brought
        }
    }

    /// Who brought some events, in their order; a single name if it is one for all, none if that is not known.
    package struct Bringers: Hashable, Sendable {
        package let names: [Text]

        /// - Parameter names: of the owners of the files in which the events stood.
        package init(_ names: [Text]) {
            self.names = names.allSatisfy { $0 == names[0] } ? Array(names.prefix(1)) : names
        }

        /// Whether one name is that of all, or none is known.
        package var isUniform: Bool { names.count < 2 }
        /// Who brought all of them; nil if it was not one, or is not known.
        package var only: Text? { names.count == 1 ? names[0] : nil }
    }

    /// Sorted by customer, each once.
    package var shares: [Share] = []
    /// The texts of all shares.
    package var text: [UInt8] = []
    /// The hash of each event's identity, by the key of the state.
    package var hashes: [UInt64] = []

    package init() {}

    /// The share of a customer; nil if nothing of theirs is new.
    package func share(of customer: Text) -> Share? {
        var rest = shares.startIndex..<shares.endIndex
        while let middle = rest.isEmpty ? nil : rest.lowerBound + rest.count / 2 {
            if shares[middle].customer == customer { return shares[middle] }
            rest =
                shares[middle].customer < customer ? middle + 1..<rest.upperBound : rest.lowerBound..<middle
        }
        return nil
    }

    /// The events of a share, one a line, where they stand.
    package func text(of share: Share) -> ArraySlice<UInt8> { text[share.text] }
}
