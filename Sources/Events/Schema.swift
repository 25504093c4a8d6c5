/// The declared event types. A type's place in the list is its *index*, which `Event.type` holds.
package struct Schema: Hashable, Sendable {
    package private(set) var types: [EventType] = []
    private var indexes: [Text: Int] = [:]
    /// The same by what stands in files.
    private var writtenIndexes: [Text: Int] = [:]

    package init(_ types: [EventType] = []) {
        for type in types { add(type) }
    }

    /// Adds a type; one of the same name, or for the same events, that is there already stays.
    package mutating func add(_ type: EventType) {
        guard indexes[type.name] == nil, writtenIndexes[type.writtenType] == nil else { return }
        indexes[type.name] = types.count
        writtenIndexes[type.writtenType] = types.count
        types.append(type)
    }

    /// The index of a declared type; nil for an undeclared one.
    package func index(of name: Text) -> Int? { indexes[name] }

    /// The index of the declared type that events stand for in whose `type` this stands; nil if there is none.
    package func index(ofWritten type: Text) -> Int? { writtenIndexes[type] }

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
