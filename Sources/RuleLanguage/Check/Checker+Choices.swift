import Events

extension DiagnosticKind {
    static let ofChoices = [choiceOfTwoTypes, badDigits]

    static let choiceOfTwoTypes = DiagnosticKind(
        "choice-of-two-types", "What stands on both sides of an `else` is of two types, so that the whole has none.",
        wrong: rule("when delivery.delayed as delay", "while delay.days else \"none\" = 2"), change: "\"none\"", to: "0"
    )
    static let badDigits = DiagnosticKind(
        "bad-digits", "A number is rounded to other than 0 to 6 digits.",
        wrong: rule("when delivery.delayed as delay", "while delay.days rounded to 7 > 2"), change: "to 7", to: "to 2")
}

/// `X if C else Y`, `E else F`, `E rounded to N`.
extension Checker {
    mutating func choice(
        _ value: ExpressionSyntax, _ condition: ExpressionSyntax, _ other: ExpressionSyntax, in scope: Scope
    ) -> Typed {
        let c = boolean(condition, word: "if", in: scope)
        let (a, b) = (expression(value, in: scope), expression(other, in: scope))
        requireOneType(value, a.type, other, b.type)
        return Typed(
            a.type ?? b.type, a.each.indices.map { .choice(a.each[$0], if: c.each[$0], otherwise: b.each[$0]) })
    }

    mutating func otherwise(_ value: ExpressionSyntax, _ other: ExpressionSyntax, in scope: Scope) -> Typed {
        let a = expression(value, in: scope)
        let b = expression(other, in: scope, comparedWith: a.type)
        requireOneType(value, a.type, other, b.type)
        return Typed(a.type ?? b.type, zip(a.each, b.each).map { .otherwise($0, $1) })
    }

    mutating func rounded(_ value: ExpressionSyntax, _ digits: NumberLiteral, in scope: Scope) -> Typed {
        let number = expression(value, in: scope)
        if let type = number.type, type != .number {
            reportWrongType(value, type, "`rounded to`", takes: "numbers")
        }
        guard digits.value == digits.value.rounded(), (0...6).contains(digits.value) else {
            report(
                .badDigits, "a number is rounded to 0 to 6 digits, not to \(digits.value.shortestDecimal)",
                at: digits.range, help: "2 gives 0.25, 0 gives whole numbers")
            return number
        }
        return number.map(.number) { .rounded($0, digits: Int(digits.value)) }
    }

    private mutating func requireOneType(
        _ value: ExpressionSyntax, _ a: ValueType?, _ other: ExpressionSyntax, _ b: ValueType?
    ) {
        guard let a, let b, a != b else { return }
        func said(_ syntax: ExpressionSyntax, _ type: ValueType) -> String {
            words(syntax.range).map { "`\($0)` is \(type.words)" } ?? "one is \(type.words)"
        }
        let message = "both sides of an `else` have one type: \(said(value, a)), \(said(other, b))"
        for (literal, wanted) in [(other, a), (value, b)] {
            guard let mend = rewritten(literal, as: wanted) else { continue }
            report(.choiceOfTwoTypes, message, at: literal.range, help: mend.help, suggestion: mend.text)
            return
        }
        report(.choiceOfTwoTypes, message, at: other.range)
    }
}

/// A date among times and durations is the start of its day.
extension Checker {
    /// The same two, the date of a date and a time as a time.
    func withDaysStarted(_ a: Typed, _ b: Typed) -> (Typed, Typed) {
        switch (a.type, b.type) {
        case (.date, .time): return (dayStart(a), b)
        case (.time, .date): return (a, dayStart(b))
        default: return (a, b)
        }
    }

    func dayStart(_ date: Typed) -> Typed { date.map(.time) { .dayStart($0) } }

    /// The same two for a sum or a difference, where a date computes as a time.
    func withDaysComputed(_ a: Typed, _ b: Typed) -> (Typed, Typed) {
        func computes(_ type: ValueType?) -> Bool { type == .time || type == .duration || type == .date }
        guard computes(a.type), computes(b.type) else { return (a, b) }
        return (a.type == .date ? dayStart(a) : a, b.type == .date ? dayStart(b) : b)
    }
}

/// `previous FACT`
extension Checker {
    mutating func previous(_ name: Name, at range: SourceRange, in scope: Scope) -> Typed {
        if name.isUnread { return .unknown(in: scope) }
        if declared.facts.places[name.text] == nil, let dotted = Dotted(name.text),
            dotted.member == "id" || dotted.owner == "event" || dotted.owner == scope.rule?.alias?.text
        {
            report(
                .undeclaredFact, "`\(name.text)` is no fact, so it has no value before this one", at: name.range,
                help: "`previous` asks for a fact, as previous customer.tier")
            return .unknown(in: scope)
        }
        if let fact = declared.facts.places[name.text], program.facts[fact].isScore {
            report(
                .undeclaredFact, "`\(name.text)` is a score, which fades all the time and has no value before this one",
                at: range, help: "to hear when it passes a level: when \(name.text) falls below -3")
            return .unknown(in: scope)
        }
        return resolve(name, in: scope).mapEach { form in
            guard case .fact(let fact, let key) = form else { return form }
            return .previous(fact, key: key)
        }
    }
}
