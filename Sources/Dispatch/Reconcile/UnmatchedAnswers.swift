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

    private struct Name: Hashable { var type, task: Text }

    /// Those of one type that name one task, as they came.
    private var found: [Kind] = []
    private var places: [Name: Int] = [:]

    package init() {}

    /// By type, in the order of the first of each.
    package var kinds: [Kind] {
        var kinds: [Kind] = []
        for one in found {
            if let place = kinds.firstIndex(where: { $0.type == one.type }) {
                kinds[place].count += one.count
            } else {
                kinds.append(one)
            }
        }
        return kinds
    }

    /// Leaves out those that name what is known all the same: an incident, which is found by its id, whoever is said to
    /// be the customer.
    package func without(_ isKnown: (_ task: Text) throws -> Bool) rethrows -> UnmatchedAnswers {
        var rest = UnmatchedAnswers()
        for one in found where try !isKnown(one.task) { rest.add(one) }
        return rest
    }

    /// Adds others, of another customer.
    package mutating func add(_ others: UnmatchedAnswers) {
        for one in others.found { add(one) }
    }

    mutating func add(_ kind: Kind) {
        let name = Name(type: kind.type, task: kind.task)
        if let place = places[name] {
            found[place].count += kind.count
        } else {
            places[name] = found.count
            found.append(kind)
        }
    }
}
