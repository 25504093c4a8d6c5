import Events

extension BinaryOperator {
    var binding: Binding {
        switch self {
        case .or: return .or
        case .and: return .and
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains: return .comparison
        case .plus, .minus: return .sum
        case .times, .divided: return .product
        }
    }
}

extension Parser {
    mutating func expression() throws(PhraseAbandoned) -> ExpressionSyntax {
        if nesting.expressions == 0 { nesting.operators = 0 }
        nesting.expressions += 1
        defer { nesting.expressions -= 1 }
        return try expression(.choice)
    }

    /// An expression in parentheses or by itself, within which an `else` is its own.
    mutating func enclosed() throws(PhraseAbandoned) -> ExpressionSyntax {
        let outer = nesting.isBeforeElse
        nesting.isBeforeElse = false
        nesting.parentheses += 1
        defer {
            nesting.isBeforeElse = outer
            nesting.parentheses -= 1
        }
        return try expression()
    }

    /// An expression whose operators bind at least as tightly as `loosest`.
    mutating func expression(_ loosest: Binding) throws(PhraseAbandoned) -> ExpressionSyntax {
        try deeper()
        defer { nesting.depth -= 1 }
        var chain = OperandChain(try operand(loosest))
        var compared = false
        mendOperator()
        while let next = operation(), next.binding >= loosest {
            if case .choice = next { return try choice(chain.whole) }
            if case .otherwise = next {
                try countOperator(isBalanced: false, in: chain)
                advance()
                let other = try expression(.sum)
                chain.wrap { .otherwise($0, other) }
            } else if case .rounded = next {
                try countOperator(isBalanced: false, in: chain)
                let digits = try digits()
                let range = rangeSince(chain.whole.range.start)
                chain.wrap { .rounded($0, digits, range) }
            } else if next.binding == .comparison {
                if compared { reportChain() }
                let chained = compared
                compared = true
                let whole: ExpressionSyntax
                if let phrase = comparisonPhrase(0) {
                    whole = try comparison(chain.whole, phrase)
                } else {
                    whole = try comparison(chain.whole, next)
                }
                if !chained { chain = OperandChain(whole) }
            } else {
                if isJointOfClauses() { break }
                guard case .binary(let binary) = next else { break }
                try countOperator(isBalanced: OperandChain.isBalanced(binary), in: chain)
                let operatorRange = range(tokens[index])
                advance()
                chain.join(binary, try expression(next.binding.tighter), at: operatorRange)
            }
            mendOperator()
        }
        return chain.whole
    }

    /// What stands on one side of a comparison.
    mutating func side() throws(PhraseAbandoned) -> ExpressionSyntax { try expression(.otherwise) }

    /// `and` at the end of a line before the next clause; it is reported.
    private mutating func isJointOfClauses() -> Bool {
        guard isAt(.and) || isAt(.or), let next = ahead(1).keyword, next.role == .clause, !endsPhrase(index + 2) else {
            return false
        }
        leaveOut(1, because: "the clauses of a rule simply follow each other")
        return true
    }

    /// Behind a value, an operator or the end of the expression.
    private mutating func mendOperator() {
        if isAt(.if) || isAt(.else) || isAt(.rounded) { return }
        if comparisonPhrase(0) == nil, !mendWordOfChoice() { mendFollower() }
    }

    /// `not`, or what has no operator around it.
    private mutating func operand(_ loosest: Binding) throws(PhraseAbandoned) -> ExpressionSyntax {
        if spoken() == "nicht", !endsPhrase(index + 1) {
            report(.otherWord, "`nicht` is written `not` here", range(tokens[index]), suggestion: "not")
            tokens[index].keyword = .not
        }
        let token = current
        guard token.keyword == .not else { return try signed() }
        if loosest > .not {
            report(
                .notBeforeOperator, "`not` needs parentheses behind an operator", range(token),
                help: "`not` binds more loosely than comparing: a = (not b)")
        }
        advance()
        let operand = try expression(.not)
        return .not(operand, rangeSince(token.start))
    }

    private mutating func countOperator(isBalanced: Bool, in chain: OperandChain) throws(PhraseAbandoned) {
        nesting.operators += 1
        let most = isBalanced ? Parser.mostOperators : Parser.mostTerms
        guard nesting.operators > Parser.mostOperators || chain.depth >= most else { return }
        throw fail(
            .tooLong, "this expression joins more than \(most) parts", range(current),
            help: "many texts to compare with stand in a list: x in (\"a\", \"b\")")
    }
}
