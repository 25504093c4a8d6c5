import Events

/// A rule: its name, and a line for each clause, those that may be missing only where they are there.
extension CanonicalForm {
    mutating func rule(_ rule: Rule) {
        word("rule ")
        name(rule.name)
        word("\n title ")
        text(rule.title)
        keys(of: rule)
        word("\n when ")
        trigger(rule.trigger, rule)
        for unless in rule.unless { self.unless(unless, rule) }
        clause("\n after ", rule.after)
        if let pause = rule.pause {
            word("\n pause")
            pattern(pause.from, rule)
            pattern(pause.until, rule)
        }
        for condition in rule.whileConditions {
            word("\n while ")
            expression(condition, rule)
        }
        task(rule)
        say(rule)
        if rule.keep { word("\n keep") }
        clause("\n again ", rule.again)
        clause("\n expire ", rule.expire)
        endLine()
    }

    /// Each key field with its type: in other types of events a field of that name is another thing.
    private mutating func keys(of rule: Rule) {
        if rule.keys.isEmpty { return }
        word("\n per")
        for (place, key) in rule.keys.enumerated() {
            word(" (")
            name(key)
            space()
            if let carrier = rule.keySlots.carrier(ofKey: place) {
                word(schema.types[carrier.type].fields[carrier.slot].type.canonicalWord)
            } else {
                word("nowhere")
            }
            close()
        }
    }

    private mutating func clause(_ word: StaticString, _ duration: RuleDuration?) {
        guard let duration else { return }
        self.word(word)
        self.duration(duration)
    }

    private mutating func trigger(_ trigger: Trigger, _ rule: Rule) {
        switch trigger {
        case .event(let mode, let pattern, let counting):
            word("event ")
            word(mode.canonicalWord)
            self.pattern(pattern, rule)
            if let counting {
                word(" (counting ")
                expression(.window(counting), rule)
                close()
            }
        case .crossing(let mode, let crossing):
            word("crossing ")
            word(mode.canonicalWord)
            space()
            name(scores[crossing.score])
            word(crossing.direction.canonicalWord)
            decimal(crossing.level)
        case .date(let fact, let offset, let minuteOfDay):
            word("date ")
            name(facts[fact].name)
            switch offset {
            case .none: clause(" ", .elapsed(.zero))
            // Before is a span below zero.
            case .before(.elapsed(let span)): clause(" ", .elapsed(-span))
            case .after(.elapsed(let span)): clause(" ", .elapsed(span))
            case .before(let duration): clause(" before ", duration)
            case .after(let duration): clause(" after ", duration)
            }
            if let minuteOfDay {
                word(" at ")
                digits(minuteOfDay)
            }
        case .yearly(let fact, let minuteOfDay):
            word("yearly ")
            name(facts[fact].name)
            space()
            digits(minuteOfDay)
        }
    }

    private mutating func unless(_ unless: Unless, _ rule: Rule) {
        word(unless.strictly ? "\n unless strictly" : "\n unless loosely")
        pattern(unless.pattern, rule)
        word(" (within ")
        duration(unless.within)
        if let lookingBack = unless.lookingBack {
            word(") (back ")
            duration(lookingBack)
            close()
        } else {
            word(") (back ever)")
        }
        if unless.forCustomer { word(" (for-customer)") }
    }

    /// What is said of the task; who gets it in the end, and when, is not of the verdict.
    private mutating func task(_ rule: Rule) {
        for choice in rule.outreach.priorities {
            word("\n priority ")
            word(choice.priority.canonicalWord)
            word(" if ")
            expression(choice.condition, rule)
        }
        let task = rule.task
        word("\n task ")
        word(task.taskClass.canonicalWord)
        space()
        queue(task.queue, rule)
        space()
        word(task.priority.canonicalWord)
        if let due = task.due {
            word(" (due ")
            duration(due)
            close()
        }
    }

    private mutating func queue(_ queue: Queue, _ rule: Rule) {
        switch queue {
        case .name(let name): self.name(name)
        case .made(let parts):
            word("(made")
            self.parts(parts, rule)
            close()
        }
    }

    private mutating func say(_ rule: Rule) {
        word("\n say")
        parts(rule.say, rule)
    }

    private mutating func parts(_ parts: [SayPart], _ rule: Rule) {
        for part in parts {
            space()
            switch part {
            case .text(let text): self.text(text)
            case .expression(let expression): self.expression(expression, rule)
            }
        }
    }
}
