package import Events

/// Stages, in the order in which one hopes for them.
package struct Journey: Hashable, Sendable {
    package struct Stage: Hashable, Sendable {
        package var name: Text
        package var pattern: Pattern
        package init(name: Text, pattern: Pattern) {
            self.name = name
            self.pattern = pattern
        }
    }

    /// `customer.stage`, `order.progress`
    package var name: Text
    package var owner: Fact.Owner
    package var stages: [Stage]
    /// In which slot the events of a type carry the key; none for a journey of the customer.
    package var keySlots: [TypedSlot]
    package init(name: Text, owner: Fact.Owner, stages: [Stage], keySlots: [TypedSlot]) {
        self.name = name
        self.owner = owner
        self.stages = stages
        self.keySlots = keySlots
    }

    /// What the fact of its beginning is called: `customer.stage_since`.
    package static func sinceName(_ name: Text) -> Text { Text("\(name)_since") }

    /// The types of events that may move it, sorted.
    package var types: [Int] { Set(stages.flatMap { $0.pattern.alternatives.map(\.type) }).sorted() }
}
