package struct RuleDeclaration: Sendable {
    package var range: SourceRange
    package var name: Name
    /// The text after the name; nil if the author left it out.
    package var title: TextLiteral?
    /// In the order written.
    package var clauses: [Clause]
    /// Whether a part of it could not be read, which is reported already: what seems to be missing may have been there.
    package var hasMistakes = false
    package init(range: SourceRange, name: Name, title: TextLiteral?, clauses: [Clause]) {
        self.range = range
        self.name = name
        self.title = title
        self.clauses = clauses
    }
}
