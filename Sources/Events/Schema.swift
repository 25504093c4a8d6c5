/// The declared event types. A type's place in the list is its *index*, which `Event.type` holds.
package struct Schema: Hashable, Sendable {
    package private(set) var types: [EventType] = []
    private var indexes: [Text: Int] = [:]

    package init(_ types: [EventType] = []) {
        for type in types { add(type) }
    }

    /// Adds a type; one of the same name that is there already stays.
    package mutating func add(_ type: EventType) {
        guard indexes[type.name] == nil else { return }
        indexes[type.name] = types.count
        types.append(type)
    }

    /// The index of a declared type; nil for an undeclared one.
    package func index(of name: Text) -> Int? { indexes[name] }

    /// What the language declares itself: a person's answers to a task.
    package static let language = Schema(
        ["task.claimed", "task.done", "task.dismissed", "task.snoozed", "task.released"].map { name in
            EventType(
                name: name,
                fields: [Field(name: "task", type: .text)]
                    + ["rule", "by", "outcome", "reason"].map { Field(name: $0, type: .text, isOptional: true) }
                    + [Field(name: "until", type: .time, isOptional: true)])
        })
}
