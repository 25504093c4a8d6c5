import Events
import RuleLanguage

extension Evaluator {
    /// The stages of all journeys that an event begins.
    func stages(begunBy ref: EventRef) -> [StageBegun] {
        if plan.journeys.isEmpty { return [] }
        return plan.journeys.indices.compactMap { stage(begunBy: ref, of: $0) }
    }

    /// The stage of a journey that an event begins, the one written last if there are several; nil if there is none, or
    /// if it does not carry the key.
    func stage(begunBy ref: EventRef, of index: Int) -> StageBegun? {
        let (journey, event) = (plan.journeys[index], timeline[ref])
        let lines = journey.lines[event.type]
        if lines.isEmpty { return nil }
        var key: Value?
        if journey.isKeyed {
            guard let slot = journey.keySlots[event.type], let value = event.fields.key(slot) else { return nil }
            key = value
        }
        let scope = Scope(rule: 0, key: [], anchor: nil, matched: nil, t: event.time)
        guard let line = lines.first(where: { matches($0.pattern, ref, scope) }) else { return nil }
        return StageBegun(journey: index, key: key, stage: line.stage)
    }

    /// The value that an event gives to a fact of a journey; nil if it begins no stage of this key.
    func carried(by ref: EventRef, journey index: Int, key: Value?, isSince: Bool) -> Value? {
        guard let begun = stage(begunBy: ref, of: index), begun.key == key else { return nil }
        return isSince ? .time(since(ref, begun)) : .text(begun.stage)
    }

    /// The time of the first event of the run of a stage that an event begins, or goes on.
    private func since(_ ref: EventRef, _ begun: StageBegun) -> Timestamp {
        var first = ref
        var position = timeline.position(of: ref)
        while position > facts.known {
            position -= 1
            guard let before = stage(begunBy: timeline.order[position], of: begun.journey), before.key == begun.key
            else { continue }
            if before.stage != begun.stage { return timeline[first].time }
            first = timeline.order[position]
        }
        let fact = plan.journeys[begun.journey].stageFact
        if let before = facts.latest(fact, key: begun.key, before: timeline[first], in: timeline),
            before.value == .text(begun.stage)
        {
            first = before.setBy
        }
        return timeline[first].time
    }
}
