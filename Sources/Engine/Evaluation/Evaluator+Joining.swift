import Events
import RuleLanguage

extension Evaluator {
    /// The events of some types from one time through another that may join an instance: whoever asks has to see
    /// whether they do. In no order but that those of one type and key come in time order.
    /// - Parameters:
    ///   - rule: whose key counts; nil: all events of the customer join.
    ///   - body: returns whether to go on.
    func forEachJoinable(
        _ types: some Sequence<Int>, rule: Int?, key: [Value], from start: Timestamp, through end: Timestamp,
        _ body: (EventRef) -> Bool
    ) {
        let first = timeline.lowerBound(start)
        let last = timeline.upperBound(end)
        guard first < last else { return }
        if first < joinable.known, last - first > plan.fewEvents {
            // What stands at top level has no key, and speaks of no rule.
            let shape = key.isEmpty ? 0 : rule.map { plan.joins.ofRule[$0] } ?? 0
            for list in joinable.lists(types, shape: shape, key: shape == 0 ? [] : key) {
                var place = lower(list, start)
                while place < list.count, timeline[list[place]].time <= end {
                    if !body(list[place]) { return }
                    place += 1
                }
            }
            for position in max(first, joinable.known)..<max(last, joinable.known) where position < last {
                if types.contains(timeline[timeline.order[position]].type), !body(timeline.order[position]) { return }
            }
            return
        }
        for position in first..<last where types.contains(timeline[timeline.order[position]].type) {
            if !body(timeline.order[position]) { return }
        }
    }

    /// The same events, in their order.
    func joinableEvents(
        _ types: some Sequence<Int>, rule: Int?, key: [Value], from start: Timestamp, through end: Timestamp
    ) -> [EventRef] {
        var refs: [EventRef] = []
        forEachJoinable(types, rule: rule, key: key, from: start, through: end) { ref in
            refs.append(ref)
            return true
        }
        return inOrder(refs)
    }

    /// Some events, and with them those of these types that came too late for all but to end something.
    func withTooLate(
        _ refs: [EventRef], _ types: [Int], from start: Timestamp, through end: Timestamp
    ) -> [EventRef] {
        if timeline.aside.isEmpty { return refs }
        let late = timeline.aside.filter {
            let event = timeline[$0]
            return types.contains(event.type) && event.time >= start && event.time <= end
        }
        return late.isEmpty ? refs : inOrder(refs + late)
    }

    /// Events that come list by list, sorted.
    func inOrder(_ refs: [EventRef]) -> [EventRef] {
        let isInOrder = zip(refs, refs.dropFirst()).allSatisfy { timeline[$0] < timeline[$1] }
        return isInOrder ? refs : refs.sorted { timeline[$0] < timeline[$1] }
    }

    /// The first place whose event is at or after a time.
    private func lower(_ list: [EventRef], _ t: Timestamp) -> Int {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if timeline[list[middle]].time < t { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
