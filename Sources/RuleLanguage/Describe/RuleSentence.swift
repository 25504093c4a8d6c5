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
            let clauses = rule.whileConditions.map { phrases.clause($0, on: nil) }
            text += ", provided that \(clauses.joined(separator: ", and that ")) at that moment"
        }
        return English.sentence(text) + "; it says: “\(phrases.text.say(rule.say))”"
    }

    // MARK: What starts it

    private var opening: String {
        switch rule.trigger {
        case .event(let mode, let pattern, _):
            let when = mode == .each ? "each time" : "when"
            if let counted = CountedTrigger(rule.trigger) { return "\(when) \(arrivals(counted)) for \(owner)" }
            return "\(when) \(phrases.one(pattern)) comes for \(owner)"
        case .date(let fact, let offset):
            let instant = instant(program.facts[fact])
            if offset == .zero { return "when \(instant) comes" }
            return offset < .zero
                ? "\(English.duration(-offset)) before \(instant)" : "\(English.duration(offset)) after \(instant)"
        case .yearly(let fact, let minuteOfDay):
            let zone = program.customerZone == nil ? "" : " in the customer's time zone"
            return "every year on the day of \(instant(program.facts[fact])), at "
                + "\(phrases.text.clock(minuteOfDay))\(zone)"
        }
    }

    private func arrivals(_ counted: CountedTrigger) -> String {
        let across = counted.across.map {
            ", with at least \($0.count.shortestDecimal) different values of \(phrases.text.fieldName($0.field)),"
        }
        return "at least \(counted.count.shortestDecimal) \(phrases.many(counted.window.pattern)) have come within "
            + English.duration(counted.window.within) + (across ?? "")
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
        var absences = rule.unless.map { absence($0) }
        if let after = rule.after, rule.unless.isEmpty || rule.unless.allSatisfy({ $0.within != after }) {
            absences.append("once \(English.duration(after)) have passed")
        }
        return absences
    }

    private func absence(_ unless: Unless) -> String {
        let events = phrases.any(unless.pattern)
        let within = English.duration(unless.within)
        let isWaiting = unless.within != .elapsed(.zero)
        let whose = unless.strictly ? " for that very \(English.list(rule.keys.map(\.string), "and"))" : ""
        guard let lookingBack = unless.lookingBack else {
            return isWaiting ? "no \(events)\(whose) has come until \(within) after that"
                : "no \(events)\(whose) has come until then"
        }
        let before = English.duration(lookingBack)
        switch (isWaiting, lookingBack != .elapsed(.zero)) {
        case (true, true): return "from \(before) before it until \(within) after it no \(events)\(whose) comes"
        case (true, false): return "within \(within) of it no \(events)\(whose) comes"
        case (false, true): return "in the \(before) before it no \(events)\(whose) has come"
        case (false, false): return "no \(events)\(whose) comes at that very moment"
        }
    }

    // MARK: What it opens

    private var task: String {
        var text: String
        switch rule.task.priority {
        case .low: text = "a low-priority "
        case .normal: text = "a "
        case .high: text = "a high-priority "
        case .urgent: text = "an urgent "
        }
        text += "\(rule.task.taskClass.rawValue) task goes to \(rule.task.queue)"
        if let due = rule.task.due { text += ", due \(English.duration(due)) later" }
        return text
    }

    /// What happens with more triggers, later, and to open tasks.
    var notes: [String] {
        var notes: [String] = []
        if case .event(let mode, _, _) = rule.trigger, rule.waiting > .zero {
            switch mode {
            case .first: notes.append("More of the same while it waits or is open join it; the clock stays.")
            case .latest: notes.append("Each one more while it waits starts the wait anew.")
            case .each: break
            }
        }
        if rule.unless.contains(where: \.strictly) {
            let keys = English.list(rule.keys.map(\.string), "and")
            notes.append("What does not name the \(keys) does not count as being for it.")
        }
        if rule.keep {
            notes.append("An open task stays even if one of these comes later.")
        } else if !rule.unless.isEmpty {
            notes.append("If one of these comes later, the open task is taken back.")
        }
        if rule.isDated { notes.append("If the date changes, the wait moves with it, and an open task is taken back.") }
        if let again = rule.again {
            notes.append("Not again for \(sameOwner) within \(English.duration(again)) of the end of the last task.")
        }
        if rule.expire != Rule.defaultExpire {
            notes.append("Learned more than \(English.duration(rule.expire)) too late, it opens nothing.")
        }
        return notes
    }
}
