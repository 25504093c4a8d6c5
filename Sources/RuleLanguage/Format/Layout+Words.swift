import Events

/// The words of a line and what stands between them.
extension Layout {
    /// The words from the cursor up to the byte `end` of the source.
    mutating func line(to end: Int, indent: Int = 0, continuation: Int = 4) -> LogicalLine {
        var atoms: [Atom] = []
        var previous: Token?
        var nesting = Nesting()
        var joinsNext = false
        while cursor < tokens.count, tokens[cursor].start < end {
            let token = tokens[cursor]
            if case .end = token.kind { break }
            var atom = Atom(
                text: written(token), start: token.start, end: token.end,
                gap: joinsNext ? 0 : gap(before: token, after: previous), breakDepth: breakDepth(token, nesting))
            nesting.count(token)
            joinsNext = joins(token, previous)
            if let runEnd = runs[token.start] {
                atom.end = runEnd
                atom.text = String(decoding: bytes[token.start..<runEnd], as: UTF8.self)
                // Its brackets and commas are letters like others.
                atom.gap = 1
                joinsNext = false
            }
            if let gap = gaps[token.start] { atom.gap = gap }
            atoms.append(atom)
            previous = runs[token.start] == nil ? token : nil
            cursor += 1
            while cursor < tokens.count, tokens[cursor].start < atom.end { cursor += 1 }
        }
        return LogicalLine(
            atoms: atoms, indent: indent, continuation: continuation, declaration: 0, isSetApart: false, isInner: false,
            followsHead: false)
    }

    /// Backticks stay only around what could be a keyword somewhere.
    func written(_ token: Token) -> String {
        if case .word(let text, quoted: true) = token.kind {
            return Keyword.byText[text] == nil ? text.string : "`\(text)`"
        }
        return String(decoding: bytes[token.start..<token.end], as: UTF8.self)
    }

    func gap(before token: Token, after previous: Token?) -> Int {
        switch previous?.kind {
        case .symbol(.open), .symbol(.openBracket), .symbol(.dot): return 0
        default: break
        }
        switch token.kind {
        case .symbol(.close), .symbol(.comma), .symbol(.openBracket), .symbol(.closeBracket), .symbol(.dot): return 0
        default: return 1
        }
    }

    /// Whether no blank follows: a sign before what it belongs to, the `+` of a test's time.
    func joins(_ token: Token, _ previous: Token?) -> Bool {
        switch token.kind {
        case .symbol(.minus), .symbol(.plus): break
        default: return false
        }
        guard let previous else { return true }
        switch previous.kind {
        case .symbol(let symbol): return symbol != .close
        case .word:
            switch previous.keyword?.role {
            case .operator: return previous.keyword != .missing && previous.keyword != .present
            case .clause, .structure, .step: return true
            case .declaration, .type, .modifier, .constant, .function, nil: return false
            }
        default: return false
        }
    }

    /// What encloses a word within its line.
    struct Nesting {
        var parentheses = 0
        /// A `where` in an expression is that of a window function.
        var isInExpression = false

        mutating func count(_ token: Token) {
            if case .symbol(.open) = token.kind { parentheses += 1 }
            if case .symbol(.close) = token.kind { parentheses -= 1 }
            if token.keyword == .where || token.keyword == .while { isInExpression = true }
        }
    }

    func breakDepth(_ token: Token, _ nesting: Nesting) -> Int? {
        if breaks.contains(token.start) { return nesting.parentheses * 4 }
        switch token.keyword {
        case .or: return nesting.parentheses * 4 + 1
        case .and: return nesting.parentheses * 4 + 2
        case .where: return nesting.parentheses * 4 + (nesting.isInExpression ? 3 : 0)
        default: return nil
        }
    }

    // MARK: Places

    func token(at place: Int) -> Token? {
        let index = firstToken(from: place)
        return index < tokens.count && tokens[index].start == place ? tokens[index] : nil
    }

    /// The index of the first token that starts at `place` or behind it.
    func firstToken(from place: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].start < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where the token stands that is `count` before the one at `place`.
    func beforeToken(_ place: Int, _ count: Int) -> Int {
        tokens[max(0, firstToken(from: place) - count)].start
    }

    func afterToken(_ place: Int) -> Int { tokens[min(tokens.count - 1, firstToken(from: place))].start }

    /// How many characters wide the words of a range print.
    func width(_ range: SourceRange) -> Int {
        guard let token = token(at: range.start), token.end == range.end else {
            return String(decoding: bytes[range.start..<range.end], as: UTF8.self).unicodeScalars.count
        }
        return written(token).unicodeScalars.count
    }

    func width(_ atom: Atom) -> Int { atom.text.unicodeScalars.count }

    func hasBlankLine(_ start: Int, _ end: Int) -> Bool {
        SourceLines.hasBlankLine(bytes, from: start, to: end)
    }
}

extension Declaration {
    var range: SourceRange {
        switch self {
        case .zone(let zone): return zone.range
        case .calendar(let calendar): return calendar.range
        case .event(let event): return event.range
        case .define(let define): return define.range
        case .let(let value): return value.range
        case .fact(let fact): return fact.range
        case .score(let score): return score.range
        case .journey(let journey): return journey.range
        case .table(let table): return table.range
        case .feed(let feed): return feed.range
        case .answers(let answers): return answers.range
        case .route(let route): return route.range
        case .gate(let gate): return gate.range
        case .outcome(let outcome): return outcome.range
        case .touch(let touch): return touch.range
        case .rule(let rule): return rule.range
        case .test(let test): return test.range
        }
    }

    /// Rules and tests stand apart from what is around them.
    var isLong: Bool {
        switch self {
        case .calendar, .score, .journey, .outcome, .rule, .test: return true
        case .zone, .event, .define, .let, .fact, .table, .feed, .answers, .route, .gate, .touch: return false
        }
    }
}

extension TestTimeSyntax {
    /// `+3h`: its range is without the sign.
    var isRelative: Bool {
        switch self {
        case .absolute, .local: return false
        case .relative: return true
        }
    }
}
