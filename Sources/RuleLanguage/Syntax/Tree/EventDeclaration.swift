import Events

/// `event order.placed  order text  value number optional`
package struct EventDeclaration: Sendable {
    package var range: SourceRange
    package var type: Name
    package var fields: [FieldDeclaration]
    /// Whether a part of it could not be read, which is reported already: what seems to be missing may have been there.
    package var hasMistakes = false
    package init(range: SourceRange, type: Name, fields: [FieldDeclaration]) {
        self.range = range
        self.type = type
        self.fields = fields
    }
}
