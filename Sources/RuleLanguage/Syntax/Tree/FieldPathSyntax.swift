package import Events

/// `order.id` behind `from`.
package struct FieldPathSyntax: Sendable {
    package var path: FieldPath
    package var range: SourceRange
    package init(path: FieldPath, range: SourceRange) {
        self.path = path
        self.range = range
    }
}
