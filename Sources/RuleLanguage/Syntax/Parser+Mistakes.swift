import Events

/// How mistakes are said, and misspelt words mended.
extension Parser {
    mutating func report(
        _ code: SyntaxMistake, _ message: String, _ range: SourceRange,
        help: String? = nil, suggestion: String? = nil
    ) {
        // Four parentheses that miss their partner at one place are said once.
        if diagnostics.endsWith(code.rawValue, at: range) { return }
        diagnostics.add(.error, code: code.rawValue, message, at: range, help: help, suggestion: suggestion)
    }

    mutating func fail(
        _ code: SyntaxMistake, _ message: String, _ range: SourceRange, help: String? = nil, suggestion: String? = nil
    ) -> PhraseAbandoned {
        report(code, message, range, help: help, suggestion: suggestion)
        return PhraseAbandoned()
    }

    /// The mistake that something else stands here than what the grammar asks for.
    mutating func unexpected(_ expected: String, help: String? = nil) -> PhraseAbandoned {
        reportMissing(.unexpected, expected, help: help)
        return PhraseAbandoned()
    }

    /// The same, where what stands here is in the way rather than something missing before it.
    mutating func misplaced(_ expected: String, help: String? = nil) {
        let token = current
        guard !isEnd(token) else { return reportMissing(.unexpected, expected, help: help) }
        report(.unexpected, "expected \(expected), found \(shown(token))", range(token), help: help)
    }

    /// Marks the words that stand where `expected` should; on a further line they are right and it is only missing
    /// behind the last word read.
    mutating func reportMissing(_ code: SyntaxMistake, _ expected: String, help: String? = nil) {
        let token = current
        if index > 0, token.startsLine || isEnd(token) {
            let last = tokens[index - 1]
            report(code, "expected \(expected) behind \(shown(last))", range(last), help: help)
        } else {
            report(code, "expected \(expected), found \(shown(token))", range(token), help: help)
        }
    }

    func shown(_ token: Token) -> String {
        switch token.kind {
        case .word(let text, _): return "`\(text)`"
        case .text, .templateOpen: return "a text"
        case .number: return "the number \(string(range(token)))"
        case .percent: return "the share \(string(range(token)))"
        case .duration: return "the duration \(string(range(token)))"
        case .workingDays: return "the working days \(string(range(token)))"
        case .date: return "the date \(string(range(token)))"
        case .time, .localTime: return "the time \(string(range(token)))"
        case .clock: return "the time of day \(string(range(token)))"
        case .symbol(let symbol): return "`\(symbol.rawValue)`"
        case .templateText: return "the text behind it"
        case .templateClose: return "the text"
        case .braceOpen: return "`{`"
        case .braceClose: return "`}`"
        case .malformed: return "`\(string(range(token)))`"
        case .end: return "the end of the file"
        }
    }

    /// The word here becomes the keyword that it was surely meant to be: one in capitals, one that everyday speech says
    /// otherwise, or one that is near.
    mutating func mend(among keywords: some Sequence<Keyword>) -> Bool {
        let token = current
        guard case .word(let text, quoted: false) = token.kind else { return false }
        // It may be the everyday word for another as well.
        if let keyword = token.keyword, keywords.contains(keyword) { return false }
        let spoken = text.string.lowercased()
        // A word of the language, too, may be the everyday word for another: `from` for `of`.
        guard token.keyword == nil || EverydayWords.keywords[spoken] != nil else { return false }
        let meant: Keyword
        if let same = Keyword(rawValue: spoken), keywords.contains(same) {
            meant = same
            report(
                .misspeltKeyword, "`\(text)` is written `\(same.rawValue)`: the language's words are in small letters",
                range(token), suggestion: same.rawValue)
        } else if let said = EverydayWords.keywords[spoken]?.first(where: { keywords.contains($0) && isPlausible($0) })
        {
            meant = said
            report(.otherWord, "`\(text)` is written `\(said.rawValue)` here", range(token), suggestion: said.rawValue)
        } else if !EverydayWords.all.contains(spoken), let near = nearMiss(text, among: keywords.map(\.text)),
            let keyword = Keyword.byText[near]
        {
            meant = keyword
            report(
                .misspeltKeyword, "`\(text)` is not a word of the language here", range(token),
                suggestion: near.string)
        } else {
            return false
        }
        tokens[index].keyword = meant
        return true
    }

    /// Behind a complete phrase no name can stand, so one that does is a slip of the finger.
    mutating func mendFollower() {
        // Behind a priority it is the word that is meant.
        if phrase == .task, tokens[index].keyword == .if { return }
        // Behind a weight too.
        if phrase == .add, tokens[index].keyword == .for { return }
        // Behind the events of an outcome it is meant as `among`.
        if phrase == .outcome, tokens[index].keyword == .from { return }
        _ = mend(among: Parser.followersInOrder)
    }

    /// Words of an expression are no slips for one another: `if` behind a pattern is meant as `where`.
    private static let followersInOrder = Keyword.allCases.filter {
        Keyword.followers.contains($0) && $0 != .if && $0 != .else && $0 != .rounded
    }

    /// Reads over a word that must stand here.
    mutating func expect(_ keyword: Keyword, _ purpose: String) throws(PhraseAbandoned) {
        if isAt(keyword) || mend(among: [keyword]) { return advance() }
        throw unexpected("`\(keyword.rawValue)` \(purpose)")
    }

    /// One step deeper into a phrase.
    mutating func deeper() throws(PhraseAbandoned) {
        nesting.depth += 1
        guard nesting.depth > Parser.deepest else { return }
        nesting.depth -= 1
        throw fail(
            .tooDeep, "this is nested more than \(Parser.deepest) deep", range(current),
            help: "give a part of it a name with `define`")
    }
}
