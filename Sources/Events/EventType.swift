/// A declared event type: its dotted name and its fields. A field's place in the list is its *slot*.
package struct EventType: Hashable, Sendable {
    package let name: Text
    package let fields: [Field]
    /// The slots by name, of a type with so many fields that looking through them takes long; else nil.
    private let slots: [Text: Int]?

    package init(name: Text, fields: [Field]) {
        self.name = name
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
