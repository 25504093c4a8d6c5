import Events

/// `table sellers from "sellers.csv" key seller text  bad number  owner text optional`
package struct TableDeclaration: Sendable {
    package var range: SourceRange
    package var name: Name
    /// The path of its CSV file, from the folder of the rule file.
    package var file: TextLiteral
    /// The column by which rows are found; nil if it could not be read.
    package var key: FieldDeclaration?
    package var columns: [FieldDeclaration] = []
    /// Whether a part of it could not be read, which is reported already.
    package var hasMistakes = false
    package init(range: SourceRange, name: Name, file: TextLiteral) {
        self.range = range
        self.name = name
        self.file = file
    }
}

/// `sellers[order.seller].bad`
package struct LookupSyntax: Sendable {
    package var table: Name
    package var key: ExpressionSyntax
    package var column: Name
    package var range: SourceRange
    package init(table: Name, key: ExpressionSyntax, column: Name, range: SourceRange) {
        self.table = table
        self.key = key
        self.column = column
        self.range = range
    }
}
