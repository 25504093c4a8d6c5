/// `define contact = call.completed or email.sent`
package struct DefineDeclaration: Sendable {
    package var range: SourceRange
    package var name: Name
    package var pattern: PatternSyntax
    package init(range: SourceRange, name: Name, pattern: PatternSyntax) {
        self.range = range
        self.name = name
        self.pattern = pattern
    }
}
