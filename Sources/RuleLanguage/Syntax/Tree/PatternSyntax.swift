/// `P`: an event type, a defined name, alternatives, and a condition on them.
package indirect enum PatternSyntax: Sendable {
    /// With a dot an event type, without a defined name.
    case name(Name)
    /// Two or more.
    case or([PatternSyntax], SourceRange)
    case `where`(PatternSyntax, ExpressionSyntax, SourceRange)
    /// What stands where a pattern could not be read; the mistake is reported already.
    case invalid(SourceRange)

    package var range: SourceRange {
        switch self {
        case .name(let name): return name.range
        case .or(_, let range), .where(_, _, let range), .invalid(let range): return range
        }
    }
}
