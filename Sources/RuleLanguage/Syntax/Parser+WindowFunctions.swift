extension Parser {
    /// `count P within D`, `sum F of P within D`; nil if the word here is a name.
    mutating func windowFunction() throws(PhraseAbandoned) -> WindowSyntax? {
        let token = current
        let next = ahead(1)
        if token.keyword == nil, isWord(token, dotted: false), next.keyword == nil, isWord(next) {
            _ = mend(among: Keyword.functions)
        }
        guard let keyword = current.keyword, let function = WindowFunction(rawValue: keyword.rawValue) else {
            return nil
        }
        let isCall: Bool
        switch next.kind {
        case .word:
            // A field may have a name that is a keyword elsewhere: `min due of order.placed within 1d`.
            let namesField = function.readsField && (next.keyword == .of || ahead(2).keyword == .of)
            isCall = namesField || !endsPhrase(index + 1)
        case .symbol(.open): isCall = true
        default: isCall = false
        }
        guard isCall else { return nil }
        advance()
        return try windowFunction(function, from: token.start)
    }

    private mutating func windowFunction(_ function: WindowFunction, from start: Int) throws(PhraseAbandoned)
        -> WindowSyntax
    {
        try deeper()
        let outer = phrase
        phrase = Keyword(rawValue: function.rawValue)
        defer {
            nesting.depth -= 1
            phrase = outer
        }
        var field: Name?
        if function.readsField {
            field = try name("the field that `\(function.rawValue)` reads", dots: .none)
            try expect(.of, "between the field and the events")
        }
        let pattern = try countedPattern()
        let within: DurationLiteral
        if let slipped = slippedWithin() {
            within = slipped
        } else {
            try expect(.within, "and a duration at the end of `\(function.rawValue)`")
            within = try duration("after `within`")
        }
        let reach = try windowReach()
        return WindowSyntax(
            function: function, field: field, pattern: pattern, within: within, reach: reach, range: rangeSince(start))
    }

    /// The pattern of a window function: alternatives stand in parentheses, a condition need not.
    private mutating func countedPattern() throws(PhraseAbandoned) -> PatternSyntax {
        let start = current.start
        var alternatives = [try alternative()]
        mendFollower()
        if isAt(.or) {
            while accept(.or) != nil { alternatives.append(try alternative()) }
            let written = rangeSince(start)
            report(
                .bareAlternatives, "alternatives in a window function stand in parentheses", written,
                suggestion: "(\(string(written)))")
        }
        let pattern = alternatives.count == 1 ? alternatives[0] : .or(alternatives, rangeSince(start))
        return try condition(on: pattern)
    }
}
