import Events

extension Parser {
    /// `P`: alternatives joined by `or`, then perhaps a condition on all of them.
    mutating func pattern() throws(PhraseAbandoned) -> PatternSyntax {
        try deeper()
        defer { nesting.depth -= 1 }
        return try condition(on: try alternatives())
    }

    /// `… where C`, if it stands here.
    mutating func condition(on pattern: PatternSyntax) throws(PhraseAbandoned) -> PatternSyntax {
        _ = mend(among: [.where])
        mendFollower()
        guard accept(.where) != nil || lacksWhere() else { return pattern }
        let condition = try expression()
        return .where(pattern, condition, rangeSince(pattern.range.start))
    }

    /// Patterns joined by `or`.
    mutating func alternatives() throws(PhraseAbandoned) -> PatternSyntax {
        let start = current.start
        var alternatives = [try alternative()]
        while true {
            if joinedByAnd() {
                alternatives.append(try alternative())
                continue
            }
            while beginsComment() { _ = skipComment() }
            _ = mend(among: [.where])
            mendFollower()
            if accept(.or) != nil || missingOr() { alternatives.append(try alternative()) } else { break }
        }
        return alternatives.count == 1 ? alternatives[0] : .or(alternatives, rangeSince(start))
    }

    /// Two patterns side by side, or a comma between them.
    private mutating func missingOr() -> Bool {
        let token = current
        switch token.kind {
        case .symbol(.comma), .symbol(.divided):
            report(.missingOr, "alternatives are joined by `or`", range(token), suggestion: "or")
            advance()
            return true
        case .word where token.keyword == nil && isWord(token, dotted: true):
            report(
                .missingOr, "expected `or` before \(shown(token))", range(token),
                help: "alternatives are joined by `or`",
                suggestion: "or \(string(range(token)))")
            return true
        default: return false
        }
    }

    /// An event type, a defined name, or a pattern in parentheses.
    mutating func alternative() throws(PhraseAbandoned) -> PatternSyntax {
        try leaveOutBeforeEvent()
        if isAt(.open) {
            advance()
            let inner = try pattern()
            try closeParenthesis("the pattern")
            return inner
        }
        let event: PatternSyntax
        if let slipped = slippedEvent() {
            event = slipped
        } else {
            event = .name(try name("an event type or a defined name"))
        }
        try leaveOutBehindEvent(event)
        return event
    }

    /// `)`; if it is missing where the phrase ends anyway, reading goes on.
    mutating func closeParenthesis(_ what: String) throws(PhraseAbandoned) {
        if accept(.close) { return }
        reportMissing(.missingParenthesis, "`)` at the end of \(what)")
        guard endsPhrase(index) else { throw PhraseAbandoned() }
    }
}
