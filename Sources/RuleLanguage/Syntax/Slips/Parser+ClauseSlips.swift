import Events

extension Parser {
    /// What stands where a clause of a rule should begin and is no clause, or a clause said otherwise: told, and read
    /// over or read on as it was meant. False if nothing is known about it.
    mutating func mendClause(_ rule: inout RuleDeclaration) -> Bool {
        let token = current
        let last = rule.clauses.last?.kind
        if isSpoken(0, ["else", "sonst", "otherwise", "ansonsten"]) {
            report(
                .needless, "a rule has no `\(string(range(token)))`", range(token),
                help: "what happens otherwise is a rule of its own")
            rule.hasMistakes = true
            skip(1)
            skipToClause()
            if !isAtEnd(), !looksLikeDeclaration() { skipToken() }
            skipToClause()
            return true
        }
        if isSpoken(0, ["for", "je", "pro", "per"]), isSpoken(1, ["each", "every", "jede", "jeden", "jedes", "jeder"]),
            isWord(ahead(2))
        {
            replace(2, by: "per")
            index -= 1
            tokens[index].kind = .word("per", quoted: false)
            tokens[index].keyword = .per
            return true
        }
        if isSpoken(0, ["not", "never", "no", "nicht"]), ahead(1).keyword == .again {
            leaveOut(1, because: "`again after` says when it may come again, and not before")
            return true
        }
        if isSpoken(0, ["once", "only", "einmal", "nur"]),
            ahead(1).keyword?.role == .clause || ahead(1).startsLine || isEnd(ahead(1))
        {
            report(
                .needless, "a rule has no `\(string(range(token)))`", range(token),
                help: "of one customer and key there is one open task at a time; to be quiet after it: again after 30d",
                suggestion: "")
            skip(1)
            return true
        }
        if isSpoken(0, ["hold"]), isSpoken(1, ["out"]) || ahead(1).kind.isPercent {
            replace(isSpoken(1, ["out"]) ? 2 : 1, by: "holdout")
            index -= 1
            tokens[index].keyword = .holdout
            return true
        }
        if let count = joints() {
            mendJoint(stretch(count), count, &rule)
            return true
        }
        if token.keyword == .on, isWord(ahead(1), dotted: true), !rule.clauses.contains(where: \.isWhen) {
            report(.otherWord, "`on` is written `when` here", range(token), suggestion: "when")
            tokens[index].keyword = .when
            return true
        }
        return mendMisplaced(behind: last)
    }

    /// `then`, `and` and their like before a clause or alone on a line: how many there are.
    private func joints() -> Int? {
        let count = countSpoken(EverydayWords.joints)
        guard count > 0, tokens[index].keyword.map({ $0 == .and || $0 == .or }) ?? true else { return nil }
        let next = ahead(count)
        let isClause = next.keyword?.role == .clause || next.keyword?.role == .declaration || isEnd(next)
        return isClause || next.startsLine || isSpoken(0, ["then", "dann"]) ? count : nil
    }

    /// Leaves out a joint. Where no clause follows it, as in `then contact the customer`, all of that is one mistake.
    private mutating func mendJoint(_ written: SourceRange, _ count: Int, _ rule: inout RuleDeclaration) {
        let message = "`\(string(written))` says nothing here: the clauses of a rule simply follow each other"
        skip(count)
        let next = tokens[index]
        let isClause = next.keyword?.role == .clause || looksLikeDeclaration() || next.startsLine || isEnd(next)
        if isClause || mendClause(&rule) { return report(.needless, message, written, suggestion: "") }
        report(
            .needless, message, written,
            help: "what is to be done stands in two clauses: task recovery to QUEUE, and say \"…\"")
        rule.hasMistakes = true
        skipToken()
        skipToClause()
    }

    /// Parts of a clause that belong elsewhere.
    private mutating func mendMisplaced(behind last: Clause.Kind?) -> Bool {
        let token = current
        let help: String
        switch (token.kind, last) {
        case (.symbol(.plus), .say), (.text, .say), (.symbol(.comma), .say):
            help = "everything that is read stands in one text, what is looked up in braces: \"Call {customer.id}.\""
        case (.word, _) where token.keyword == .within && last.map(\.isWhile) ?? false:
            help = "that an event came is asked as: while seen EVENT within 4h"
        case (.word, .while(.literal)) where isWord(token):
            help = "events are counted as: while count EVENT within 7d >= 3"
        case (.word, _) where token.keyword == .priority || token.keyword == .due || token.keyword == .to:
            help =
                "`\(string(range(token)))` stands in the clause of the task: task recovery to QUEUE priority high due 2h"
        default: return false
        }
        misplaced("a clause of the rule", help: help)
        skipToken()
        skipToClause()
        return true
    }

