/// A field that rules may see.
public struct Field: Hashable, Sendable {
    public let name: Text
    public let type: FieldType
    public let isOptional: Bool

    public init(name: Text, type: FieldType, isOptional: Bool = false) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
    }
}

/// A declared event type: its dotted name and its fields. A field's place in the list is its *slot*.
public struct EventType: Hashable, Sendable {
    public let name: Text
    public let fields: [Field]

    public init(name: Text, fields: [Field]) {
        self.name = name
        self.fields = fields
    }

    /// The slot of a field; nil if the type does not declare it.
    public func slot(of field: Text) -> Int? { fields.firstIndex { $0.name == field } }
}

/// The declared event types. A type's place in the list is its *index*, which `Event.type` holds.
public struct Schema: Hashable, Sendable {
    public private(set) var types: [EventType] = []
    private var indexes: [Text: Int] = [:]

    public init(_ types: [EventType] = []) {
        for type in types { add(type) }
    }

    /// Adds a type; one of the same name that is there already stays.
    public mutating func add(_ type: EventType) {
        guard indexes[type.name] == nil else { return }
        indexes[type.name] = types.count
        types.append(type)
    }

    /// The index of a declared type; nil for an undeclared one.
    public func index(of name: Text) -> Int? { indexes[name] }

    /// What the language declares itself: a person's answers to a task.
    public static let language = Schema(
        ["task.claimed", "task.done", "task.dismissed", "task.snoozed"].map { name in
            EventType(
                name: name,
                fields: [Field(name: "task", type: .text)]
                    + ["rule", "by", "outcome", "reason"].map { Field(name: $0, type: .text, isOptional: true) }
                    + [Field(name: "until", type: .time, isOptional: true)])
        })
}
