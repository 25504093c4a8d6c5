/// One clause of a rule; `range` covers it from its keyword to its last word.
package struct Clause: Sendable {
    package enum Kind: Sendable {
        case per([Name])
        case when(WhenSyntax)
        case unless(UnlessSyntax)
        case after(DurationLiteral)
        case pause(PauseSyntax)
        case `while`(ExpressionSyntax)
        case task(TaskSyntax)
        case say(TemplateSyntax)
        case keep
        case again(DurationLiteral)
        case expire(DurationLiteral)
        case holdout(HoldoutSyntax)
        case surge(SurgeSyntax)
        case escalate(EscalationSyntax)
    }
    package var kind: Kind
    package var range: SourceRange
    package init(kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}
