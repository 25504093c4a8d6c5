package import Events
package import RuleLanguage

/// What came of a task is told by patterns that stand at top level: their conditions know the customer, no key.
extension CustomerView {
    /// The customer's events from one time through another, in their order.
    package func events(from start: Timestamp, through end: Timestamp) -> [Event] {
        let timeline = evaluator.timeline
        let positions = timeline.lowerBound(start)..<max(timeline.lowerBound(start), timeline.upperBound(end))
        return positions.map { timeline[timeline.order[$0]] }
    }

    /// The customer's event of an identity; nil if there is none.
    package func event(_ identity: EventIdentity) -> Event? {
        let timeline = evaluator.timeline
        return timeline.order.lazy.map { timeline[$0] }.first { $0.identity == identity }
    }

    /// Which of some patterns an event of the customer matches, its conditions asked at its own time.
    package func matches(of event: Event, _ patterns: [Pattern?]) -> [Bool] {
        let timeline = evaluator.timeline
        var position = timeline.lowerBound(event.time)
        while position < timeline.count, timeline.time(at: position) == event.time {
            let ref = timeline.order[position]
            position += 1
            guard timeline[ref].identity == event.identity else { continue }
            let scope = Scope(rule: 0, key: [], anchor: nil, matched: nil, t: event.time)
            return patterns.map { $0.map { evaluator.matches($0, ref, scope) } ?? false }
        }
        return patterns.map { _ in false }
    }
}
