extension Expression {
    /// The expressions that it is made of; none of a window function, which is made of a pattern.
    package var operands: [Expression] {
        switch self {
        case .literal, .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .fact,
            .task, .window, .now, .previous:
            return []
        case .not(let operand), .negative(let operand), .isMissing(let operand), .isPresent(let operand),
            .rounded(let operand, digits: _), .dayStart(let operand), .named(_, let operand),
            .lookup(_, _, let operand):
            return [operand]
        case .binary(_, let left, let right), .otherwise(let left, let right): return [left, right]
        case .isIn(let operand, let list): return [operand] + list
        case .choice(let value, if: let condition, otherwise: let other): return [value, condition, other]
        }
    }

    /// The same, of other operands.
    func mapOperands(_ form: (Expression) -> Expression) -> Expression {
        switch self {
        case .literal, .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .fact,
            .task, .window, .now, .previous:
            return self
        case .not(let operand): return .not(form(operand))
        case .negative(let operand): return .negative(form(operand))
        case .isMissing(let operand): return .isMissing(form(operand))
        case .isPresent(let operand): return .isPresent(form(operand))
        case .rounded(let operand, let digits): return .rounded(form(operand), digits: digits)
        case .dayStart(let operand): return .dayStart(form(operand))
        case .named(let name, let operand): return .named(name, form(operand))
        case .lookup(let table, let column, let key): return .lookup(table: table, column: column, key: form(key))
        case .binary(let operation, let left, let right): return .binary(operation, form(left), form(right))
        case .otherwise(let value, let other): return .otherwise(form(value), form(other))
        case .isIn(let operand, let list): return .isIn(form(operand), list.map(form))
        case .choice(let value, let condition, let other):
            return .choice(form(value), if: form(condition), otherwise: form(other))
        }
    }
}
