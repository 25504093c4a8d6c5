import Events

/// `event order.placed  type "orders/create"  order text from order.id  value number optional`
package struct EventDeclaration: Sendable {
    package var range: SourceRange
    package var type: Name
    /// The `type` of its events as it stands in files; nil: its name.
    package var writtenType: TextLiteral?
    package var fields: [FieldDeclaration]
    /// Whether a part of it could not be read, which is reported already: what seems to be missing may have been there.
    package var hasMistakes = false
    package init(range: SourceRange, type: Name, fields: [FieldDeclaration]) {
        self.range = range
        self.type = type
        self.fields = fields
    }
}
