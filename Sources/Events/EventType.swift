/// A declared event type: its dotted name, what it stands for in files, and its fields. A field's place in the list is
/// its *slot*.
package struct EventType: Hashable, Sendable {
    /// What rules, tests and people call it.
    package let name: Text
    /// The `type` of its events as it stands in files; mostly the name.
    package let writtenType: Text
    package let fields: [Field]
    /// The slots by name, of a type with so many fields that looking through them takes long; else nil.
    private let slots: [Text: Int]?

    /// - Parameter writtenType: nil is the name.
    package init(name: Text, writtenType: Text? = nil, fields: [Field]) {
        self.name = name
        self.writtenType = writtenType ?? name
        self.fields = fields
        slots =
            fields.count > 16
            ? Dictionary(zip(fields.map(\.name), fields.indices), uniquingKeysWith: { first, _ in first }) : nil
    }

    /// The slot of a field; nil if the type does not declare it.
    package func slot(of field: Text) -> Int? {
        guard let slots else { return fields.firstIndex { $0.name == field } }
        return slots[field]
    }
}
