package import Engine
package import Events

/// Answers of people that name no task of their customer, so that nothing follows from them now.
///
/// An answer to what opens later still holds then. Counted by the type of the event, each with the first as an example.
package struct UnmatchedAnswers: Hashable, Sendable {
    package struct Kind: Hashable, Sendable {
        /// `task.done` and the others.
        package var type: Text
        package var count: Int
        /// What the first one names as the task.
        package var task: Text
        /// The customer of the first one.
        package var customer: Text
        /// The one task of that customer whose id starts with it; nil if there is none, or several.
        package var meant: TaskID?
    }
    package private(set) var kinds: [Kind] = []

    package init() {}

    package var isEmpty: Bool { kinds.isEmpty }

    /// Adds others, of another customer.
    package mutating func add(_ others: UnmatchedAnswers) {
        for kind in others.kinds { add(kind) }
    }

    mutating func add(_ kind: Kind) {
        if let place = kinds.firstIndex(where: { $0.type == kind.type }) {
            kinds[place].count += kind.count
        } else {
            kinds.append(kind)
        }
    }
}
