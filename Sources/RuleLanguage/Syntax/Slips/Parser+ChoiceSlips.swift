import Events

/// Values that are chosen, filled up or rounded, as other languages say it.
extension Parser {
    /// `otherwise` for `else`, `round to 2` for `rounded to 2`: the word here is the one that was meant.
    mutating func mendWordOfChoice() -> Bool {
        if nesting.isBeforeElse, isSpoken(0, ["otherwise", "sonst", "ansonsten"]) { return mend(among: [.else]) }
        guard isSpoken(0, ["round", "gerundet"]), ahead(1).keyword == .to, ahead(2).kind.isNumber else { return false }
        report(
            .otherWord, "`\(string(range(tokens[index])))` is written `rounded` here", range(tokens[index]),
            suggestion: "rounded")
        tokens[index].keyword = .rounded
        return true
    }

    /// `if C then X else Y`, `round(x, 2)`, `coalesce(a, b)` and their like where a value stands: told as the language says
    /// them; nil and nothing read if nothing such stands here.
    mutating func slippedFunction() throws(PhraseAbandoned) -> ExpressionSyntax? {
        let isCall = ahead(1).kind.isOpening
        if isCall, isSpoken(0, ["round"]) { return try calledRound() }
        if isCall, isSpoken(0, ["coalesce", "ifnull", "isnull", "nvl", "default"]) { return try calledElse() }
        if isCall, isSpoken(0, ["if", "iif", "wenn"]), hasThreeArguments() { return try calledChoice() }
        if isSpoken(0, ["if", "wenn"]), !endsPhrase(index + 1) { return try turnedChoice() }
        return nil
    }

    private mutating func calledRound() throws(PhraseAbandoned) -> ExpressionSyntax {
        let start = tokens[index].start
        let values = try arguments()
        let whole = rangeSince(start)
        if values.isEmpty { return .invalid(whole) }
        var digits = NumberLiteral(value: 0, range: whole)
        if values.count > 1, case .literal(.number(let value), let place) = values[1] {
            digits = NumberLiteral(value: value, range: place)
        }
        report(
            .wrongOperator, "a number is rounded by `rounded to`", whole,
            suggestion: "(\(string(values[0].range))) rounded to \(digits.value.shortestDecimal)")
        return .rounded(values[0], digits, whole)
    }

    private mutating func calledElse() throws(PhraseAbandoned) -> ExpressionSyntax {
        let start = tokens[index].start
        let values = try arguments()
        let whole = rangeSince(start)
        if values.isEmpty { return .invalid(whole) }
        let meant = values.map { "(\(string($0.range)))" }.joined(separator: " else ")
        report(
            .wrongOperator, "what stands for a missing value is said by `else`", whole,
            suggestion: values.count > 1 ? "(\(meant))" : nil)
        return values.dropFirst().reduce(values[0]) { .otherwise($0, $1) }
    }

    /// Whether two commas stand in the parentheses behind the word here, which are else those of a condition.
    private func hasThreeArguments() -> Bool {
        var (depth, commas) = (0, 0)
        for token in tokens[(index + 1)...].prefix(100) {
            switch token.kind {
            case .symbol(.open): depth += 1
            case .symbol(.close): depth -= 1
            case .symbol(.comma) where depth == 1: commas += 1
            default: break
            }
            if depth == 0 { return commas == 2 }
        }
        return commas == 2
    }

    /// `if(c, x, y)`
    private mutating func calledChoice() throws(PhraseAbandoned) -> ExpressionSyntax {
        let start = tokens[index].start
        let values = try arguments()
        guard values.count == 3 else { return .invalid(rangeSince(start)) }
        let whole = rangeSince(start)
        let words = values.map { string($0.range) }
        report(
            .wrongOperator, "a choice is written X `if` C `else` Y", whole,
            suggestion: "((\(words[1])) if \(words[0]) else \(words[2]))")
        return .choice(values[1], if: values[0], otherwise: values[2])
    }

    /// `if C then X else Y`
    private mutating func turnedChoice() throws(PhraseAbandoned) -> ExpressionSyntax {
        let start = tokens[index].start
        skip(1)
        let outer = nesting.isBeforeElse
        nesting.isBeforeElse = true
        defer { nesting.isBeforeElse = outer }
        let condition = try expression(.or)
        guard isSpoken(0, ["then", "dann"]) else {
            throw fail(
                .wrongOperator, "a choice begins with the value: X `if` C `else` Y",
                SourceRange(
                    file: fileIndex, start: start, end: condition.range.end),
                help: "as 5 if \(string(condition.range)) else 0; a condition of the rule stands behind `while`")
        }
        skip(1)
        let value = try expression(.or)
        nesting.isBeforeElse = outer
        guard isAt(.else) || mend(among: [.else]) else { throw unexpected("`else` and what it is otherwise") }
        advance()
        let other = try expression(.choice)
        let words = [value, condition, other].map { string($0.range) }
        report(
            .wrongOperator, "a choice is written X `if` C `else` Y", rangeSince(start),
            suggestion: "\(words[0]) if \(words[1]) else \(words[2])")
        return .choice(value, if: condition, otherwise: other)
    }

    /// `(a, b)` behind the name of a function of another language.
    private mutating func arguments() throws(PhraseAbandoned) -> [ExpressionSyntax] {
        skip(1)
        return try list()
    }
}
