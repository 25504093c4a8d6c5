import Events

extension Parser {
    /// Words before an event: articles, and what says that it must not come.
    mutating func leaveOutBeforeEvent() throws(PhraseAbandoned) {
        let count = countSpoken(EverydayWords.beforeEvent)
        guard count > 0, count < 5 else { return }
        let next = ahead(count)
        // Before anything else such a word is a name.
        guard next.kind.isOpening || isWord(next) && (next.keyword == nil || isWord(next, dotted: true)),
            !next.startsLine
        else { return }
        if (0..<count).contains(where: { isSpoken($0, EverydayWords.negations) }) { return try negated(count) }
        leaveOut(count, because: "an event stands alone, by its type or its defined name")
    }

    private mutating func negated(_ count: Int) throws(PhraseAbandoned) {
        let place = stretch(count)
        switch phrase {
        case .unless:
            report(
                .negatedPattern, "`unless` says already that it must not come", place,
                help: "what stands behind `unless` ends the wait when it comes", suggestion: "")
            skip(count)
        case .when:
            throw fail(
                .negatedPattern, "a rule starts with an event that comes, not with one that does not", place,
                help: "begin with what came before, and wait for the other: when … unless … within 4h")
        default:
            throw fail(
                .negatedPattern, "a pattern names events that come", place,
                help: "that none came is asked as: not seen … within 7d")
        }
    }

    /// What was meant as an event and is written in another way; nil and nothing read if nothing such stands here.
    mutating func slippedEvent() -> PatternSyntax? {
        if case .text(let text) = current.kind, phrase != nil, text.string.contains("."), isName(text) {
            let place = range(tokens[index])
            report(
                .wrongQuotes, "an event is named without quotation marks", place, suggestion: text.string)
            advance()
            return .name(Name(text, place))
        }
        // `delivery delayed`
        guard let first = spoken(0), let second = spoken(1), ahead(0).keyword == nil, ahead(1).keyword == nil,
            !ahead(1).startsLine, Keyword.byText[Text(second)] == nil, !EverydayWords.all.contains(first),
            !EverydayWords.all.contains(second),
            comparisonPhrase(1) == nil, !isComparison(2),
            nearMiss(Text(second), among: Keyword.followers.map(\.text)) == nil
        else { return nil }
        let place = stretch(2)
        report(.undotted, "an event type is one word with a dot in it, as order.placed", place)
        skip(2)
        return .invalid(place)
    }

    private func isName(_ text: Text) -> Bool {
        text.string.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            part.unicodeScalars.first.map(Letters.startsName) ?? false
                && part.unicodeScalars.allSatisfy(Letters.continuesName)
        }
    }

    /// Behind an event: what it does, and conditions that are not said as such.
    mutating func leaveOutBehindEvent(_ event: PatternSyntax) throws(PhraseAbandoned) {
        if isSpoken(0, EverydayWords.verbs) {
            return leaveOut(1, because: "that an event comes is understood")
        }
        if isSpoken(0, ["is", "was", "has", "are", "gets", "ist", "wird", "wurde"]), comparisonPhrase(0) == nil,
            isWord(ahead(1), dotted: false), ahead(1).keyword == nil
        {
            return leaveOut(2, because: "that an event comes is understood")
        }
        // At the end of a window function its value is what is compared.
        guard phrase != .since, isComparison(0), !mendTurnedComparison() else { return }
        let isWhen = phrase == .when
        throw fail(
            .notAnEvent, "expected an event, found a condition on `\(string(event.range))`", event.range,
            help: phrase == .unless
                ? "`unless` names events that end the wait; what must not be true stands in: while not …"
                : isWhen
                    ? "`when` names the event that starts the rule; a condition on its fields follows behind `where`"
                    : "a condition on the fields of an event stands behind it, after `where`")
    }

    /// `count contact >= 3 within 7d`: told, and read on as if the time stood first.
    private mutating func mendTurnedComparison() -> Bool {
        guard let phrase, phrase.role == .function, case .symbol = current.kind, ahead(1).kind.isNumber,
            ahead(2).keyword == .within, ahead(3).kind.isDuration
        else { return false }
        let comparison = SourceRange(file: fileIndex, start: tokens[index].start, end: tokens[index + 1].end)
        let within = SourceRange(file: fileIndex, start: tokens[index + 2].start, end: tokens[index + 3].end)
        report(
            .unexpected, "the time stands before the comparison", stretch(4),
            suggestion: "\(string(within)) \(string(comparison))")
        tokens[index...(index + 3)] = tokens[(index + 2)...(index + 3)] + tokens[index...(index + 1)]
        return true
    }

    /// `and` between two patterns: false if something else stands here.
    mutating func joinedByAnd() -> Bool {
        guard isSpoken(0, ["and", "und"]), !isAt(.or) else { return false }
        let next = ahead(1)
        guard next.kind.isOpening || isWord(next), next.keyword == nil || isWord(next, dotted: true) else {
            return false
        }
        let place = range(tokens[index])
        if isComparison(2) {
            report(
                .otherWord, "a condition on an event stands behind `where`", place, suggestion: "where")
            tokens[index].keyword = .where
            return false
        }
        switch phrase {
        case .when:
            report(
                .missingOr, "one event starts a rule", place,
                help: "that the other one came too is asked as: while seen … within 7d")
        case .unless:
            report(
                .missingOr, "alternatives are joined by `or`", place,
                help: "each of them ends the wait; if only both may end it: while not (seen … within 7d and seen …)",
                suggestion: "or")
        default: report(.missingOr, "alternatives are joined by `or`", place, suggestion: "or")
        }
        skip(1)
        return true
    }

    /// Whether a condition begins here though `where` is missing before it; it is reported.
    mutating func lacksWhere() -> Bool {
        let token = current
        let isCondition =
            token.kind.isOpening
            ? isWord(ahead(1)) && isComparison(2) : isWord(token) && token.keyword == nil && isComparison(1)
        guard isCondition else { return false }
        let written = string(range(token))
        report(
            .unexpected, "expected `where` before the condition", range(token),
            suggestion: "where \(written)")
        return true
    }

    /// `in 4h`, `during the next 4 hours`, or nothing at all where `within 4h` is meant; nil and nothing read if none of
    /// them stands here.
    mutating func slippedWithin() -> DurationLiteral? {
        let prepositions: Set<String> = [
            "in", "for", "during", "over", "inside", "binnen", "innerhalb", "für", "bis", "until", "per", "im",
            "within",
        ]
        var count = 0
        if isSpoken(0, prepositions), !isAt(.within) { count = 1 }
        if count == 0, !current.kind.isNumber, !current.kind.isDuration { return nil }
        if spoken() == "per" || spoken() == "im", let unit = spoken(1).flatMap({ Durations.unit($0) }),
            !ahead(0).startsLine
        {
            let span = Durations.fraction("1", unit) ?? .zero
            let place = stretch(2)
            replace(2, by: "within 1\(unit)")
            return DurationLiteral(span: span, range: place)
        }
        guard let said = spokenDuration(count), let span = said.span else { return nil }
        let place = stretch(count + said.tokens)
        replace(count + said.tokens, by: "within \(said.written)")
        return DurationLiteral(span: span, range: place)
    }
}
