import Events

extension DiagnosticKind {
    static let ofScores = [
        scoreName, halfLifeRange, scoreWithoutAdd, weightNotOwn, weightNotNumber, endlessScore, notAScore, scoreWithPer,
        levelSign,
    ]

    private static let mood = "score customer.mood half-life 14d add -1 for delivery.delayed\n"

    static let scoreName = DiagnosticKind(
        "score-name", "A score is of the customer, so it is named customer.x; `customer.id` is taken.",
        wrong: "score order.mood half-life 14d add -1 for delivery.delayed", change: "order.mood", to: "customer.mood")
    static let halfLifeRange = DiagnosticKind(
        "half-life-range", "A half-life is shorter than a minute, or longer than 3650 days.",
        wrong: "score customer.mood half-life 30s add -1 for delivery.delayed", change: "30s", to: "14d")
    static let scoreWithoutAdd = DiagnosticKind(
        "score-without-add", "Nothing adds to a score, so it is always 0.", wrong: "score customer.mood half-life 14d",
        change: "14d", to: "14d add -1 for delivery.delayed")
    static let weightNotOwn = DiagnosticKind(
        "weight-not-own", "A weight is a number over the event's own fields, and asks for something else.",
        wrong: "fact customer.late = days of delivery.delayed\n"
            + "score customer.mood half-life 14d add customer.late for delivery.delayed",
        change: "add customer.late", to: "add -1 * days")
    static let weightNotNumber = DiagnosticKind(
        "weight-not-number", "What an event adds to a score is no number.",
        wrong: "score customer.mood half-life 14d add carrier for delivery.delayed", change: "carrier", to: "days")
    static let endlessScore = DiagnosticKind(
        "endless-score",
        "A score or a journey asks for itself, directly or through others, so nobody can say what comes first.",
        wrong: "score customer.mood half-life 14d add -1 for delivery.delayed where customer.mood < 0",
        change: " where customer.mood < 0", to: "")
    static let notAScore = DiagnosticKind(
        "not-a-score", "`falls below` and `rises above` speak of a score, and this is another fact, or nothing.",
        wrong: "fact customer.late = days of delivery.delayed\n" + mood + rule("when customer.late falls below -3"),
        change: "when customer.late", to: "when customer.mood")
    static let scoreWithPer = DiagnosticKind(
        "score-with-per", "A score is of the whole customer, so a rule that it starts has no `per`.",
        wrong: mood + rule("per order", "when customer.mood falls below -3"), change: "  per order\n", to: "")
    static let levelSign = DiagnosticKind(
        "level-sign",
        "A score fades towards 0, so it falls below 0 or less, and rises above 0 or more: else time alone would cross.",
        wrong: mood + rule("when customer.mood falls below 3"), change: "below 3", to: "below -3")
}

extension Checker {
    private static let shortestHalfLife = TimeSpan.minutes(1)
    private static let longestHalfLife = TimeSpan.days(3_650)

    /// The names of the scores, as facts; what they mean is resolved once all facts are known.
    mutating func declareScores(_ declarations: [Declaration]) {
        var found: [ScoreDeclaration] = []
        for case .score(let score) in declarations where !score.name.isUnread {
            let name = score.name.text
            if let first = declared.facts.ranges[name] {
                reportTwice("the fact", score.name, first: first)
                continue
            }
            declared.facts.ranges[name] = score.name.range
            guard isNameOfScore(score.name) else {
                declared.facts.broken.insert(name)
                declared.isSomethingLost = true
                continue
            }
            found.append(score)
        }
        declared.scores = found.sorted { $0.name.text < $1.name.text }
        for (place, score) in declared.scores.enumerated() {
            program.scores.append(
                Score(name: score.name.text, halfLife: score.halfLife?.span ?? .days(1), adds: []))
            program.facts.append(
                Fact(name: score.name.text, owner: .customer, type: .number, source: .score(place)))
        }
    }

    private mutating func isNameOfScore(_ name: Name) -> Bool {
        // Reported by the parser.
        guard name.isDotted else { return false }
        let parts = name.parts
        if parts.count == 2, parts[0] == "customer", parts[1] != "id", !parts[1].string.isEmpty { return true }
        let last = parts.last.flatMap { $0 == "id" || $0.string.isEmpty ? nil : $0 }
        report(
            .scoreName, "a score cannot be called `\(name.text)`", at: name.range,
            help: parts.count == 2 && parts[1] == "id"
                ? "customer.id is always there; call the score something else"
                : "a score adds up all that the customer has been through",
            suggestion: last.map { "customer.\($0)" })
        return false
    }

    /// What the scores add up.
    mutating func resolveScores() {
        for (place, declaration) in declared.scores.enumerated() {
            if let halfLife = declaration.halfLife { checkHalfLife(halfLife) }
            if declaration.adds.isEmpty, !declaration.hasMistakes, !hasSyntaxError(in: declaration.range),
                !isCutOff(declaration.range)
            {
                report(
                    .scoreWithoutAdd, "nothing adds to `\(declaration.name.text)`", at: declaration.name.range,
                    help: "say what adds how much: add -3 for complaint.filed")
            }
            work.begin()
            typesInRule = []
            program.scores[place].adds = declaration.adds.map { resolve($0) }
            if let fact = declared.facts.places[declaration.name.text] {
                program.facts[fact].types = program.scores[place].types
            }
        }
    }

