import Events

extension BinaryOperator {
    var binding: Binding {
        switch self {
        case .or: return .or
        case .and: return .and
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains: return .comparison
        case .plus, .minus: return .sum
        case .times, .divided: return .product
        }
    }
}

extension Parser {
    mutating func expression() throws(PhraseAbandoned) -> ExpressionSyntax {
        if expressions == 0 { operators = 0 }
        expressions += 1
        defer { expressions -= 1 }
        return try expression(.choice)
    }

    /// An expression in parentheses or by itself, within which an `else` is its own.
    mutating func enclosed() throws(PhraseAbandoned) -> ExpressionSyntax {
        let outer = isBeforeElse
        isBeforeElse = false
        parentheses += 1
        defer {
            isBeforeElse = outer
            parentheses -= 1
        }
        return try expression()
    }

    /// An expression whose operators bind at least as tightly as `loosest`.
    mutating func expression(_ loosest: Binding) throws(PhraseAbandoned) -> ExpressionSyntax {
        try deeper()
        defer { depth -= 1 }
        var chain = OperandChain(try operand(loosest))
        var compared = false
        mendOperator()
        while let next = operation(), next.binding >= loosest {
            if case .choice = next { return try choice(chain.whole) }
            if case .otherwise = next {
                try countOperator(isBalanced: false, in: chain)
                advance()
                let other = try expression(.sum)
                chain.wrap { .otherwise($0, other) }
            } else if case .rounded = next {
                try countOperator(isBalanced: false, in: chain)
                let digits = try digits()
                let range = rangeSince(chain.whole.range.start)
                chain.wrap { .rounded($0, digits, range) }
            } else if next.binding == .comparison {
                if compared { reportChain() }
                let chained = compared
                compared = true
                let whole: ExpressionSyntax
                if let phrase = comparisonPhrase(0) {
                    whole = try comparison(chain.whole, phrase)
                } else {
                    whole = try comparison(chain.whole, next)
                }
                if !chained { chain = OperandChain(whole) }
            } else {
                if isJointOfClauses() { break }
                guard case .binary(let binary) = next else { break }
                try countOperator(isBalanced: OperandChain.isBalanced(binary), in: chain)
                let operatorRange = range(tokens[index])
                advance()
                chain.join(binary, try expression(next.binding.tighter), at: operatorRange)
            }
            mendOperator()
        }
        return chain.whole
    }

    /// What stands on one side of a comparison.
    mutating func side() throws(PhraseAbandoned) -> ExpressionSyntax { try expression(.otherwise) }

    /// `and` at the end of a line before the next clause; it is reported.
    private mutating func isJointOfClauses() -> Bool {
        guard isAt(.and) || isAt(.or), let next = ahead(1).keyword, next.role == .clause, !endsPhrase(index + 2) else {
            return false
        }
        leaveOut(1, because: "the clauses of a rule simply follow each other")
        return true
    }

    /// Behind a value, an operator or the end of the expression.
    private mutating func mendOperator() {
        if isAt(.if) || isAt(.else) || isAt(.rounded) { return }
        if comparisonPhrase(0) == nil, !mendWordOfChoice() { mendFollower() }
    }

    /// `not`, or what has no operator around it.
    private mutating func operand(_ loosest: Binding) throws(PhraseAbandoned) -> ExpressionSyntax {
        if spoken() == "nicht", !endsPhrase(index + 1) {
            report(.otherWord, "`nicht` is written `not` here", range(tokens[index]), suggestion: "not")
            tokens[index].keyword = .not
        }
        let token = current
        guard token.keyword == .not else { return try signed() }
        if loosest > .not {
            report(
                .notBeforeOperator, "`not` needs parentheses behind an operator", range(token),
                help: "`not` binds more loosely than comparing: a = (not b)")
        }
        advance()
        let operand = try expression(.not)
        return .not(operand, rangeSince(token.start))
    }

    private mutating func countOperator(isBalanced: Bool, in chain: OperandChain) throws(PhraseAbandoned) {
        operators += 1
        let most = isBalanced ? Parser.mostOperators : Parser.mostTerms
        guard operators > Parser.mostOperators || chain.depth >= most else { return }
        throw fail(
            .tooLong, "this expression joins more than \(most) parts", range(current),
            help: "many texts to compare with stand in a list: x in (\"a\", \"b\")")
    }
}

// MARK: Operators

extension Parser {
    enum Operation {
        case binary(BinaryOperator)
        case isIn, state
        /// `x not in (…)`
        case misplacedNot
        /// `x greater than 2`
        case phrase
        case choice, otherwise, rounded

        var binding: Binding {
            switch self {
            case .binary(let binary): return binary.binding
            case .isIn, .state, .misplacedNot, .phrase: return .comparison
            case .choice: return .choice
            case .otherwise: return .otherwise
            case .rounded: return .product
            }
        }
    }

