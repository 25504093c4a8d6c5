package import Events

package struct FieldDeclaration: Sendable {
    package var name: Name
    package var type: FieldType
    package var isOptional: Bool
    /// From the name to the type or `optional`.
    package var range: SourceRange
    package init(name: Name, type: FieldType, isOptional: Bool, range: SourceRange) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
        self.range = range
    }
}
