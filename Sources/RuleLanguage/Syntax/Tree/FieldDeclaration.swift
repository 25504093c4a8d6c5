package import Events

package struct FieldDeclaration: Sendable {
    package var name: Name
    package var type: FieldType
    package var isOptional: Bool
    /// Where it stands in the data; nil: it is the member of its name.
    package var path: FieldPathSyntax?
    /// From the name to the type, `optional` or the path.
    package var range: SourceRange
    package init(name: Name, type: FieldType, isOptional: Bool, range: SourceRange) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
        self.range = range
    }
}
