import Events

extension Parser {
    enum Operation {
        case binary(BinaryOperator)
        case isIn, state
        /// `x not in (…)`
        case misplacedNot
        /// `x greater than 2`
        case phrase
        case choice, otherwise, rounded

        var binding: Binding {
            switch self {
            case .binary(let binary): return binary.binding
            case .isIn, .state, .misplacedNot, .phrase: return .comparison
            case .choice: return .choice
            case .otherwise: return .otherwise
            case .rounded: return .product
            }
        }
    }

    /// The operator that stands here.
    mutating func operation() -> Operation? {
        let token = current
        switch token.kind {
        case .symbol where beginsComment(): return nil
        case .symbol(let symbol): return BinaryOperator(rawValue: symbol.rawValue).map { .binary($0) }
        case .word:
            if comparisonPhrase(0) != nil { return .phrase }
            switch token.keyword {
            case .or: return .binary(.or)
            case .and: return .binary(.and)
            case .contains: return .binary(.contains)
            case .in: return .isIn
            case .is: return .state
            case .not: return .misplacedNot
            case .if: return isChoice() ? .choice : nil
            case .else: return nesting.isBeforeElse || isElseOfRule() ? nil : .otherwise
            case .rounded: return isRounding() ? .rounded : nil
            default: return nil
            }
        default: return nil
        }
    }

    mutating func reportChain() {
        report(
            .chained, "comparisons do not chain", range(current),
            help: "write each comparison by itself and join them: a < b and b < c")
    }

    /// What follows `left`, beginning with the operator here.
    mutating func comparison(_ left: ExpressionSyntax, _ operation: Operation) throws(PhraseAbandoned)
        -> ExpressionSyntax
    {
        let operatorRange = range(current)
        advance()
        switch operation {
        case .binary(let binary): return try compared(left, binary, operatorRange)
        case .phrase, .choice, .otherwise, .rounded:
            // Read before, or by its words.
            throw unexpected("an operator")
        case .isIn:
            let list = try list()
            return .isIn(left, list, rangeSince(left.range.start))
        case .state: return try state(of: left, operatorRange)
        case .misplacedNot:
            guard let next = self.operation(), next.binding == .comparison, !isAt(.not) else {
                throw unexpected("an operator before `not`")
            }
            let written = left.range.joined(range(current))
            report(
                .notBeforeOperator, "`not` stands before the whole comparison", written,
                suggestion: "not \(string(left.range)) \(string(range(current)))")
            let whole = try comparison(left, next)
            return .not(whole, whole.range)
        }
    }

    /// `(a, b)` after `in`
    mutating func list() throws(PhraseAbandoned) -> [ExpressionSyntax] {
        if let values = try slippedList() { return values }
        guard accept(.open) else {
            throw unexpected("`(` after `in`", help: "the values stand in parentheses: x in (\"a\", \"b\")")
        }
        nesting.lists += 1
        defer { nesting.lists -= 1 }
        var elements: [ExpressionSyntax] = []
        if isAt(.close) {
            report(.missingValue, "there is nothing in these parentheses", range(current))
        } else {
            elements.append(try enclosed())
            while accept(.comma) {
                if isAt(.close) { break }
                elements.append(try enclosed())
            }
        }
        try closeParenthesis("the list")
        return elements
    }

    /// `missing` or `present` after `is`
    private mutating func state(of left: ExpressionSyntax, _ isRange: SourceRange) throws(PhraseAbandoned)
        -> ExpressionSyntax
    {
        _ = mend(among: [.missing, .present])
        if accept(.missing) != nil { return .isMissing(left, rangeSince(left.range.start)) }
        if accept(.present) != nil { return .isPresent(left, rangeSince(left.range.start)) }
        if isAt(.not), ahead(1).keyword == .missing || ahead(1).keyword == .present {
            advance()
            let isMissing = isAt(.missing)
            advance()
            let whole = rangeSince(left.range.start)
            report(
                .notBeforeOperator, "`not` does not stand behind `is`", rangeSince(isRange.start),
                suggestion: isMissing ? "is present" : "is missing")
            return isMissing ? .isPresent(left, whole) : .isMissing(left, whole)
        }
        if case .word(let word, _) = current.kind, ["null", "nil", "none", "unknown", "empty"].contains(word) {
            report(.unexpected, "expected `missing` or `present` after `is`", range(current), suggestion: "missing")
            advance()
            return .isMissing(left, rangeSince(left.range.start))
        }
        switch current.kind {
        case .text, .number, .date, .time, .duration, .symbol(.open), .symbol(.minus): break
        case .word where !isBeginningOfOther(): break
        default: throw unexpected("`missing` or `present` after `is`")
        }
        report(
            .wrongOperator, "`is` stands only before `missing` and `present`", isRange,
            help: "to compare two values, write = between them", suggestion: "=")
        return .binary(.equal, left, try side(), operatorRange: isRange)
    }
}
