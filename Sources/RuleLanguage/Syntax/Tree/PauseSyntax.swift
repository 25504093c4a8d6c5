/// `pause from P until Q`
package struct PauseSyntax: Sendable {
    package var from: PatternSyntax
    package var until: PatternSyntax
    package init(from: PatternSyntax, until: PatternSyntax) {
        self.from = from
        self.until = until
    }
}
