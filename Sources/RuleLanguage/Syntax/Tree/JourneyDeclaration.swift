/// `journey customer.stage` and its stages, in the order in which one hopes for them.
package struct JourneyDeclaration: Sendable {
    /// `stage consultation from consultation.held or meeting.held`
    package struct Stage: Sendable {
        /// From the word `stage` to the last word.
        package var range: SourceRange
        package var name: Name
        package var pattern: PatternSyntax
        package init(range: SourceRange, name: Name, pattern: PatternSyntax) {
            self.range = range
            self.name = name
            self.pattern = pattern
        }
    }

    package var range: SourceRange
    package var name: Name
    package var stages: [Stage] = []
    /// Whether a part of it could not be read.
    package var hasMistakes = false
    package init(range: SourceRange, name: Name) {
        self.range = range
        self.name = name
    }
}
