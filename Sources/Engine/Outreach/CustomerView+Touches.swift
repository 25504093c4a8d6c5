package import Events
package import RuleLanguage

/// What came of a task is told by patterns that stand at top level: their conditions know the customer, no key.
extension CustomerView {
    /// The customer's events from one time through another, in their order; those too that came too late for a verdict.
    package func events(from start: Timestamp, through end: Timestamp) -> [Event] {
        let timeline = evaluator.timeline
        let positions = timeline.lowerBound(start)..<max(timeline.lowerBound(start), timeline.upperBound(end))
        let events = positions.map { timeline[timeline.order[$0]] }
        let late = timeline.aside.map { timeline[$0] }.filter { $0.time >= start && $0.time <= end }
        return late.isEmpty ? events : (events + late).sorted()
    }

    /// The customer's event of an identity; nil if there is none.
    package func event(_ identity: EventIdentity) -> Event? {
        let timeline = evaluator.timeline
        return timeline.stored.first { $0.identity == identity }
    }

    /// Which of some patterns an event of the customer matches, its conditions asked at its own time.
    package func matches(of event: Event, _ patterns: [Pattern?]) -> [Bool] {
        let timeline = evaluator.timeline
        let late = timeline.aside.first { timeline[$0].identity == event.identity }
        guard let ref = late ?? timeline.ref(of: event.identity, at: event.time) else {
            return patterns.map { _ in false }
        }
        let scope = Scope(rule: 0, key: [], anchor: nil, matched: nil, t: event.time)
        return patterns.map { $0.map { evaluator.matches($0, ref, scope) } ?? false }
    }
}
