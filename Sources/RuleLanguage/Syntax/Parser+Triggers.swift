import Events

extension Parser {
    /// What stands behind `when`.
    mutating func when() throws(PhraseAbandoned) -> WhenSyntax {
        var mode: TriggerMode?
        var modeRange: SourceRange?
        let token = current
        if case .word(_, quoted: false) = token.kind, token.keyword == nil, !endsPhrase(index + 1),
            isWord(ahead(1)) || isNumber(ahead(1))
        {
            _ = mend(among: [.first, .latest, .each, .yearly, .at])
        }
        if let keyword, let found = TriggerMode(rawValue: keyword.rawValue), !endsPhrase(index + 1) {
            mode = found
            modeRange = accept(keyword)
        }
        if let date = try dateTrigger() {
            if let modeRange {
                report(
                    .modeOnDate, "a date trigger has no `\(string(modeRange))`", modeRange,
                    help: "it has one episode for each value of its fact; leave the word out")
            }
            return date
        }
        if isNumber(current) { return try countingTrigger(mode, modeRange) }
        return try eventTrigger(mode, modeRange)
    }

    private func isNumber(_ token: Token) -> Bool {
        if case .number = token.kind { return true }
        return false
    }

    /// `P [as A] [where C]`
    private mutating func eventTrigger(_ mode: TriggerMode?, _ modeRange: SourceRange?) throws(PhraseAbandoned)
        -> WhenSyntax
    {
        var pattern = try alternatives()
        var hasCondition = isAt(.where)
        pattern = try condition(on: pattern)
        var alias: Name?
        while true {
            mendFollower()
            let place = range(current)
            if accept(.as) != nil {
                if alias != nil { reportTwice("as", place) }
                alias = try name("the name of the event after `as`", dots: .none)
                mendFollower()
                if isAt(.where), hasCondition { throw reportSecondCondition() }
                hasCondition = hasCondition || isAt(.where)
                pattern = try condition(on: pattern)
            } else if isAt(.within) {
                report(
                    .unexpected, "`within` does not go with a single event", place,
                    help: "several events in a time: when 3 \(string(pattern.range)) within 2d")
                advance()
                _ = try duration("after `within`")
            } else {
                return .event(mode: mode, modeRange: modeRange, pattern: pattern, alias: alias)
            }
        }
    }

    private mutating func reportSecondCondition() -> PhraseAbandoned {
        fail(.saidTwice, "`where` is said twice", range(current), help: "join two conditions by `and`")
    }

    /// `N P within D [across M F] [as A]`
    private mutating func countingTrigger(_ mode: TriggerMode?, _ modeRange: SourceRange?) throws(PhraseAbandoned)
        -> WhenSyntax
    {
        if ahead(1).keyword == .before || (ahead(1).keyword == .after) {
            throw unexpectedOffset()
        }
        if let offset = spelledOffset() { return try dateTrigger(offset) }
        let count = try count("the number of events")
        let pattern = try self.pattern()
        var within: DurationLiteral?
        var across: WhenSyntax.Across?
        var alias: Name?
        while true {
            mendFollower()
            let place = range(current)
            if accept(.within) != nil {
                if within != nil { reportTwice("within", place) }
                within = try duration("after `within`")
            } else if accept(.across) != nil {
                if across != nil { reportTwice("across", place) }
                let number = try self.count("the number of different values after `across`")
                across = WhenSyntax.Across(
                    count: number, field: try name("the field whose values differ", dots: .none))
            } else if accept(.as) != nil {
                if alias != nil { reportTwice("as", place) }
                alias = try name("the name of the event after `as`", dots: .none)
            } else if isAt(.where) {
                throw fail(
                    .unexpected, "the condition stands before `within`", place,
                    help: "write when \(string(count.range)) \(string(pattern.range)) where … within …")
            } else {
                break
            }
        }
        guard let within else { throw unexpected("`within` and the time in which the events happen") }
        return .counting(
            mode: mode, modeRange: modeRange, count: count, pattern: pattern, within: within, across: across,
            alias: alias)
    }

    private mutating func unexpectedOffset() -> PhraseAbandoned {
        let token = current
        return fail(
            .badDuration,
            "expected a duration before `\(string(range(ahead(1))))`, found the number \(string(range(token)))",
            range(token), help: "a number needs a unit: 30s, 15min, 4h, 2d or 1w")
    }

    /// `3 days before order.promised_at`
    private mutating func spelledOffset() -> DurationLiteral? {
        guard ahead(2).keyword == .before || ahead(2).keyword == .after, isWord(ahead(1)) else { return nil }
        return try? duration("before the fact")
    }

    /// `D before FACT`, `D after FACT`, `at FACT`, `yearly on FACT [at HH:MM]`; nil if none of them begins here.
    private mutating func dateTrigger() throws(PhraseAbandoned) -> WhenSyntax? {
        if case .duration = current.kind { return try dateTrigger(try duration("before the fact")) }
        if isAt(.at), !endsPhrase(index + 1) {
            advance()
            return .date(.at, offset: nil, fact: try fact())
        }
        if isAt(.yearly), ahead(1).keyword == .on || !endsPhrase(index + 1) {
            advance()
            try expect(.on, "and a fact behind `yearly`")
            let fact = try self.fact()
            mendFollower()
            guard isAt(.at) || mend(among: [.at]) else { return .yearly(fact: fact, minuteOfDay: nil) }
            advance()
            return .yearly(fact: fact, minuteOfDay: try timeOfDay())
        }
        return nil
    }

    private mutating func dateTrigger(_ offset: DurationLiteral) throws(PhraseAbandoned) -> WhenSyntax {
        _ = mend(among: [.before, .after])
        if accept(.before) != nil { return .date(.before, offset: offset, fact: try fact()) }
        if accept(.after) != nil { return .date(.after, offset: offset, fact: try fact()) }
        throw unexpected(
            "`before` or `after` and a fact behind the duration",
            help: "several events in a time: when 3 call.completed within 2d")
    }

    private mutating func fact() throws(PhraseAbandoned) -> Name {
        try name("a fact, as order.promised_at,", dots: .some)
    }

    private mutating func timeOfDay() throws(PhraseAbandoned) -> Int {
        guard case .clock(let minutes) = current.kind else {
            throw unexpected("a time of day after `at`", help: "it is written as 09:00")
        }
        advance()
        return minutes
    }
}
