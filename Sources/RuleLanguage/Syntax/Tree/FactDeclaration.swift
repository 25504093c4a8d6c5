/// `fact order.promised_at = promised_at of order.placed, order.amended`
package struct FactDeclaration: Sendable {
    package var range: SourceRange
    package var name: Name
    package var field: Name
    package var types: [Name]
    package init(range: SourceRange, name: Name, field: Name, types: [Name]) {
        self.range = range
        self.name = name
        self.field = field
        self.types = types
    }
}
