package struct UnlessSyntax: Sendable {
    package var strictly: SourceRange?
    package var pattern: PatternSyntax
    package var within: DurationLiteral?
    package var lookingBack: DurationLiteral?
    /// `for customer`
    package var forCustomer: SourceRange?
    package init(
        strictly: SourceRange?, pattern: PatternSyntax, within: DurationLiteral?, lookingBack: DurationLiteral?
    ) {
        self.strictly = strictly
        self.pattern = pattern
        self.within = within
        self.lookingBack = lookingBack
    }
}
