import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport

/// Random programs and timelines: the Engine must do what the reference evaluator says, however the events arrive.
///
/// Some eighty pairs of fixed seeds by default; `FUZZ_SECONDS` lets it go on that long, `FUZZ_SEED` begins elsewhere.
/// Each pair has a seed of its own, so that one that failed can be repeated: `FUZZ_SEED=n` begins with it.
@Suite struct EngineFuzzTests {
    @Test("The Engine does what the page says, on random programs and timelines", arguments: 0..<FuzzRun.workers)
    func pairs(worker: Int) { FuzzRun.pairs(worker: worker, atLeast: 40, Self.complaint) }

    /// What is wrong with the pair of a seed; nil if nothing is.
    private static func complaint(seed: UInt64) -> String? {
        var random = SplitMix64(seed: seed)
        var trial: Trial
        switch Trial.random(&random) {
        case .success(let made): trial = made
        case .failure(let error): return error.description
        }

        for order in ArrivalOrder.allCases {
            trial.order = order
            if trial.disagrees { return "replay differs from the page\n\(trial.shrunk(\.disagrees).report)" }
        }
        let cut = random.next()
        if Turns(trial, seed: cut).disagree {
            let small = Turns(trial.shrunk { Turns($0, seed: cut).disagree }, seed: cut)
            return "turn by turn, with restarts, other things happen than the page says\n\(small.report)"
        }
        // P1: any order, any batches, with restarts between, the same tasks are open in the end.
        if Turns(trial.forgettingNothing, seed: cut, grace: true).endsElsewhere {
            let shrunk = trial.shrunk { Turns($0.forgettingNothing, seed: cut, grace: true).endsElsewhere }
            let small = Turns(shrunk.forgettingNothing, seed: cut, grace: true)
            return "the tasks that stay open depend on the order\n\(small.report)\(small.ends)"
        }
        return nil
    }
}
