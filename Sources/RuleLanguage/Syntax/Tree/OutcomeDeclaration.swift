/// `outcome unhappy "A bad review"` and its parts, in any order.
package struct OutcomeDeclaration: Sendable {
    package struct Part: Sendable {
        package enum Kind: Sendable {
            case per([Name])
            case when(PatternSyntax)
            case among(PatternSyntax)
            case within(DurationLiteral)
        }
        package var kind: Kind
        package var range: SourceRange
        package init(kind: Kind, range: SourceRange) {
            self.kind = kind
            self.range = range
        }
    }

    package var range: SourceRange
    package var name: Name
    package var title: TextLiteral?
    /// The word `good`; nil: it is a bad one.
    package var good: SourceRange?
    package var parts: [Part] = []
    /// Whether a part of it could not be read.
    package var hasMistakes = false
    package init(range: SourceRange, name: Name) {
        self.range = range
        self.name = name
    }
}
