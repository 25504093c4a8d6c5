import Events

extension Parser {
    /// What stands behind `when`.
    mutating func when() throws(PhraseAbandoned) -> WhenSyntax {
        var mode: TriggerMode?
        var modeRange: SourceRange?
        settleLetOfTrigger()
        mendYearly()
        try refuseClock()
        try mendPreposition()
        mendBeforeTrigger()
        let token = current
        if case .word(_, quoted: false) = token.kind, token.keyword == nil, !endsPhrase(index + 1),
            isWord(ahead(1)) || ahead(1).kind.isNumber
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
        settleLetOfTrigger()
        if let crossing = try crossingTrigger(mode, modeRange) { return crossing }
        if current.kind.isNumber { return try countingTrigger(mode, modeRange) }
        return try eventTrigger(mode, modeRange)
    }

    /// `P [as A] [where C]`
    private mutating func eventTrigger(_ mode: TriggerMode?, _ modeRange: SourceRange?) throws(PhraseAbandoned)
        -> WhenSyntax
    {
        try eventTrigger(mode, modeRange, try alternatives())
    }

    /// The same, behind the events.
    private mutating func eventTrigger(_ mode: TriggerMode?, _ modeRange: SourceRange?, _ events: PatternSyntax)
        throws(PhraseAbandoned) -> WhenSyntax
    {
        var pattern = events
        var hasCondition = isAt(.where)
        pattern = try condition(on: pattern)
        if let count = countBehind(pattern) {
            return try counting(mode, modeRange, count, pattern)
        }
        var alias: Name?
        while true {
            mendFollower()
            let place = range(current)
            if accept(.as) != nil {
                if alias != nil { reportTwice("as", place) }
                alias = try name("the name of the event after `as`", dots: .none)
                _ = mend(among: [.where])
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
            } else if isAt(.since) || isAtForCustomer {
                try refuseReach(of: pattern)
            } else {
                return .event(mode: mode, modeRange: modeRange, pattern: pattern, alias: alias)
            }
        }
    }

    mutating func reportSecondCondition() -> PhraseAbandoned {
        fail(.saidTwice, "`where` is said twice", range(current), help: "join two conditions by `and`")
    }

    /// `N P within D [across M F] [since Q] [for customer] [as A]`
    private mutating func countingTrigger(_ mode: TriggerMode?, _ modeRange: SourceRange?) throws(PhraseAbandoned)
        -> WhenSyntax
    {
        if ahead(1).keyword == .before || (ahead(1).keyword == .after) {
            throw unexpectedOffset()
        }
        let count = try count("the number of events")
        leaveOutTimes()
        return try counting(mode, modeRange, count, try self.pattern())
    }

