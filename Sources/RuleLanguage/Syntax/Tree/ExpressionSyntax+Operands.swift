extension ExpressionSyntax {
    /// The expressions that it is made of, in the order written; none of a window function, which is made of a pattern.
    var operands: [ExpressionSyntax] {
        switch self {
        case .literal, .name, .window, .now, .previous, .invalid: return []
        case .not(let operand, _), .negative(let operand, _), .isMissing(let operand, _), .isPresent(let operand, _),
            .rounded(let operand, _, _):
            return [operand]
        case .binary(_, let left, let right, _), .otherwise(let left, let right): return [left, right]
        case .isIn(let operand, let list, _): return [operand] + list
        case .lookup(let lookup): return [lookup.key]
        case .choice(let value, if: let condition, otherwise: let other): return [value, condition, other]
        }
    }
}
