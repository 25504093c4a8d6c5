import Events

extension Parser {
    /// `score customer.mood half-life 14d` and its lines `add W for P`.
    mutating func score(from start: Int) throws(PhraseAbandoned) -> ScoreDeclaration {
        advance()
        let name = try name("a score (as customer.mood)", dots: .some)
        var score = ScoreDeclaration(range: rangeSince(start), name: name)
        do throws(PhraseAbandoned) {
            score.halfLife = try halfLife()
            score.range = rangeSince(start)
            while let add = try add() {
                score.adds.append(add)
                score.range = rangeSince(start)
            }
            endDeclaration("the score")
        } catch {
            score.hasMistakes = true
            skipToDeclaration()
            score.range = rangeSince(start)
        }
        return score
    }

    private mutating func halfLife() throws(PhraseAbandoned) -> DurationLiteral {
        mendHalfLife()
        try expect(.halfLife, "and the time in which half of it fades")
        leaveOutSign(behind: "half-life")
        if isSpoken(0, ["of", "is", "von"]) { leaveOut(1, because: "the time stands directly behind `half-life`") }
        return try duration("after `half-life`")
    }

    /// `add -2 * days for delivery.delayed where days <= 3`; nil where the lines end.
    private mutating func add() throws(PhraseAbandoned) -> ScoreDeclaration.Add? {
        while skipComment() {}
        try mendAdd()
        let start = current.start
        guard accept(.add) != nil else { return nil }
        phrase = .add
        defer { phrase = nil }
        leaveOutPlus()
        if isAt(.for), ahead(1).keyword != .for {
            throw unexpected("how much it adds before `for`", help: "a number over the event's fields, as -2 * days")
        }
        let weight = try expression()
        mendFor()
        try expect(.for, "and the events that add so much")
        // Behind `for` the words that end a weight mean nothing.
        phrase = .score
        let pattern = try pattern()
        return ScoreDeclaration.Add(range: rangeSince(start), weight: weight, pattern: pattern)
    }

    /// `customer.mood falls below -3 [as A]`, `rises above 3`; nil if no score stands here.
    mutating func crossingTrigger(_ mode: TriggerMode?, _ modeRange: SourceRange?) throws(PhraseAbandoned)
        -> WhenSyntax?
    {
        guard isWord(current), let said = spokenCrossing(1) else { return nil }
        let score = try name("a score (as customer.mood)", dots: .some)
        if said.isExact { skip(said.tokens) } else { replace(said.tokens, by: said.direction.rawValue) }
        let level = try signedNumber("the level behind `\(said.direction.rawValue)`")
        let crossing = CrossingSyntax(
            score: score, direction: said.direction, level: level, range: rangeSince(score.range.start))
        var alias: Name?
        while true {
            let place = range(current)
            if accept(.as) != nil {
                if alias != nil { reportTwice("as", place) }
                alias = try name("the name of the event after `as`", dots: .none)
            } else if isAt(.where) {
                throw fail(
                    .unexpected, "`where` does not go with a score", place,
                    help: "a condition on the customer stands in a clause of its own: while …")
            } else if isAt(.within) {
                throw fail(
                    .unexpected, "`within` does not go with a score", place,
                    help: "how fast it forgets is said by its half-life")
            } else {
                return .crossing(mode: mode, modeRange: modeRange, crossing, alias: alias)
            }
        }
    }

    /// `-3`, `0.5`
    private mutating func signedNumber(_ what: String) throws(PhraseAbandoned) -> NumberLiteral {
        let start = current.start
        let isNegative = accept(.minus)
        settleLet(as: .number)
        guard case .number(let value) = current.kind else {
            throw unexpected(what, help: "it is a number, as -3 or 0.5")
        }
        advance()
        return NumberLiteral(value: isNegative ? -value : value, range: rangeSince(start))
    }
}
