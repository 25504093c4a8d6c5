import Events

extension Parser {
    mutating func signed() throws(PhraseAbandoned) -> ExpressionSyntax {
        guard isAt(.minus) else { return try primary() }
        try deeper()
        defer { nesting.depth -= 1 }
        let start = current.start
        advance()
        let operand = try signed()
        return .negative(operand, rangeSince(start))
    }

    private mutating func primary() throws(PhraseAbandoned) -> ExpressionSyntax {
        let token = current
        let place = range(token)
        switch token.kind {
        case .number(let value):
            if spokenDuration(0) != nil, let meant = slippedDuration() {
                return .literal(.duration(meant.span), meant.range)
            }
            if let decimal = decimalComma() { return decimal }
            let number = literal(.number(value), place)
            leaveOutUnit()
            return number
        case .percent(let value):
            let sign = SourceRange(file: fileIndex, start: token.end - 1, end: token.end)
            report(
                .unexpectedCharacter, "`%` has no meaning here", sign, help: "a share is a number alone, as 0.5 or 50")
            return literal(.number(value), place)
        case .text(let text): return literal(.text(text), place)
        case .date(let date): return dateWithClock() ?? literal(.date(date), place)
        case .time(let time): return literal(.time(time), place)
        case .duration(let span):
            guard ahead(1).keyword == .on, isWord(ahead(2)) else { return literal(.duration(span), place) }
            return .literal(.duration(span), try duration("in an expression").range)
        case .workingDays: return .literal(.duration(.zero), try duration("in an expression").range)
        case .symbol(.open):
            advance()
            let inner = try enclosed()
            try closeParenthesis("the expression")
            return inner
        case .word(_, quoted: false):
            if token.keyword == .true { return literal(.boolean(true), place) }
            if token.keyword == .false { return literal(.boolean(false), place) }
            if token.keyword == .now { return nowValue() }
            if let previous = try previousValue() { return previous }
            if let window = try windowFunction() { return .window(window) }
            if let slipped = try slippedFunction() { return slipped }
            let name = try name("a value")
            return try lookup(in: name) ?? .name(name)
        case .word:
            let name = try name("a value")
            return try lookup(in: name) ?? .name(name)
        case .localTime:
            throw fail(
                .badTime, "a time has an offset, but in tests", place,
                help: "write Z or one like +01:00, else nobody can say when it was", suggestion: "\(string(place))Z")
        case .clock:
            throw fail(
                .badTimeOfDay, "a time of day stands only behind `at` in a date trigger", place,
                help: "a time is 2026-03-02T10:00Z")
        case .templateOpen:
            // Behind a field `say`: reading an ordinary text where an operator is missing.
            throw unexpected("a value")
        case .symbol, .templateText, .templateClose, .braceOpen, .braceClose, .malformed, .end:
            throw unexpected("a value")
        }
    }

    private mutating func literal(_ value: Value, _ place: SourceRange) -> ExpressionSyntax {
        advance()
        return .literal(value, place)
    }
}
