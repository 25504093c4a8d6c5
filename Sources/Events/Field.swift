/// A field that rules may see.
package struct Field: Hashable, Sendable {
    package let name: Text
    package let type: FieldType
    package let isOptional: Bool
    /// Where it stands in the data; nil: it is the member of its name.
    package let path: FieldPath?

    package init(name: Text, type: FieldType, isOptional: Bool = false, path: FieldPath? = nil) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
        self.path = path?.parts == [.member(name)] ? nil : path
    }
}
