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
        if case .name(let name) = self { body(name) }
        if case .previous(let name, _) = self { body(name) }
        if case .window(let window) = self {
            window.pattern.forEachValueName(body)
            window.reach.since?.forEachValueName(body)
        }
        for operand in operands { operand.forEachValueName(body) }
    }

    /// Calls `body` with the pattern of each window function that is not inside another.
    func forEachPattern(_ body: (PatternSyntax) -> Void) {
        if case .window(let window) = self {
            body(window.pattern)
            if let since = window.reach.since { body(since) }
        }
        for operand in operands { operand.forEachPattern(body) }
    }
}
