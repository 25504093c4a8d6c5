import Events

/// A rule in English.
struct RuleSentence {
    let program: Program
    let rule: Rule
    private let phrases: Phrases

    init(program: Program, rule: Rule) {
        self.program = program
        self.rule = rule
        phrases = Phrases(program: program, rule: rule)
    }

    /// `When a delivery.delayed … comes for an order, and …, a high-priority recovery task goes to …; it says: “…”.`
    var sentence: String {
        let conditions = absences
        var text = opening
        if !conditions.isEmpty {
            text += rule.isDated ? ", if " : ", and "
            text += conditions.joined(separator: ", and ")
        }
        text += ", \(task)"
        if !rule.whileConditions.isEmpty {
            let clauses = rule.whileConditions.map { phrases.clause($0, on: []) }
            text += ", provided that at that moment \(clauses.joined(separator: ", and "))"
        }
        return English.sentence(text) + "; it says: “\(phrases.text.say(rule.say))”"
    }

    // MARK: What starts it

    private var opening: String {
        switch rule.trigger {
        case .event(let mode, let pattern, _):
            let when = mode == .each ? "each time" : "when"
            if let counted = CountedTrigger(rule.trigger) {
                let reach = phrases.reach(counted.window)
                return "\(when) \(arrivals(counted)) for \(owner)" + (reach.isEmpty ? "" : ", counted\(reach)")
            }
            if let (event, condition) = phrases.apart(pattern) {
                return "\(when) \(event) comes for \(owner), where \(condition)"
            }
            return "\(when) \(phrases.one(pattern)) comes for \(owner)"
        case .crossing(let mode, let crossing):
            return "\(mode == .each ? "each time" : "when") \(phrases.crossing(crossing))"
        case .date(let fact, let offset, let minuteOfDay):
            let instant = instant(program.facts[fact])
            let clock = minuteOfDay.map { ", at \(phrases.text.clock($0)) of that day\(inTheirZone)" } ?? ""
            switch offset {
            case .none: return "when \(instant) comes\(clock)"
            case .before(let duration): return "\(phrases.duration(duration)) before \(instant)\(clock)"
            case .after(let duration): return "\(phrases.duration(duration)) after \(instant)\(clock)"
            }
        case .yearly(let fact, let minuteOfDay):
            return "every year on the day of \(instant(program.facts[fact])), at "
                + "\(phrases.text.clock(minuteOfDay))\(inTheirZone)"
        }
    }

    private var inTheirZone: String { program.customerZone == nil ? "" : " in the customer's time zone" }

    private func arrivals(_ counted: CountedTrigger) -> String {
        let across = counted.across.map {
            ", with at least \($0.count.shortestDecimal) different values of \(phrases.text.fieldName($0.field)),"
        }
        return "at least \(counted.count.shortestDecimal) \(phrases.many(counted.window.pattern)) have come within "
            + phrases.duration(counted.window.within) + (across ?? "")
    }

    /// `an order's promised_at`
    private func instant(_ fact: Fact) -> String {
        let name = phrases.factName(fact)
        return name.hasPrefix("the ") ? English.article(String(name.dropFirst(4))) : name
    }

    /// `an order`, `an order and ticket`, `a customer`
    private var owner: String {
        rule.keys.isEmpty ? "a customer" : English.article(English.list(rule.keys.map(\.string), "and"))
    }

    /// `the same order`
    private var sameOwner: String {
        rule.keys.isEmpty ? "the same customer" : "the same \(English.list(rule.keys.map(\.string), "and"))"
    }

    // MARK: What must not come

    private var absences: [String] {
        var absences: [String] = []
        // What has one window is said in one breath.
        var windows: [(window: String, events: [String])] = []
        for unless in rule.unless {
            let whose =
                unless.strictly
                ? " for that very \(English.list(rule.keys.map(\.string), "and"))"
                : unless.forCustomer ? Phrases.forCustomer : ""
            let window = window(unless)
            let events = "no \(isMore(unless.pattern) ? "further " : "")\(phrases.any(unless.pattern))\(whose)"
            if let place = windows.firstIndex(where: { $0.window == window }) {
                windows[place].events.append(events)
            } else {
                windows.append((window, [events]))
            }
        }
        absences += windows.map { "\($0.window) \($0.events.joined(separator: ", and "))" }
        if let after = rule.after, rule.unless.isEmpty || rule.unless.allSatisfy({ $0.within != after }) {
            absences.append("once \(phrases.duration(after)) have passed")
        }
        return absences
    }

    /// Whether an event of the pattern is one more of those that start the rule.
    private func isMore(_ pattern: Pattern) -> Bool {
        guard case .event(_, let trigger, _) = rule.trigger else { return false }
        return pattern.alternatives.allSatisfy { unless in
            trigger.alternatives.contains { $0.type == unless.type }
        }
    }

    /// `within 4 hours of it there is`
    private func window(_ unless: Unless) -> String {
        let within = phrases.duration(unless.within)
        let isWaiting = !unless.within.isZero
        guard let lookingBack = unless.lookingBack else {
            return isWaiting ? "until \(within) after that there has been" : "until then there has been"
        }
        switch (isWaiting, !lookingBack.isZero) {
        case (true, true): return "from \(phrases.duration(lookingBack)) before it until \(within) after it there is"
        case (true, false):
            return "within \(within) \(unless.within.calendar == nil ? "of" : "after") it there is"
        case (false, true): return "in \(English.the(phrases.duration(lookingBack))) before it there was"
        case (false, false): return "at the same moment there is"
        }
    }

    // MARK: What it opens

    private var task: String {
        var text: String
        // What it depends on is said in the notes.
        switch rule.outreach.priorities.isEmpty ? rule.task.priority : .normal {
        case .low: text = "a low-priority "
        case .normal: text = "a "
        case .high: text = "a high-priority "
        case .urgent: text = "an urgent "
        }
        text += "\(rule.task.taskClass.rawValue) task goes to \(phrases.text.queue(rule.task.queue))"
        if let due = rule.task.due { text += ", due \(phrases.duration(due)) later" }
        return text
    }

    /// What happens with more triggers, later, and to open tasks.
    var notes: [String] {
        var notes: [String] = []
        if let mode = rule.mode, rule.isWaiting {
            switch mode {
            case .first: notes.append("Further ones while it waits or is open join it; the clock stays.")
            case .latest: notes.append("Each further one while it waits starts the wait anew.")
            case .each: break
            }
        }
        if let pause = rule.pause {
            notes.append(
                "While it waits, its clock stops at \(phrases.one(pause.from)) and goes on at \(phrases.one(pause.until))."
            )
        }
        if rule.unless.contains(where: \.strictly) {
            let keys = English.list(rule.keys.map(\.string), "and")
            notes.append("Only events that name the \(keys) count as being for that very \(keys).")
        }
        if rule.keep {
            notes.append("An open task stays even if such an event comes later.")
        } else if !rule.unless.isEmpty {
            notes.append("If such an event comes later, the open task is taken back.")
        }
        if rule.isDated { notes.append("If the date changes, the wait moves with it, and an open task is taken back.") }
        if let again = rule.again {
            notes.append("Not again for \(sameOwner) within \(phrases.duration(again)) of the end of the last task.")
        }
        if rule.expire != Rule.defaultExpire {
            notes.append("Learned more than \(phrases.duration(rule.expire)) too late, it opens nothing.")
        }
        notes += ScoreNotes(program: program, rule: rule).notes
        notes += OutreachNotes(program: program, rule: rule).notes
        return notes
    }
}