    private mutating func checkHalfLife(_ halfLife: DurationLiteral) {
        let span = halfLife.span
        // On a calendar: reported by the parser.
        if halfLife.workingDays != nil || span == .zero && hasSyntaxError(in: halfLife.range) { return }
        let isShort = span < Checker.shortestHalfLife
        guard isShort || span > Checker.longestHalfLife else { return }
        report(
            .halfLifeRange, "a half-life of \(halfLife.written) is too \(isShort ? "short" : "long")",
            at: halfLife.range, help: "it is the time in which half of a score fades: 1min to 3650d")
    }

    private mutating func resolve(_ add: ScoreDeclaration.Add) -> Score.Add {
        var context = RuleContext(name: "", owner: .score)
        context.range = add.range
        let types = types(of: add.pattern)
        let pattern = pattern(add.pattern, rule: context)
        let weight = expression(add.weight, in: Scope(place: .weight, rule: context, matched: types))
        if let type = weight.type, type != .number {
            let said = words(add.weight.range).map { "`\($0)` is" } ?? "this is"
            report(
                .weightNotNumber, "\(said) \(type.words), and a weight is a number", at: add.weight.range,
                help: "say how much it adds, as 3 or -2 * days")
        }
        let weights = zip(types.indexes, weight.each).map { Score.Weight(type: $0, expression: $1) }
        return Score.Add(pattern: pattern, weights: weights)
    }

    /// Whether a name in a weight is no field of the event; it is reported then.
    mutating func isForeignToWeight(_ name: Name, in scope: Scope) -> Bool {
        guard scope.place == .weight, let dotted = Dotted(name.text), dotted.owner != "event" else { return false }
        let isField = scope.matched.map { fieldNames(of: $0).contains(dotted.member) } ?? false
        report(
            .weightNotOwn, "a weight knows only the event's own fields, and `\(name.text)` is none", at: name.range,
            help: isField
                ? nil : "ask for it in a condition: add … for \(scope.anEvent(program)) where \(name.text) …",
            suggestion: isField ? dotted.member.string : nil)
        return true
    }

    /// The same for a window function.
    mutating func refusesWindow(_ window: WindowSyntax, in scope: Scope) -> Bool {
        guard scope.place == .weight else { return false }
        report(
            .weightNotOwn, "a weight knows only the event's own fields, and looks at no others", at: window.range,
            help: "ask for it in a condition: add … for \(scope.anEvent(program)) where \(window.function.rawValue) …")
        return true
    }

    // MARK: What a score starts

    /// The types of events that may add to a score, so that one of them may start a rule.
    mutating func types(ofScore name: Name) -> EventTypes {
        guard let declaration = declared.scores.first(where: { $0.name.text == name.text }) else {
            return EventTypes(isComplete: false)
        }
        var types = EventTypes()
        for add in declaration.adds { types.add(self.types(of: add.pattern)) }
        if declaration.hasMistakes { types.isComplete = false }
        return types
    }

    /// A rule that a score starts is for the customer.
    mutating func crossingKeys(_ clauses: Clauses, _ crossing: CrossingSyntax) -> [RuleKey] {
        if let range = clauses.per?.range {
            report(
                .scoreWithPer, "`\(crossing.score.text)` is of the whole customer, so the rule has no `per`", at: range,
                help: "leave `per` out")
        }
        return []
    }

    /// Nil if there is no such score.
    mutating func crossing(_ syntax: CrossingSyntax) -> Crossing? {
        checkLevel(syntax)
        let name = syntax.score
        guard let fact = declared.facts.places[name.text], case .score(let score) = program.facts[fact].source else {
            reportNoScore(name)
            return nil
        }
        used.facts.insert(fact)
        return Crossing(score: score, direction: syntax.direction, level: syntax.level.value)
    }

    private mutating func reportNoScore(_ name: Name) {
        if name.isUnread || declared.facts.broken.contains(name.text) { return }
        let scores = program.scores.map(\.name)
        let near = nearest(name.text, among: scores)
        let isFact = declared.facts.places[name.text] != nil
        if !isFact, declared.isSomethingLost, near == nil { return }
        report(
            .notAScore, isFact ? "`\(name.text)` is a fact and no score" : "there is no score `\(name.text)`",
            at: name.range,
            help: scores.isEmpty
                ? "declare it, and what adds to it: score \(name.text) half-life 14d add …"
                : "there \(scores.count == 1 ? "is" : "are") \(list(scores))",
            suggestion: near?.string)
    }

    private mutating func checkLevel(_ syntax: CrossingSyntax) {
        let level = syntax.level
        let isRight = syntax.direction == .fallsBelow ? level.value <= 0 : level.value >= 0
        if isRight { return }
        let turned = (-level.value).shortestDecimal
        report(
            .levelSign,
            syntax.direction == .fallsBelow
                ? "a score falls below 0, or a number less than 0" : "a score rises above 0, or a number more than 0",
            at: level.range, help: "time alone lets it fade towards 0, which must not start the rule",
            suggestion: turned)
    }
}

extension Scope {
    /// An event that may be matched, for an example.
    fileprivate func anEvent(_ program: Program) -> Text {
        matched?.indexes.first.map { program.schema.types[$0].name } ?? "event.type"
    }
}
