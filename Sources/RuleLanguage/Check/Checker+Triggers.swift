import Events

extension DiagnosticKind {
    static let ofTriggers = [countOfOne, acrossOne, notADate, zoneNotText]

    static let countOfOne = DiagnosticKind(
        "count-of-one", "Counting to one has no effect: every event is the first of its kind.",
        wrong: rule("when 1 delivery.delayed within 7d"), change: "1 delivery.delayed within 7d", to: "delivery.delayed"
    )
    static let acrossOne = DiagnosticKind(
        "across-one", "`across 1` has no effect: if there is a value at all, there is one.", severity: .warning,
        wrong: rule("when 3 delivery.delayed within 7d across 1 order"), change: "across 1", to: "across 2")
    static let notADate = DiagnosticKind(
        "not-a-date", "A date trigger waits for a fact that is neither a time nor a date.",
        wrong: rule("when at customer.tier"), change: "customer.tier", to: "customer.born")
    static let zoneNotText = DiagnosticKind(
        "zone-not-text", "A date's time of day goes by the zone that `customer.zone` names, and this one is no name.",
        severity: .warning,
        wrong: "event customer.moved offset number name text\nfact customer.zone = offset of customer.moved\n"
            + rule("when yearly on customer.born"),
        change: "zone = offset", to: "zone = name")
}

extension Checker {
    /// The trigger of a rule; one that matches nothing if it could not be resolved.
    mutating func trigger(_ clauses: Clauses, _ rule: RuleContext) -> Trigger {
        switch clauses.when?.syntax {
        case .event(let mode, _, let pattern, _):
            return .event(
                mode: mode ?? .first, pattern: self.pattern(pattern, rule: rule, isAnchor: true), counting: nil)
        case .counting(let mode, _, let count, let pattern, let within, let across, let reach, _):
            return counting(mode ?? .first, count, pattern, .elapsed(within.span), across, reach, rule)
        case .crossing(let mode, _, let crossing, _):
            guard let crossing = self.crossing(crossing) else { break }
            return .crossing(mode: mode ?? .first, crossing)
        case .date(let direction, let offset, let name, let minuteOfDay):
            guard let fact = dateFact(name, offset, direction) else { break }
            let duration = offset.map { self.duration($0) } ?? .elapsed(.zero)
            if minuteOfDay != nil { useZone() }
            let shift: DateOffset
            switch direction {
            case .before: shift = .before(duration)
            case .after: shift = .after(duration)
            case .at: shift = .none
            }
            return .date(fact: fact, offset: shift, minuteOfDay: minuteOfDay)
        case .yearly(let name, let minuteOfDay):
            guard let fact = dateFact(name) else { break }
            useZone()
            return .yearly(fact: fact, minuteOfDay: minuteOfDay ?? 9 * 60)
        case nil: break
        }
        return .event(mode: .first, pattern: Pattern(alternatives: []), counting: nil)
    }

    /// A date trigger with a time of day goes by the fact `customer.zone`, if it is a text.
    private mutating func useZone() {
        guard let zone = declared.facts.places["customer.zone"] else { return }
        used.facts.insert(zone)
        let type = program.facts[zone].type
        guard type != .text, let range = declared.facts.ranges["customer.zone"] else { return }
        report(
            .zoneNotText, "`customer.zone` is \(ValueType(type).words), so it names no time zone", at: range,
            help: "a zone is a text such as Europe/London; without one dates go by the site's zone")
    }

    /// `when N P within D across M F` is `when P where count P within D >= N and distinct F of P within D >= M`.
    private mutating func counting(
        _ mode: TriggerMode, _ count: NumberLiteral, _ syntax: PatternSyntax, _ within: RuleDuration,
        _ across: WhenSyntax.Across?, _ reach: ReachSyntax, _ rule: RuleContext
    ) -> Trigger {
        // The parser has seen to it that both numbers are whole, from 1 on.
        if count.value == 1 {
            report(
                .countOfOne, "a count of 1 has no effect: every event is the first", at: count.range,
                help: "leave out the count and its within, or count to 2 or more")
        }
        let counted = pattern(syntax, rule: rule)
        let since = since(reach, rule)
        if let customer = reach.forCustomer { checkReach(customer, rule) }
        let window = Window(
            function: .count, pattern: counted, field: [], within: within, since: since,
            forCustomer: reach.forCustomer != nil)
        var condition = Expression.binary(.greaterOrEqual, .window(window), .literal(.number(count.value)))
        if let across {
            let (_, slots) = windowField(across.field, of: rule.anchor)
            if across.count.value == 1 {
                report(
                    .acrossOne, "`across 1` has no effect", at: across.count.range.joined(across.field.range),
                    help:
                        "there is always one \(across.field.text), if there is any; ask for 2 or more, or leave it out")
            }
            let distinct = Window(
                function: .distinct, pattern: counted, field: slots, within: within, since: since,
                forCustomer: window.forCustomer)
            condition = .binary(
                .and, condition,
                .binary(.greaterOrEqual, .window(distinct), .literal(.number(across.count.value))))
        }
        var trigger = pattern(syntax, rule: rule, isAnchor: true)
        for place in trigger.alternatives.indices {
            trigger.alternatives[place].condition = both(trigger.alternatives[place].condition, condition)
        }
        return .event(mode: mode, pattern: trigger, counting: window)
    }

    private mutating func dateFact(_ name: Name, _ offset: DurationLiteral? = nil, _ direction: DateDirection? = nil)
        -> Int?
    {
        guard let index = declared.facts.places[name.text] else {
            if program.schema.index(of: name.text) != nil {
                reportEventAsDate(name, offset, direction)
                return nil
            }
            if !name.isUnread && !declared.facts.broken.contains(name.text) {
                reportUndeclaredFact(name, among: program.facts.map(\.name))
            }
            return nil
        }
        used.facts.insert(index)
        noteKeys(ofFact: index)
        let fact = program.facts[index]
        guard fact.type == .time || fact.type == .date else {
            let dates = program.facts.filter { $0.type == .time || $0.type == .date }.map(\.name)
            report(
                .notADate,
                "`\(name.text)` is \(ValueType(fact.type).words), and only a time or a date can be waited for",
                at: name.range, help: dates.isEmpty ? nil : "facts that are times or dates: \(list(dates))")
            return nil
        }
        return index
    }

    /// `2d after order.placed`, where the name is an event and no fact.
    private mutating func reportEventAsDate(_ name: Name, _ offset: DurationLiteral?, _ direction: DateDirection?) {
        let message = "`\(name.text)` is an event; a date to wait for is in a fact"
        guard let offset, direction == .after else {
            return report(
                .notADate, message, at: name.range,
                help: direction == .before
                    ? "nobody knows of an event before it comes" : "an event stands alone: when \(name.text)")
        }
        report(
            .notADate, message, at: offset.range.joined(name.range),
            help: "to wait after an event, write the time as a clause",
            suggestion: "\(name.text) after \(offset.written)")
    }
}
