import Events

/// What people say otherwise than the language does. It is looked for only where nothing that is right can stand, said
/// once, and reading goes on as it was meant.
extension Parser {
    /// The word some places ahead in small letters, a keyword or not; nil for anything but a word without dot and
    /// backtick.
    func spoken(_ distance: Int = 0) -> String? {
        guard case .word(let text, quoted: false) = ahead(distance).kind, isWord(ahead(distance), dotted: false) else {
            return nil
        }
        return text.string.lowercased()
    }

    func isSpoken(_ distance: Int, _ words: Set<String>) -> Bool { spoken(distance).map(words.contains) ?? false }

    /// How many of the next words are in `words`, from `distance` on.
    func countSpoken(_ words: Set<String>, from distance: Int = 0) -> Int {
        var count = 0
        while isSpoken(distance + count, words) { count += 1 }
        return count
    }

    /// The next tokens as one stretch.
    func stretch(_ count: Int) -> SourceRange {
        let last = tokens[min(index + max(count, 1), tokens.count) - 1]
        return SourceRange(file: fileIndex, start: tokens[index].start, end: max(tokens[index].start, last.end))
    }

    /// Reports that the next words are written otherwise, and reads over them.
    mutating func replace(
        _ count: Int, by better: String, _ message: String? = nil, code: SyntaxMistake = .otherWord, help: String? = nil
    ) {
        let written = stretch(count)
        report(
            code, message ?? "`\(string(written))` is written `\(better)` here", written, help: help, suggestion: better
        )
        skip(count)
    }

    /// Reports that the next words say nothing here, and reads over them.
    mutating func leaveOut(_ count: Int, because reason: String) {
        let written = stretch(count)
        report(.needless, "`\(string(written))` says nothing here: \(reason)", written, suggestion: "")
        skip(count)
    }

    /// Reads over tokens; malformed ones on the way are told with what is said about all of them.
    mutating func skip(_ count: Int) { index = min(index + count, tokens.count - 1) }

    /// Whether what follows goes with the keyword, if the word here is it.
    func isPlausible(_ keyword: Keyword) -> Bool {
        switch keyword {
        case .within, .after, .due, .again, .expire, .looking:
            return spokenDuration(1) != nil || ahead(1).keyword == .after || ahead(1).kind.isWorkingDays
        case .where: return isComparison(2) || ahead(1).kind.isOpening
        case .say:
            switch ahead(1).kind {
            case .text, .templateOpen: return true
            default: return false
            }
        case .test: return ahead(1).kind.isText
        case .task: return ahead(2).keyword == .to || isSpoken(2, ["for", "für", "an"])
        case .define, .fact, .let: return isWord(ahead(1)) && ahead(2).kind.isEqualSign
        case .event: return isWord(ahead(1), dotted: true)
        case .feed: return isWord(ahead(1)) && ahead(2).keyword == .from
        case .calendar, .pause: return hasShapeOfDeclaration(keyword) || ahead(1).keyword == .from
        case .answers: return ahead(1).keyword == .by
        case .inhibit, .budget, .quiet, .route, .table: return hasShapeOfDeclaration(keyword)
        case .at: return ahead(1).kind.isClock || ahead(1).kind.isNumber
        case .or, .and, .not, .contains, .else: return true
        default: return isWord(ahead(1)) && spokenDuration(1) == nil
        }
    }

    /// Whether the token some places ahead compares two values.
    func isComparison(_ distance: Int) -> Bool {
        let token = ahead(distance)
        if case .symbol(let symbol) = token.kind {
            switch symbol {
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return true
            case .open, .close, .comma, .plus, .minus, .times, .divided, .openBracket, .closeBracket, .dot: return false
            }
        }
        switch token.keyword {
        case .is, .contains: return true
        case .in: return spokenDuration(distance + 1) == nil
        default: return comparisonPhrase(distance) != nil
        }
    }
}

extension Token.Kind {
    var isMinus: Bool {
        if case .symbol(.minus) = self { return true }
        return false
    }

    var isNumber: Bool {
        if case .number = self { return true }
        return false
    }

    var isPercent: Bool {
        if case .percent = self { return true }
        return false
    }

    var isDuration: Bool {
        if case .duration = self { return true }
        return false
    }

    var isWorkingDays: Bool {
        if case .workingDays = self { return true }
        return false
    }

    var isText: Bool {
        if case .text = self { return true }
        return false
    }

    var isClock: Bool {
        if case .clock = self { return true }
        return false
    }

    var isOpening: Bool {
        if case .symbol(.open) = self { return true }
        return false
    }

    var isEqualSign: Bool {
        if case .symbol(.equal) = self { return true }
        return false
    }

    var isComma: Bool {
        if case .symbol(.comma) = self { return true }
        return false
    }
}
