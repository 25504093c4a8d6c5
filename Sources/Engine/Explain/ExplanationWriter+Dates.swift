import Events
import RuleLanguage

/// What a date trigger waits for, and when it is reached.
extension ExplanationWriter {
    /// `The order's promised_at (2026-03-05 10:00) is reached`; nil for a rule that waits for an event.
    func dateReached(_ decision: Decision, _ rule: Rule, _ phrases: Phrases) -> String? {
        switch rule.trigger {
        case .event, .crossing: return nil
        case .date(let fact, let offset, let minuteOfDay):
            let name = phrases.factName(program.facts[fact])
            guard let value = factValue(fact, decision) else { return "\(English.sentence(name)) is reached" }
            // A fact that was set when its instant was over arms at once.
            let plan = evaluator.plan
            let instant =
                minuteOfDay.map { minute in
                    let zone = evaluator.customerZone(at: decision.at)
                    return offset.instant(from: value, minuteOfDay: minute, plan.calendars, local: zone)
                } ?? offset.instant(from: value, plan.calendars, site: plan.zones.site)
            let isPast = instant.map { $0 < decision.at } ?? false
            let shown = "\(name) (\(self.value(value)))"
            switch offset {
            case .none: return "\(English.sentence(shown)) is \(isPast ? "past" : "reached")"
            case .before(let duration):
                return "It is \(isPast ? "less than " : "")\(phrases.duration(duration)) before \(shown)"
            case .after(let duration):
                return "It is \(isPast ? "more than " : "")\(phrases.duration(duration)) after \(shown)"
            }
        case .yearly(let fact, _):
            let value = factValue(fact, decision).map { " (\(self.value($0)))" } ?? ""
            return "It is the day of \(phrases.factName(program.facts[fact]))\(value)"
        }
    }

    func awaiting(_ instant: Timestamp, _ decision: Decision, _ rule: Rule, _ phrases: Phrases) -> String {
        let fact: Int
        switch rule.trigger {
        case .event, .crossing: return "It waits for \(clock(instant))."
        case .date(let index, _, _), .yearly(let index, _): fact = index
        }
        let zone = unknownZone(decision, rule).map { " \($0)" } ?? ""
        if let ref = decision.anchor.flatMap({ refs[$0] }), evaluator.timeline[ref].time < decision.at {
            return "Next, it waits for \(clock(instant)).\(zone)"
        }
        let name = phrases.factName(program.facts[fact])
        let value = factValue(fact, decision).map { self.value($0) } ?? "known"
        let set = "\(English.sentence(name)) is \(value), set by \(mention(decision.anchor, at: decision.at))"
        return (instant <= decision.at ? "\(set); its time has come." : "\(set); it waits for \(clock(instant)).")
            + zone
    }

    /// What is said where the customer's zone, which decides when a day begins, is the name of none; nil where it is not.
    private func unknownZone(_ decision: Decision, _ rule: Rule) -> String? {
        let zones = evaluator.plan.zones
        guard rule.trigger.followsZone, let fact = program.customerZone,
            case .text(let name)? = evaluator.fact(fact, key: nil, at: decision.at)?.value, zones.isUnknown(name)
        else { return nil }
        let near = nearMiss(name, among: zones.named.keys.sorted()).map { " (\($0) is one)" } ?? ""
        return "“\(name)”, the customer's zone, is the name of none\(near), so the site's is used: \(zones.site.name)."
    }

    /// The anniversary that a decision of a `yearly` rule is about: the last one up to it.
    func anniversary(_ decision: Decision) -> Anniversary? {
        guard case .yearly(let fact, let minuteOfDay) = program.rules[decision.rule].trigger,
            let value = factValue(fact, decision)
        else { return nil }
        let zone = evaluator.customerZone(at: decision.at)
        guard let (_, month, day) = value.day(in: zone)?.parts else { return nil }
        var year = zone.local(decision.at).date.parts.year
        let length = CalendarDate.length(ofMonth: month, year: year)
        if let date = CalendarDate(year: year, month: month, day: min(day, length)),
            zone.instant(of: date, secondOfDay: minuteOfDay * 60) > decision.at
        {
            year -= 1
        }
        return Anniversary(name: DateName(value: value, year: year), at: decision.at)
    }

    func factValue(_ fact: Int, _ decision: Decision) -> Value? {
        evaluator.fact(fact, key: decision.key.first, at: decision.at)?.value
    }
}
