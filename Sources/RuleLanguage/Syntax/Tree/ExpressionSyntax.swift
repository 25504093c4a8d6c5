package import Events

package indirect enum ExpressionSyntax: Sendable {
    case literal(Value, SourceRange)
    /// A bare field, `alias.field`, `event.id`, `customer.x`, `<key>.x`.
    case name(Name)
    case not(ExpressionSyntax, SourceRange)
    case negative(ExpressionSyntax, SourceRange)
    case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax, operatorRange: SourceRange)
    case isIn(ExpressionSyntax, [ExpressionSyntax], SourceRange)
    case isMissing(ExpressionSyntax, SourceRange)
    case isPresent(ExpressionSyntax, SourceRange)
    case window(WindowSyntax)
    /// `sellers[order.seller].bad`
    case lookup(LookupSyntax)
    /// `X if C else Y`
    case choice(ExpressionSyntax, if: ExpressionSyntax, otherwise: ExpressionSyntax)
    /// `E else F`
    case otherwise(ExpressionSyntax, ExpressionSyntax)
    /// `E rounded to 2`
    case rounded(ExpressionSyntax, NumberLiteral, SourceRange)
    case now(SourceRange)
    /// `previous FACT`
    case previous(Name, SourceRange)
    /// What stands where an expression could not be read; the mistake is reported already.
    case invalid(SourceRange)

    package var range: SourceRange {
        switch self {
        case .literal(_, let range), .not(_, let range), .negative(_, let range), .isIn(_, _, let range),
            .isMissing(_, let range), .isPresent(_, let range), .rounded(_, _, let range), .now(let range),
            .previous(_, let range),
            .invalid(let range):
            return range
        case .name(let name): return name.range
        case .binary(_, let left, let right, _), .choice(let left, if: _, otherwise: let right),
            .otherwise(let left, let right):
            return left.range.joined(right.range)
        case .window(let window): return window.range
        case .lookup(let lookup): return lookup.range
        }
    }
}