    /// What stands behind `while`; `contact within 4h` is told as a question whether it was seen.
    mutating func whileCondition() throws(PhraseAbandoned) -> ExpressionSyntax {
        if let condition = try negatedSeen() { return condition }
        let condition = try expression()
        guard isAt(.within) || slippedWithinFollows() else { return condition }
        var name = condition
        if case .not(let inner, _) = condition { name = inner }
        guard case .name(let event) = name else { return condition }
        report(
            .unexpected, "`while` asks for a condition: whether such an event was seen", event.range,
            suggestion: "seen \(string(event.range))")
        if slippedWithin() == nil {
            advance()
            _ = try duration("after `within`")
        }
        return .invalid(rangeSince(condition.range.start))
    }

    private mutating func slippedWithinFollows() -> Bool {
        isSpoken(0, ["in", "during", "innerhalb"]) && spokenDuration(1) != nil
    }

    /// `no contact within 4h` behind `while`: told as `not seen`; nil and nothing read if nothing such stands here.
    private mutating func negatedSeen() throws(PhraseAbandoned) -> ExpressionSyntax? {
        let count = countSpoken(EverydayWords.beforeEvent)
        guard count > 0, count < 5,
            (0..<count).contains(where: { isSpoken($0, EverydayWords.negations) && ahead($0).keyword == nil }),
            isWord(ahead(count)), ahead(count).keyword == nil, !ahead(count).startsLine, !isComparison(count + 1)
        else { return nil }
        let start = tokens[index].start
        replace(count, by: "not seen", code: .negatedPattern)
        let outer = phrase
        phrase = .seen
        defer { phrase = outer }
        _ = try pattern()
        if slippedWithin() == nil {
            try expect(.within, "and a duration at the end of `seen`")
            _ = try duration("after `within`")
        }
        return .invalid(rangeSince(start))
    }

    /// `say Call them.`: the line, told as a text; nil if there is none.
    mutating func withoutQuotes() -> PhraseAbandoned? {
        let token = tokens[index]
        guard !isEnd(token), !token.startsLine else { return nil }
        var end = token.start
        while end < bytes.count, bytes[end] != 0x0a, bytes[end] != 0x0d, bytes[end] != UInt8(ascii: "#") { end += 1 }
        while end > token.start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        let place = SourceRange(file: fileIndex, start: token.start, end: end)
        let line = string(place)
        guard !line.contains("\"") else { return nil }
        report(.unexpected, "the text of `say` stands in quotation marks", place, suggestion: "\"\(line)\"")
        while !isEnd(tokens[index]), tokens[index].start < end { skip(1) }
        return PhraseAbandoned()
    }

    /// `=` or a colon behind a word that has its value directly behind it.
    mutating func leaveOutSign(behind word: String) {
        guard tokens[index].kind.isEqualSign || isMalformed(as: ":") else { return }
        leaveOut(1, because: "what belongs to `\(word)` follows directly behind it")
    }

    /// A name for what has only a title.
    func name(for title: Text) -> String? {
        var name = ""
        for scalar in title.string.lowercased().unicodeScalars {
            if Letters.continuesName(scalar), scalar != "-" {
                name.unicodeScalars.append(scalar)
            } else if !name.isEmpty, !name.hasSuffix("-") {
                name += "-"
            }
        }
        while name.hasSuffix("-") { name.removeLast() }
        guard let first = name.unicodeScalars.first, Letters.startsName(first), name.utf8.count <= 60 else {
            return nil
        }
        return name
    }

    /// Whether `//` or `/*` stands here.
    func beginsComment() -> Bool {
        let start = tokens[index].start
        guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "/") else { return false }
        return bytes[start + 1] == UInt8(ascii: "/") || bytes[start + 1] == UInt8(ascii: "*")
    }

    /// Whether a comment of another language begins here, `//`, `--` or at the start of a line `;`; it is reported and
    /// read over.
    mutating func skipComment() -> Bool {
        let token = tokens[index]
        let isDashes = bytes[token.start...].starts(with: "--".utf8)
        let isSemicolon = token.startsLine && isMalformed(as: ";")
        guard beginsComment() || isDashes || isSemicolon else { return false }
        let place = SourceRange(
            file: fileIndex, start: token.start, end: isSemicolon ? token.end : token.start + 2)
        report(.otherWord, "a comment begins with `#`", place, suggestion: "#")
        skip(1)
        while !isEnd(tokens[index]), !tokens[index].startsLine { skip(1) }
        return true
    }
}

extension Clause {
    fileprivate var isWhen: Bool {
        if case .when = kind { return true }
        return false
    }
}

extension Clause.Kind {
    fileprivate var isWhile: Bool {
        if case .while = self { return true }
        return false
    }
}
