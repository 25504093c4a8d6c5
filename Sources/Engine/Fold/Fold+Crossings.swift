import Events
import RuleLanguage

extension Fold {
    /// Step 3 for scores: the rules that wait for one to go past a level.
    mutating func startCrossings(_ t: Timestamp, _ steps: [ScoreStep]) {
        for step in steps {
            guard let first = step.first else { continue }
            for index in plan.scores.crossed[step.score] {
                guard mayGoOn() else { return }
                guard case .crossing(let mode, let crossing) = rule(index).trigger else { continue }
                if let since = rule(index).since, t < since {
                    refuse(.beforeRule(since: since), first, index, key: [], at: t)
                } else if crossing.isPast(step.before.readAsScore) == false,
                    crossing.isPast(step.after.readAsScore) == true
                {
                    start(first, mode, state.instance(rule: index, key: []), at: t)
                } else {
                    refuse(.notMatched, first, index, key: [], at: t)
                }
            }
        }
    }
}
