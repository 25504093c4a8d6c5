/// `feed crm from "/crm" brings call.completed, email.sent every 15min hold 6h by user crm-sync, group crm-team`
package struct FeedDeclaration: Sendable {
    package var range: SourceRange
    package var name: Name
    /// What the sources of its events begin with.
    package var prefixes: [TextLiteral] = []
    package var types: [Name] = []
    package var every: DurationLiteral?
    package var hold: DurationLiteral?
    /// Nobody: everybody may say what it brings.
    package var owners: [OwnerSyntax] = []
    /// Whether a part of it could not be read.
    package var hasMistakes = false
    /// The words that begin the parts behind its name.
    package var parts: [SourceRange] = []
    package init(range: SourceRange, name: Name) {
        self.range = range
        self.name = name
    }
}
