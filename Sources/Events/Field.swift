/// A field that rules may see.
package struct Field: Hashable, Sendable {
    package let name: Text
    package let type: FieldType
    package let isOptional: Bool

    package init(name: Text, type: FieldType, isOptional: Bool = false) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
    }
}
