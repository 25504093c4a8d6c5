/// `recovery`, `any`, `rule late-not-told, churn-risk`: of which tasks a gate speaks.
package struct SelectorSyntax: Sendable {
    package enum Kind: Sendable {
        case any
        /// As written; the checker knows the classes.
        case ofClass(Name)
        case rules([Name])
    }
    package var kind: Kind
    package var range: SourceRange
    package init(kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}
