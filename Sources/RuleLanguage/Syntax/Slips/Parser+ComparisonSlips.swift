import Events

extension Parser {
    /// The longest phrase of everyday speech that compares two values and begins some places ahead; nil if none does,
    /// or the language says it in the same way.
    func comparisonPhrase(_ distance: Int) -> ComparisonPhrase? {
        guard let first = spoken(distance), let candidates = ComparisonPhrase.byFirstWord[first] else { return nil }
        if first == "is" {
            let state = isSpoken(distance + 1, ["not"]) ? distance + 2 : distance + 1
            if ahead(state).keyword == .missing || ahead(state).keyword == .present { return nil }
        }
        // `nach 4h`, `after 4h`: a clause.
        if candidates.contains(where: { $0.words.count == 1 }), case .duration = ahead(distance + 1).kind { return nil }
        return candidates.first { phrase in
            phrase.words.indices.allSatisfy { spoken(distance + $0) == phrase.words[$0] }
        }
    }

    /// Reads a phrase and what it compares with, said as the language says it.
    mutating func comparison(_ left: ExpressionSyntax, _ phrase: ComparisonPhrase) throws(PhraseAbandoned)
        -> ExpressionSyntax
    {
        let count = phrase.words.count
        let place = stretch(count)
        let subject = string(left.range)
        let whole = left.range.joined(place)
        switch phrase.meaning {
        case .comparison(let op):
            replace(count, by: op.rawValue, code: .wrongOperator)
            return try compared(left, op, place)
        case .isIn:
            replace(count, by: "in", code: .wrongOperator)
            let elements = try list()
            return .isIn(left, elements, rangeSince(left.range.start))
        case .isNotIn, .containsNot:
            let isIn: Bool
            if case .isNotIn = phrase.meaning { isIn = true } else { isIn = false }
            report(
                .notBeforeOperator, "`not` stands before the whole comparison", whole,
                suggestion: "not \(subject) \(isIn ? "in" : "contains")")
            skip(count)
            let inner: ExpressionSyntax =
                isIn
                ? .isIn(left, try list(), rangeSince(left.range.start))
                : .binary(.contains, left, try side(), operatorRange: place)
            return .not(inner, inner.range)
        case .isMissing, .isPresent:
            if case .isMissing = phrase.meaning {
                replace(count, by: "is missing", code: .wrongOperator)
                return .isMissing(left, rangeSince(left.range.start))
            }
            replace(count, by: "is present", code: .wrongOperator)
            return .isPresent(left, rangeSince(left.range.start))
        case .isEither:
            skip(count)
            let values = try values(isJoint: { $0.isAt(.or) || $0.spoken() == "oder" })
            reportList(left, values, op: .equal)
            return .isIn(left, values, rangeSince(left.range.start))
        case .isBetween:
            skip(count)
            return try between(left)
        case .nothing:
            report(
                .wrongOperator, "the language does not ask what a text is like", place,
                help: "texts are compared with =, !=, in (…) and contains")
            skip(count)
            _ = try side()
            return .invalid(rangeSince(left.range.start))
        }
    }

    /// `2 and 5` behind `between`
    private mutating func between(_ left: ExpressionSyntax) throws(PhraseAbandoned) -> ExpressionSyntax {
        let low = try side()
        guard isSpoken(0, ["and", "und", "to", "bis"]) else { throw unexpected("`and` between the two ends") }
        skip(1)
        let high = try side()
        let subject = string(left.range)
        let whole = rangeSince(left.range.start)
        report(
            .wrongOperator, "the two ends are compared one by one", whole,
            suggestion: "\(subject) >= \(string(low.range)) and \(subject) <= \(string(high.range))")
        return .binary(
            .and, .binary(.greaterOrEqual, left, low, operatorRange: whole),
            .binary(.lessOrEqual, left, high, operatorRange: whole), operatorRange: whole)
    }

    /// What stands behind `=` and its like; `"a", "b"` is told as a list.
    mutating func compared(
        _ left: ExpressionSyntax, _ op: BinaryOperator, _ operatorRange: SourceRange
    ) throws(PhraseAbandoned) -> ExpressionSyntax {
        let first = try side()
        guard op == .equal || op == .notEqual, first.isPlainLiteral, nesting.lists == 0 else {
            return .binary(op, left, first, operatorRange: operatorRange)
        }
        var values = [first]
        while isAt(.comma) || values.count > 1 && isSpoken(0, ["or", "and", "oder", "und"]), isPlainLiteral(ahead(1)),
            !isOperator(ahead(2)), !isComparison(2)
        {
            skip(1)
            values.append(try side())
        }
        guard values.count > 1 else { return .binary(op, left, first, operatorRange: operatorRange) }
        reportList(left, values, op: op)
        let whole = rangeSince(left.range.start)
        let list = ExpressionSyntax.isIn(left, values, whole)
        return op == .equal ? list : .not(list, whole)
    }

