import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport

/// Random programs with scores and journeys: the Engine must do what the reference evaluator says, however the events
/// arrive, turn by turn with restarts, and behind gates and routes.
///
/// `FUZZ_SECONDS` and `FUZZ_SEED` as in `EngineFuzzTests`.
@Suite struct ScoreFuzzTests {
    @Test("The Engine adds up as the page says, on random programs and timelines", arguments: 0..<FuzzRun.workers)
    func pairs(worker: Int) { FuzzRun.pairs(worker: worker, atLeast: 60, Self.complaint) }

    /// What is wrong with the pair of a seed; nil if nothing is.
    private static func complaint(seed: UInt64) -> String? {
        var random = SplitMix64(seed: seed)
        let isOutreach = random.chance(30)
        var trial: Trial
        switch isOutreach ? Trial.scoredOutreach(&random) : Trial.scores(&random) {
        case .success(let made): trial = made
        case .failure(let error): return error.description
        }
        for order in ArrivalOrder.allCases {
            trial.order = order
            if trial.disagrees { return "replay differs from the page\n\(trial.shrunk(\.disagrees).report)" }
        }
        if isOutreach { return nil }
        let cut = random.next()
        if Turns(trial, seed: cut).disagree {
            let small = Turns(trial.shrunk { Turns($0, seed: cut).disagree }, seed: cut)
            return "turn by turn, with restarts, other things happen than the page says\n\(small.report)"
        }
        if Turns(trial.forgettingNothing, seed: cut, grace: true).endsElsewhere {
            let shrunk = trial.shrunk { Turns($0.forgettingNothing, seed: cut, grace: true).endsElsewhere }
            let small = Turns(shrunk.forgettingNothing, seed: cut, grace: true)
            return "the tasks that stay open depend on the order\n\(small.report)\(small.ends)"
        }
        return nil
    }
}
