package import Events

/// The events of one customer that came in one turn, as they are kept.
package struct ArrivalRow: Sendable {
    package let id: Int64
    /// When they came.
    package let arrived: Timestamp
    /// Their texts, one a line.
    package let text: [UInt8]
    package let brought: Arrivals.Bringers
}

/// What is left of such a row when some of its events are settled.
package struct SettledRow: Sendable {
    package let id: Int64
    /// What stays, one a line; empty if nothing does.
    package var text: [UInt8]
    package var brought: Arrivals.Bringers
    /// The hashes of the identities that are gone, by the key of the state.
    package var gone: [UInt64]

    package init(id: Int64, text: [UInt8], brought: Arrivals.Bringers, gone: [UInt64]) {
        self.id = id
        self.text = text
        self.brought = brought
        self.gone = gone
    }
}
