import Events
import RuleLanguage

extension Evaluator {
    /// A score at an instant, the whole instant included, read rounded; nil if it is not finite.
    func score(_ index: Int, at t: Timestamp) -> Double? {
        guard let entry = scores.last(of: index, through: t) else { return 0 }
        return plan.scores.all[index].faded(entry.value, from: entry.at, to: t).readAsScore
    }

    /// Adds up an instant's events, which must be later than all before.
    /// - Returns: which scores they moved, if any rule is started by one.
    mutating func addUp(_ t: Timestamp, _ events: ArraySlice<EventRef>) -> [ScoreStep] {
        var steps: [ScoreStep] = []
        // One that asks for another comes behind it.
        for index in plan.scores.order {
            let score = plan.scores.all[index]
            guard events.contains(where: { !score.lines[timeline[$0].type].isEmpty }) else { continue }
            let before = scores.last(of: index).map { score.faded($0.value, from: $0.at, to: t) } ?? 0
            var value = before
            var isMoved = false
            var first: EventRef?
            for ref in events {
                addUp(ref, score, at: t) { weight in
                    isMoved = true
                    guard let weight else { return }
                    value += weight
                    if weight != 0, first == nil { first = ref }
                }
            }
            guard isMoved else { continue }
            scores.append(ScoreTable.Entry(at: t, value: value), to: index)
            if plan.scores.mayCross {
                steps.append(ScoreStep(score: index, before: before, after: value, first: first))
            }
        }
        return steps
    }

    /// Calls `add` for each line whose pattern an event matches, with what it adds; nil is a missing weight.
    @inline(__always)
    private func addUp(_ ref: EventRef, _ score: ScorePlan, at t: Timestamp, _ add: (Double?) -> Void) {
        let lines = score.lines[timeline[ref].type]
        if lines.isEmpty { return }
        let scope = Scope(rule: 0, key: [], anchor: nil, matched: nil, t: t)
        for line in lines where matches(line.pattern, ref, scope) {
            guard case .number(let weight)? = evaluate(line.weight, scope.matching(ref, at: t)) else {
                add(nil)
                continue
            }
            add(weight)
        }
    }

    /// What an event adds to a score, in the order of the lines; what is missing adds nothing.
    func weights(of ref: EventRef, in index: Int) -> [Double] {
        var weights: [Double] = []
        addUp(ref, plan.scores.all[index], at: timeline[ref].time) { if let weight = $0 { weights.append(weight) } }
        return weights
    }

    /// Whether an event adds something other than 0 to a score.
    func adds(_ ref: EventRef, to index: Int) -> Bool { weights(of: ref, in: index).contains { $0 != 0 } }

    /// How many of the events that moved a score a task shows at the most.
    static var mostEvidence: Int { 20 }

    /// The latest events that added to a score in the four half-lives up to an instant, in their order.
    func evidence(of index: Int, at t: Timestamp) -> [EventRef] {
        let score = plan.scores.all[index]
        var start = t
        for _ in 0..<4 { start = start - score.halfLife }
        let from = timeline.lowerBound(start)
        var position = timeline.upperBound(t)
        var refs: [EventRef] = []
        while position > from, refs.count < Evaluator.mostEvidence {
            position -= 1
            let ref = timeline.order[position]
            if adds(ref, to: index) { refs.append(ref) }
        }
        return refs.reversed()
    }
}
