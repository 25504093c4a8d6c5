package import Events

/// What a customer has been through, added up, and fading.
package struct Score: Hashable, Sendable {
    /// One line: what events of a pattern add.
    package struct Add: Hashable, Sendable {
        package var pattern: Pattern
        /// For each type that the pattern may match, a number over the event's own fields.
        package var weights: [Weight]
        package init(pattern: Pattern, weights: [Weight]) {
            self.pattern = pattern
            self.weights = weights
        }

        /// Nil for a type that it does not match.
        package func weight(ofType type: Int) -> Expression? { weights.first { $0.type == type }?.expression }
    }

    /// What an event of a type adds.
    package struct Weight: Hashable, Sendable {
        package var type: Int
        package var expression: Expression
        package init(type: Int, expression: Expression) {
            self.type = type
            self.expression = expression
        }
    }

    /// `customer.mood`
    package var name: Text
    package var halfLife: TimeSpan
    /// In the order of the lines.
    package var adds: [Add]
    package init(name: Text, halfLife: TimeSpan, adds: [Add]) {
        self.name = name
        self.halfLife = halfLife
        self.adds = adds
    }

    /// The types of events that may add something, sorted.
    package var types: [Int] { Set(adds.flatMap { $0.pattern.alternatives.map(\.type) }).sorted() }
}
