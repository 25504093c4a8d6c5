import Events

/// Where reading goes on behind a mistake, and what tells a keyword from a name.
extension Parser {
    /// Whether the token at `place` may follow a complete name, so that a keyword before it is a name itself.
    func endsPhrase(_ place: Int) -> Bool {
        let token = tokens[min(place, tokens.count - 1)]
        switch token.kind {
        case .word:
            guard let keyword = token.keyword, Keyword.followers.contains(keyword) else { return false }
            if let hasShape = hasShapeOfOutreach(keyword, ahead: place - index) { return token.startsLine || hasShape }
            return true
        case .symbol(let symbol): return symbol != .open
        case .braceClose, .end: return true
        case .malformed(let mistake):
            switch mistakes[mistake].meaning {
            case .symbol: return true
            default: return false
            }
        case .number, .percent, .duration, .workingDays, .date, .time, .localTime, .clock, .text, .templateOpen,
            .templateText,
            .braceOpen,
            .templateClose:
            return false
        }
    }

    /// Whether the keyword here begins a phrase of its own, where a name was expected.
    mutating func isBeginningOfOther() -> Bool {
        guard let keyword = current.keyword, Keyword.followers.contains(keyword) else { return false }
        // `keep` has nothing behind it, so only its place on a line of its own tells it from a name.
        if keyword == .keep, tokens[index].startsLine { return true }
        if keyword.role == .declaration, tokens[index].startsLine, hasShapeOfDeclaration(keyword) { return true }
        if let hasShape = hasShapeOfOutreach(keyword, ahead: 0) { return hasShape }
        return !endsPhrase(index + 1)
    }

    /// Goes on to where a clause or a declaration begins, or the file ends. Malformed tokens on the way are mistakes of
    /// their own and reported.
    mutating func skipToClause() {
        while !isAtEnd(), !looksLikeClause(), !looksLikeDeclaration() { skipToken() }
    }

    mutating func skipToDeclaration() {
        while !isAtEnd(), !looksLikeDeclaration() { skipToken() }
    }

    /// One token further, a template as a whole.
    mutating func skipToken() {
        let token = current
        advance()
        guard case .templateOpen = token.kind else { return }
        while !isAtEnd(), tokens[index].start < token.end { advance() }
    }

    func looksLikeDeclaration() -> Bool {
        let token = tokens[index]
        guard let keyword = token.keyword, keyword.role == .declaration else { return false }
        if keyword.isCommonField { return hasShapeOfDeclaration(keyword) }
        return token.startsLine || hasShapeOfDeclaration(keyword)
    }

    /// Whether what follows the keyword here, or `distance` places ahead, can only be its declaration.
    func hasShapeOfDeclaration(_ keyword: Keyword, ahead distance: Int = 0) -> Bool {
        let name = ahead(distance + 1)
        let next = ahead(distance + 2)
        switch keyword {
        case .test:
            if case .text = name.kind { return true }
            return false
        case .event:
            guard isWord(name, dotted: true) else { return false }
            // One more declaration ahead is enough to know; a chain of them must not be followed to its end.
            if distance > 0 { return true }
            return hasShapeOfFields(ahead: 2)
                || (isSpoken(2, ["type"]) && isText(ahead(3)) && hasShapeOfFields(ahead: 4))
        case .define, .fact, .let:
            if case .symbol(.equal) = next.kind { return isWord(name) }
            return false
        // `score` and `journey` are the names of fields in many an event.
        case .score:
            return isWord(name) && (next.keyword == .halfLife || isHalfLife(distance + 2) || next.keyword == .add)
                || ahead(distance).startsLine && isWord(name, dotted: true)
        case .journey:
            return isWord(name) && next.keyword == .stage || ahead(distance).startsLine && isWord(name, dotted: true)
        case .outcome:
            return isWord(name, dotted: false)
                && (next.kind.isText || [.good, .per, .when, .among, .within].contains(next.keyword))
        case .touch: return isWord(name, dotted: false) && next.kind.isEqualSign
        case .feed: return isWord(name) && next.keyword == .from
        case .table:
            // A field of that name may have a path in quotation marks.
            return isWord(name) && next.keyword == .from && ahead(distance + 3).kind.isText
                && ahead(distance + 4).keyword == .key
        case .calendar:
            guard isWord(name), case .word(let text, quoted: false) = next.kind else { return false }
            return [.zone, .closed, .opened].contains(next.keyword) || Weekdays.isDays(text.string)
        case .answers: return name.keyword == .by && (next.keyword == .user || next.keyword == .group)
        case .route: return name.keyword == .to || next.keyword == .to || next.keyword == .where
        case .inhibit, .budget, .quiet:
            return name.keyword == .any || name.keyword == .rule
                || isSpoken(distance + 1, ["recovery", "relationship"])
        case .rule:
            // Without its title it could be a field and its value.
            if case .text = next.kind { return isWord(name) }
            return false
        default: return false
        }
    }

    /// Whether the fields of an event begin there, or it has none and something else begins.
    private func hasShapeOfFields(ahead distance: Int) -> Bool {
        let next = ahead(distance)
        if isEnd(next) || ahead(distance + 1).keyword?.role == .type { return true }
        guard let other = next.keyword, other.role == .declaration else { return false }
        return next.startsLine || hasShapeOfDeclaration(other, ahead: distance)
    }

    /// Whether what follows a word for what becomes of tasks can only be its declaration or clause: else it is a name like
    /// others, as one that was given before the language had the word. Nil for every other word.
    private func hasShapeOfOutreach(_ keyword: Keyword, ahead distance: Int) -> Bool? {
        switch keyword {
        case .route, .inhibit, .budget, .quiet, .score, .journey, .outcome, .touch, .table, .let:
            return hasShapeOfDeclaration(keyword, ahead: distance)
        case .holdout: return ahead(distance + 1).kind.isPercent
        case .surge: return ahead(distance + 1).kind.isNumber
        case .escalate: return [.unclaimed, .undone].contains(ahead(distance + 1).keyword)
        default: return nil
        }
    }

    private func looksLikeClause() -> Bool {
        let token = tokens[index]
        guard let keyword = token.keyword, keyword.role == .clause else { return false }
        if token.startsLine { return true }
        let next = ahead(1)
        switch keyword {
        case .say:
            if case .templateOpen = next.kind { return true }
            return false
        case .after:
            if next.kind.isDuration || next.kind.isWorkingDays { return true }
            return false
        case .again, .expire: return next.keyword == .after
        case .holdout: return next.kind.isPercent
        case .surge: return next.kind.isNumber
        case .escalate: return next.keyword == .unclaimed || next.keyword == .undone
        case .pause: return next.keyword == .from
        case .task: return ahead(2).keyword == .to
        case .keep: return endsPhrase(index + 1)
        default: return !endsPhrase(index + 1)
        }
    }

    func isWord(_ token: Token, dotted: Bool? = nil) -> Bool {
        guard case .word(let text, _) = token.kind else { return false }
        return dotted.map { $0 == text.string.utf8.contains(UInt8(ascii: ".")) } ?? true
    }

    func isEnd(_ token: Token) -> Bool {
        if case .end = token.kind { return true }
        return false
    }
}
