/// A declared event type: its dotted name and its fields. A field's place in the list is its *slot*.
package struct EventType: Hashable, Sendable {
    package let name: Text
    package let fields: [Field]

    package init(name: Text, fields: [Field]) {
        self.name = name
        self.fields = fields
    }

    /// The slot of a field; nil if the type does not declare it.
    package func slot(of field: Text) -> Int? { fields.firstIndex { $0.name == field } }
}
