import Events

// What a rule says of its tasks on their way to people.

extension Parser {
    /// `holdout 10% [even recovery]`
    mutating func holdout() throws(PhraseAbandoned) -> HoldoutSyntax {
        leaveOutSign(behind: "holdout")
        let share = try share()
        if isSpoken(0, ["of", "from", "von"]), isWord(ahead(1)), !tokens[index].startsLine {
            leaveOut(
                countSpoken(["of", "from", "von", "the", "all", "customers", "customer", "kunden", "der"]),
                because: "a holdout is a share of the customers")
        }
        if isSpoken(0, ["recovery"]), !tokens[index].startsLine {
            report(.unexpected, "expected `even` before `recovery`", stretch(1), suggestion: "even recovery")
            let place = stretch(1)
            advance()
            return HoldoutSyntax(share: share, evenRecovery: place)
        }
        var even: SourceRange?
        if isAt(.even) || mend(among: [.even]) {
            let start = tokens[index].start
            advance()
            guard spoken() == "recovery" else { throw unexpected("`recovery`") }
            if string(range(tokens[index])) == "recovery" { advance() } else { replace(1, by: "recovery") }
            even = rangeSince(start)
        }
        return HoldoutSyntax(share: share, evenRecovery: even)
    }

    private mutating func share() throws(PhraseAbandoned) -> NumberLiteral {
        let token = current
        let place = range(token)
        switch token.kind {
        case .percent(let value):
            advance()
            return NumberLiteral(value: value, range: place)
        case .number(let value):
            advance()
            if isMalformed(as: "%") {
                skip(1)
                let whole = rangeSince(token.start)
                report(.badNumber, "a share is written as one word", whole, suggestion: "\(value.shortestDecimal)%")
                return NumberLiteral(value: value, range: whole)
            }
            if isSpoken(0, ["percent", "prozent", "pct", "per"]), !tokens[index].startsLine {
                skip(isSpoken(1, ["cent"]) ? 2 : 1)
                let whole = rangeSince(token.start)
                report(
                    .badNumber, "a share is written with the sign %", whole, suggestion: "\(value.shortestDecimal)%")
                return NumberLiteral(value: value, range: whole)
            }
            let percent = value < 1 ? value * 100 : value
            report(
                .badNumber, "a share is in percent", place,
                help: "of a hundred customers so many get no task, for comparing them with the others",
                suggestion: percent > 0 && percent <= 50 ? "\(percent.shortestDecimal)%" : nil)
            return NumberLiteral(value: percent, range: place)
        default:
            throw unexpected("a share", help: "it is written as 10%")
        }
    }

    /// `surge N within D [by FIELD]`
    mutating func surge() throws(PhraseAbandoned) -> SurgeSyntax {
        leaveOutSign(behind: "surge")
        mendSurgeCount()
        let most = try count("how many tasks come out before the others are gathered")
        leaveOutGathered()
        var surge = SurgeSyntax(most: most, within: try surgeTime(), field: nil)
        // `per` begins the next clause.
        if isSpoken(0, ["pro", "je", "for"]), isWord(ahead(1)), !tokens[index].startsLine {
            replace(1, by: "by")
            index -= 1
            tokens[index].keyword = .by
        }
        if !isAt(.per) { _ = mend(among: [.by]) }
        if accept(.by) != nil { surge.field = try name("the field by which tasks are gathered") }
        if surge.field != nil, isAt(.comma) || isAt(.and), isWord(ahead(1)) {
            throw fail(
                .unexpected, "a surge is gathered by one field", range(current),
                help: "leave one out; a field that holds both may be sent with the event")
        }
        return surge
    }

    private mutating func surgeTime() throws(PhraseAbandoned) -> DurationLiteral {
        if let slipped = slippedWithin() { return slipped }
        try expect(.within, "and the time in which so many may come out")
        return try someTime("after `within`")
    }

    /// `escalate unclaimed|undone after D to QUEUE [priority P]`
    mutating func escalation() throws(PhraseAbandoned) -> EscalationSyntax {
        leaveOutSign(behind: "escalate")
        let condition = try state()
        try turnedEscalation()
        let after = try escalationTime()
        leaveOutAnchor(because: "the time counts from when the task comes out")
        try expectQueueSign("and the queue that gets it then")
        let queue = try queue()
        var (priority, due): (PrioritySyntax?, DurationLiteral?)
        try promise(&priority, &due, isConditional: false)
        if let due {
            report(
                .unexpected, "an escalated task keeps its due time", due.range,
                help: "`due` stands in `task` and in a route")
        }
        return EscalationSyntax(condition: condition, after: after, queue: queue, priority: priority)
    }

    /// `unclaimed`, `undone`
    private mutating func state() throws(PhraseAbandoned) -> Escalation.Condition {
        if let slipped = missingState() ?? slippedState() { return slipped }
        _ = mend(among: [.unclaimed, .undone])
        var condition: Escalation.Condition?
        if accept(.unclaimed) != nil { condition = .unclaimed } else if accept(.undone) != nil { condition = .undone }
        if condition != nil, isAt(.or) || isAt(.and), [.unclaimed, .undone].contains(ahead(1).keyword) {
            report(
                .unexpected, "an `escalate` has one condition", stretch(2),
                help: "write a further `escalate` for the other"
            )
            skip(2)
        }
        if let condition { return condition }
        let mistake = unexpected(
            "`unclaimed` or `undone`",
            help: "unclaimed: nobody has the task; undone: whoever has it, it is not done")
        guard isWord(current), ahead(1).keyword == .after, !tokens[index].startsLine else { throw mistake }
        advance()
        return .undone
    }

    private mutating func escalationTime() throws(PhraseAbandoned) -> DurationLiteral {
        if let slipped = slippedAfterState() { return slipped }
        try expect(.after, "and how long it may be so")
        return try duration("after `after`", mayBeOnCalendar: true)
    }
}
