import Events

/// `X if C else Y`, `E else F`, `E rounded to N`, `now`, `previous FACT`.
extension Parser {
    /// What follows a value where it is chosen by a condition. Within the condition an `else` stands in parentheses.
    mutating func choice(_ value: ExpressionSyntax) throws(PhraseAbandoned) -> ExpressionSyntax {
        try deeper()
        defer { nesting.depth -= 1 }
        advance()
        let outer = nesting.isBeforeElse
        nesting.isBeforeElse = true
        defer { nesting.isBeforeElse = outer }
        let condition = try expression(.or)
        nesting.isBeforeElse = outer
        if !isAt(.else), !mend(among: [.else]) {
            throw unexpected(
                "`else` and what it is otherwise",
                help: "a value with a condition says both: 5 if \(string(condition.range)) else 0")
        }
        advance()
        return .choice(value, if: condition, otherwise: try expression(.choice))
    }

    /// Whether the `if` here chooses between two values: an `else` comes before the clause ends, or it stands in the middle
    /// of a line.
    mutating func isChoice() -> Bool {
        // There it stands before the condition of a priority.
        if phrase == .task, nesting.parentheses == 0 { return false }
        if !tokens[index].startsLine { return true }
        for token in tokens[(index + 1)...].prefix(200) {
            if token.keyword == .else { return true }
            if token.startsLine, let role = token.keyword?.role, role == .clause || role == .declaration {
                return false
            }
        }
        return false
    }

    /// Whether the `else` here begins a part of a rule that has none: what to do otherwise, or another priority.
    func isElseOfRule() -> Bool {
        if phrase == .task, nesting.parentheses == 0, spoken(1).map({ EverydayWords.priorities[$0] != nil }) ?? false {
            return true
        }
        guard tokens[index].startsLine, let next = ahead(1).keyword else { return false }
        return (next.role == .clause || next.role == .declaration) && !endsPhrase(index + 2)
    }

    /// Whether the `rounded` here has digits behind it.
    func isRounding() -> Bool { ahead(1).keyword == .to || ahead(1).kind.isNumber }

    /// `rounded to 2`
    mutating func digits() throws(PhraseAbandoned) -> NumberLiteral {
        advance()
        if isAt(.to) {
            advance()
        } else {
            let place = range(current)
            report(.unexpected, "expected `to` before \(string(place))", place, suggestion: "to \(string(place))")
        }
        settleLet(as: .number)
        let token = current
        guard case .number(let value) = token.kind else {
            if let mistake = notALiteral(.number, "behind `rounded to`") { throw mistake }
            throw unexpected("a number of digits after `rounded to`", help: "as rounded to 2; 0 gives whole numbers")
        }
        advance()
        if isSpoken(0, ["digits", "digit", "decimals", "decimal", "places", "stellen", "nachkommastellen"]) {
            leaveOut(1, because: "`rounded to` counts the digits behind the point")
        }
        return NumberLiteral(value: value, range: range(token))
    }

    mutating func nowValue() -> ExpressionSyntax {
        let place = range(current)
        advance()
        if isAt(.open), case .symbol(.close) = ahead(1).kind {
            leaveOut(2, because: "`now` is a value and has no parentheses")
        }
        return .now(place)
    }

    /// `previous customer.tier`; nil if the word here is a name.
    mutating func previousValue() throws(PhraseAbandoned) -> ExpressionSyntax? {
        if isSpoken(0, ["last", "former", "earlier", "old", "prior", "before", "vorheriger", "vorherige"]),
            isWord(ahead(1), dotted: true), isAt(.before) || current.keyword == nil
        {
            replace(1, by: "previous")
            let start = tokens[index - 1].start
            return .previous(try name("a fact behind `previous`", dots: .some), rangeSince(start))
        }
        let hasOf = ahead(1).keyword == .of && isWord(ahead(2), dotted: true)
        guard isAt(.previous), hasOf || isWord(ahead(1)) && !endsPhrase(index + 1) else { return nil }
        let start = current.start
        advance()
        if hasOf { leaveOut(1, because: "the fact stands directly behind `previous`") }
        return .previous(try name("a fact behind `previous`", dots: .some), rangeSince(start))
    }
}
