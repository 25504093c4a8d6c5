package import Events

/// Which of the kept events are meant.
package struct EventSelection: Sendable {
    /// Nobody: everybody's.
    package var customers: Set<Text>
    /// None: of any type.
    package var types: Set<Text>
    /// When they happened, both ends included.
    package var times: ClosedRange<Timestamp>

    package init(
        customers: Set<Text> = [], types: Set<Text> = [],
        times: ClosedRange<Timestamp> = .distantPast ... .distantFuture
    ) {
        self.customers = customers
        self.types = types
        self.times = times
    }

    func holds(type: Text, time: Timestamp) -> Bool {
        times.contains(time) && (types.isEmpty || types.contains(type))
    }
}