    private mutating func reportList(_ left: ExpressionSyntax, _ values: [ExpressionSyntax], op: BinaryOperator) {
        let written = values.map { string($0.range) }.joined(separator: ", ")
        report(
            .wrongOperator, "several values to compare with stand in a list", rangeSince(left.range.start),
            suggestion: "\(op == .equal ? "" : "not ")\(string(left.range)) in (\(written))")
    }

    /// Values with a joint between each two.
    private mutating func values(isJoint: (inout Parser) -> Bool) throws(PhraseAbandoned) -> [ExpressionSyntax] {
        var values = [try side()]
        while isJoint(&self) || (nesting.lists == 0 && isAt(.comma)) {
            skip(1)
            values.append(try side())
        }
        return values
    }

    /// `["a", "b"]` and `"a", "b"` behind `in`; nil and nothing read if neither stands here.
    mutating func slippedList() throws(PhraseAbandoned) -> [ExpressionSyntax]? {
        let start = tokens[index].start
        if isMalformed(as: "[") || isMalformed(as: "{") { return try listInBrackets() }
        guard isPlainLiteral(ahead(0)) else { return nil }
        let values = try values(isJoint: { $0.isSpoken(0, ["or", "oder", "und", "and"]) })
        report(
            .wrongOperator, "the values of a list stand in parentheses", rangeSince(start),
            suggestion: "(\(values.map { string($0.range) }.joined(separator: ", ")))")
        return values
    }

    private mutating func listInBrackets() throws(PhraseAbandoned) -> [ExpressionSyntax]? {
        let closing = string(range(tokens[index])) == "[" ? "]" : "}"
        let end = tokens[index...].firstIndex { token in
            if case .malformed = token.kind { return string(range(token)) == closing }
            return false
        }
        guard let end, tokens[index...end].dropFirst().allSatisfy({ !$0.startsLine }) else { return nil }
        let place = stretch(end - index + 1)
        let inner = SourceRange(file: fileIndex, start: tokens[index].end, end: tokens[end].start)
        report(
            .wrongOperator, "the values of a list stand in parentheses", place, suggestion: "(\(string(inner)))")
        tokens[index].kind = .symbol(.open)
        tokens[end].kind = .symbol(.close)
        return try list()
    }

    /// Whether a sign without meaning stands here that is written like this.
    func isMalformed(as sign: String) -> Bool {
        guard case .malformed = tokens[index].kind else { return false }
        return string(range(tokens[index])) == sign
    }

    /// `1,5`: the number that is meant; nil if none stands here, or a list of numbers.
    mutating func decimalComma() -> ExpressionSyntax? {
        guard nesting.lists == 0, let decimal = decimal(0), ahead(2).kind.isNumber else { return nil }
        let place = stretch(decimal.tokens)
        let isThousand = decimal.written.split(separator: ".").last?.utf8.count == 3
        report(
            .badNumber, "a number has no comma in it", place,
            help: isThousand ? "write 1000 for a thousand, and 1.5 for one and a half" : nil,
            suggestion: isThousand ? nil : decimal.written)
        skip(decimal.tokens)
        return .literal(.number(Double(decimal.written) ?? 0), place)
    }

    /// `2026-03-02 10:00`: told as one word; nil and nothing read if only a date stands here.
    mutating func dateWithClock() -> ExpressionSyntax? {
        guard ahead(1).kind.isClock else { return nil }
        let place = stretch(2)
        let (day, clock) = (string(range(ahead(0))), string(range(ahead(1))))
        report(
            .badTime, "a time is one word with the hour and the offset", place,
            help: "a time is 2026-03-02T10:00Z, or with an offset 2026-03-02T10:00+01:00",
            suggestion: "\(day)T\(clock)Z")
        skip(2)
        return .literal(.time(Timestamp(seconds: 0)), place)
    }

    /// `50 EUR`: a unit behind a number.
    mutating func leaveOutUnit() {
        let units: Set<String> = [
            "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pounds", "chf", "franken", "percent", "prozent",
            "pieces", "stück", "points", "punkte", "times", "mal",
        ]
        if isSpoken(0, units) { leaveOut(1, because: "a number has no unit") }
    }

    private func isPlainLiteral(_ token: Token) -> Bool {
        switch token.kind {
        case .text, .number, .percent, .duration, .workingDays, .date, .time, .localTime: return true
        case .word, .clock, .symbol, .templateOpen, .templateText, .braceOpen, .braceClose, .templateClose, .malformed,
            .end:
            return false
        }
    }

    private func isOperator(_ token: Token) -> Bool {
        if case .symbol(let symbol) = token.kind { return BinaryOperator(rawValue: symbol.rawValue) != nil }
        return false
    }
}

extension ExpressionSyntax {
    /// Whether it is a text, a number or their like, which is neither true nor false.
    var isPlainLiteral: Bool {
        guard case .literal(let value, _) = self else { return false }
        if case .boolean = value { return false }
        return true
    }
}