    private mutating func counting(
        _ mode: TriggerMode?, _ modeRange: SourceRange?, _ count: NumberLiteral, _ pattern: PatternSyntax
    ) throws(PhraseAbandoned) -> WhenSyntax {
        var within: DurationLiteral?
        var across: WhenSyntax.Across?
        var reach = ReachSyntax()
        var alias: Name?
        var order = PartOrder()
        while true {
            let slipped = slippedWithin()
            if slipped == nil { mendFollower() }
            let place = range(current)
            if let slipped {
                within = slipped
            } else if accept(.within) != nil {
                if within != nil { reportTwice("within", place) }
                within = try duration("after `within`")
                note(.window, from: place, in: &order)
            } else if accept(.across) != nil {
                if across != nil { reportTwice("across", place) }
                let number = try self.count("the number of different values after `across`")
                across = WhenSyntax.Across(
                    count: number, field: try name("the field whose values differ", dots: .none))
                note(.across, from: place, in: &order)
            } else if accept(.since) != nil {
                if reach.since != nil { reportTwice("since", place) }
                reach.since = try self.pattern()
                note(.since, from: place, in: &order)
            } else if let customer = forCustomer() {
                if reach.forCustomer != nil { reportTwice("for customer", customer) }
                reach.forCustomer = customer
                note(.customer, from: place, in: &order)
            } else if accept(.as) != nil {
                if alias != nil { reportTwice("as", place) }
                alias = try name("the name of the event after `as`", dots: .none)
                note(.alias, from: place, in: &order)
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
            reach: reach, alias: alias)
    }

    private mutating func unexpectedOffset() -> PhraseAbandoned {
        let token = current
        return fail(
            .badDuration,
            "expected a duration before `\(string(range(ahead(1))))`, found the number \(string(range(token)))",
            range(token), help: "a number needs a unit: 30s, 15min, 4h, 2d or 1w")
    }

    /// `D before FACT`, `D after FACT`, `at FACT`, `yearly on FACT`, each perhaps `at HH:MM`; nil if none of them begins
    /// here.
    private mutating func dateTrigger() throws(PhraseAbandoned) -> WhenSyntax? {
        if let said = spokenDuration(0),
            current.kind.isDuration || current.kind.isWorkingDays
                || isSpoken(said.tokens, ["before", "after", "vor", "nach"]) || ahead(said.tokens).keyword == .on
        {
            return try dateTrigger(try duration("before the fact", mayBeOnCalendar: true))
        }
        if isAt(.at), !endsPhrase(index + 1) {
            advance()
            let fact = try self.fact()
            return .date(.at, offset: nil, fact: fact, minuteOfDay: try atTimeOfDay())
        }
        if isAt(.yearly), ahead(1).keyword == .on || !endsPhrase(index + 1) {
            advance()
            if isWord(current, dotted: true) {
                let written = string(range(tokens[index]))
                report(
                    .unexpected, "expected `on` before `\(written)`", range(tokens[index]), suggestion: "on \(written)")
            } else {
                try expect(.on, "and a fact behind `yearly`")
            }
            let fact = try self.fact()
            return .yearly(fact: fact, minuteOfDay: try atTimeOfDay())
        }
        return nil
    }

    /// `at HH:MM` behind a date trigger, in minutes after midnight; nil if it does not stand here.
    private mutating func atTimeOfDay() throws(PhraseAbandoned) -> Int? {
        mendFollower()
        guard isAt(.at) || mend(among: [.at]) else { return nil }
        advance()
        return try timeOfDay()
    }

    private mutating func dateTrigger(_ offset: DurationLiteral) throws(PhraseAbandoned) -> WhenSyntax {
        if isSpoken(0, ["vor", "nach"]) {
            replace(1, by: spoken() == "vor" ? "before" : "after")
            tokens[index - 1].keyword = string(range(tokens[index - 1])).lowercased() == "vor" ? .before : .after
            index -= 1
        }
        _ = mend(among: [.before, .after])
        if accept(.before) != nil {
            let fact = try self.fact()
            return .date(.before, offset: offset, fact: fact, minuteOfDay: try atTimeOfDay())
        }
        if accept(.after) != nil {
            let name = try fact()
            guard isEventOfOffset() else {
                return .date(.after, offset: offset, fact: name, minuteOfDay: try atTimeOfDay())
            }
            let trigger = try eventTrigger(nil, nil, .name(name))
            let event = SourceRange(file: fileIndex, start: name.range.start, end: rangeSince(name.range.start).end)
            report(
                .notAnEvent, "to wait after an event is a clause of its own", offset.range.joined(event),
                suggestion: "\(string(event)) after \(offset.written)")
            return trigger
        }
        throw unexpected(
            "`before` or `after` and a fact behind the duration",
            help: "several events in a time: when 3 call.completed within 2d")
    }

    private mutating func fact() throws(PhraseAbandoned) -> Name {
        if isWord(current, dotted: false), ahead(1).keyword == .of, isWord(ahead(2), dotted: false) {
            let (field, owner) = (string(range(ahead(0))), string(range(ahead(2))))
            let place = stretch(3)
            report(
                .undotted, "a fact is one word with a dot in it", place, suggestion: "\(owner).\(field)")
            skip(3)
            return Name("", place)
        }
        return try name("a fact (as order.promised_at)", dots: .some)
    }

    /// `24:00` where a day begins or goes on.
    mutating func reportEndOfDay(_ place: SourceRange) {
        report(.badTimeOfDay, "`24:00` is the end of a day, no time in it", place, suggestion: "00:00")
    }

    private mutating func timeOfDay() throws(PhraseAbandoned) -> Int {
        if let slipped = slippedTimeOfDay() { return slipped }
        guard case .clock(let minutes) = current.kind else {
            throw unexpected("a time of day after `at`", help: "it is written as 09:00")
        }
        guard minutes < 1_440 else {
            throw fail(
                .badTimeOfDay, "`24:00` is not a time of day", range(current), help: "it goes from 00:00 to 23:59")
        }
        advance()
        if minutes == 1440 { reportEndOfDay(rangeSince(tokens[index - 1].start)) }
        return minutes
    }
}
