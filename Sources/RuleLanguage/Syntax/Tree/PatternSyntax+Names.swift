extension PatternSyntax {
    /// Calls `body` with each name of a type or a define, also those in window functions, in the order written.
    func forEachName(_ body: (Name) -> Void) {
        switch self {
        case .name(let name): body(name)
        case .or(let alternatives, _): for alternative in alternatives { alternative.forEachName(body) }
        case .where(let pattern, let condition, _):
            pattern.forEachName(body)
            condition.forEachPattern { $0.forEachName(body) }
        case .invalid: break
        }
    }

    /// Calls `body` with each name of a value in its conditions, also those in window functions.
    func forEachValueName(_ body: (Name) -> Void) {
        switch self {
        case .name, .invalid: break
        case .or(let alternatives, _): for alternative in alternatives { alternative.forEachValueName(body) }
        case .where(let pattern, let condition, _):
            pattern.forEachValueName(body)
            condition.forEachValueName(body)
        }
    }
}

extension ExpressionSyntax {
    /// Calls `body` with each name of a value, also those in the patterns of window functions.
    func forEachValueName(_ body: (Name) -> Void) {
        switch self {
        case .literal, .invalid: break
        case .name(let name): body(name)
        case .not(let operand, _), .negative(let operand, _), .isMissing(let operand, _), .isPresent(let operand, _):
            operand.forEachValueName(body)
        case .binary(_, let left, let right, _):
            left.forEachValueName(body)
            right.forEachValueName(body)
        case .isIn(let operand, let list, _):
            operand.forEachValueName(body)
            for element in list { element.forEachValueName(body) }
        case .window(let window):
            window.pattern.forEachValueName(body)
            window.reach.since?.forEachValueName(body)
        case .lookup(let lookup): lookup.key.forEachValueName(body)
        }
    }

    /// Calls `body` with the pattern of each window function that is not inside another.
    func forEachPattern(_ body: (PatternSyntax) -> Void) {
        switch self {
        case .literal, .name, .invalid: break
        case .not(let operand, _), .negative(let operand, _), .isMissing(let operand, _), .isPresent(let operand, _):
            operand.forEachPattern(body)
        case .binary(_, let left, let right, _):
            left.forEachPattern(body)
            right.forEachPattern(body)
        case .isIn(let operand, let list, _):
            operand.forEachPattern(body)
            for element in list { element.forEachPattern(body) }
        case .window(let window):
            body(window.pattern)
            if let since = window.reach.since { body(since) }
        case .lookup(let lookup): lookup.key.forEachPattern(body)
        }
    }
}