    /// The operator that stands here.
    private mutating func operation() -> Operation? {
        let token = current
        switch token.kind {
        case .symbol where beginsComment(): return nil
        case .symbol(let symbol): return BinaryOperator(rawValue: symbol.rawValue).map { .binary($0) }
        case .word:
            if comparisonPhrase(0) != nil { return .phrase }
            switch token.keyword {
            case .or: return .binary(.or)
            case .and: return .binary(.and)
            case .contains: return .binary(.contains)
            case .in: return .isIn
            case .is: return .state
            case .not: return .misplacedNot
            case .if: return isChoice() ? .choice : nil
            case .else: return isBeforeElse || isElseOfRule() ? nil : .otherwise
            case .rounded: return isRounding() ? .rounded : nil
            default: return nil
            }
        default: return nil
        }
    }

    private mutating func reportChain() {
        report(
            .chained, "comparisons do not chain", range(current),
            help: "write each comparison by itself and join them: a < b and b < c")
    }

    /// What follows `left`, beginning with the operator here.
    private mutating func comparison(_ left: ExpressionSyntax, _ operation: Operation) throws(PhraseAbandoned)
        -> ExpressionSyntax
    {
        let operatorRange = range(current)
        advance()
        switch operation {
        case .binary(let binary): return try compared(left, binary, operatorRange)
        case .phrase, .choice, .otherwise, .rounded:
            // Read before, or by its words.
            throw unexpected("an operator")
        case .isIn:
            let list = try list()
            return .isIn(left, list, rangeSince(left.range.start))
        case .state: return try state(of: left, operatorRange)
        case .misplacedNot:
            guard let next = self.operation(), next.binding == .comparison, !isAt(.not) else {
                throw unexpected("an operator before `not`")
            }
            let written = left.range.joined(range(current))
            report(
                .notBeforeOperator, "`not` stands before the whole comparison", written,
                suggestion: "not \(string(left.range)) \(string(range(current)))")
            let whole = try comparison(left, next)
            return .not(whole, whole.range)
        }
    }

    /// `(a, b)` after `in`
    mutating func list() throws(PhraseAbandoned) -> [ExpressionSyntax] {
        if let values = try slippedList() { return values }
        guard accept(.open) else {
            throw unexpected("`(` after `in`", help: "the values stand in parentheses: x in (\"a\", \"b\")")
        }
        lists += 1
        defer { lists -= 1 }
        var elements: [ExpressionSyntax] = []
        if isAt(.close) {
            report(.missingValue, "there is nothing in these parentheses", range(current))
        } else {
            elements.append(try enclosed())
            while accept(.comma) {
                if isAt(.close) { break }
                elements.append(try enclosed())
            }
        }
        try closeParenthesis("the list")
        return elements
    }

    /// `missing` or `present` after `is`
    private mutating func state(of left: ExpressionSyntax, _ isRange: SourceRange) throws(PhraseAbandoned)
        -> ExpressionSyntax
    {
        _ = mend(among: [.missing, .present])
        if accept(.missing) != nil { return .isMissing(left, rangeSince(left.range.start)) }
        if accept(.present) != nil { return .isPresent(left, rangeSince(left.range.start)) }
        if isAt(.not), ahead(1).keyword == .missing || ahead(1).keyword == .present {
            advance()
            let isMissing = isAt(.missing)
            advance()
            let whole = rangeSince(left.range.start)
            report(
                .notBeforeOperator, "`not` does not stand behind `is`", rangeSince(isRange.start),
                suggestion: isMissing ? "is present" : "is missing")
            return isMissing ? .isPresent(left, whole) : .isMissing(left, whole)
        }
        if case .word(let word, _) = current.kind, ["null", "nil", "none", "unknown", "empty"].contains(word) {
            report(.unexpected, "expected `missing` or `present` after `is`", range(current), suggestion: "missing")
            advance()
            return .isMissing(left, rangeSince(left.range.start))
        }
        switch current.kind {
        case .text, .number, .date, .time, .duration, .symbol(.open), .symbol(.minus): break
        case .word where !isBeginningOfOther(): break
        default: throw unexpected("`missing` or `present` after `is`")
        }
        report(
            .wrongOperator, "`is` stands only before `missing` and `present`", isRange,
            help: "to compare two values, write = between them", suggestion: "=")
        return .binary(.equal, left, try side(), operatorRange: isRange)
    }
}

// MARK: Operands

extension Parser {
    private mutating func signed() throws(PhraseAbandoned) -> ExpressionSyntax {
        guard isAt(.minus) else { return try primary() }
        try deeper()
        defer { depth -= 1 }
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

    /// `count P within D`, `sum F of P within D`; nil if the word here is a name.
    private mutating func windowFunction() throws(PhraseAbandoned) -> WindowSyntax? {
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
            depth -= 1
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
