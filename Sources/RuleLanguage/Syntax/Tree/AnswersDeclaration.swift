/// `answers by group outreachd-desk deputy outreachd-board`
package struct AnswersDeclaration: Sendable {
    package var range: SourceRange
    package var owners: [OwnerSyntax] = []
    /// Users who answer in the name of others.
    package var deputies: [Name] = []
    /// Whether a part of it could not be read.
    package var hasMistakes = false
    /// The words that begin its parts.
    package var parts: [SourceRange] = []
    package init(range: SourceRange) { self.range = range }
}
