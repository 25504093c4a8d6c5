import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport

/// Random programs with calendars, pauses, gates, incidents, escalations and answers: production must do what the
/// reference evaluator says, in the order of time, as arrived, and turn by turn with restarts.
///
/// `FUZZ_SECONDS` and `FUZZ_SEED` as in `EngineFuzzTests`.
@Suite struct OutreachFuzzTests {
    @Test("Dispatch does what the page says, on random programs and timelines", arguments: 0..<FuzzRun.workers)
    func pairs(worker: Int) { FuzzRun.pairs(worker: worker, atLeast: 30, Self.complaint) }

    /// What is wrong with the pair of a seed; nil if nothing is.
    private static func complaint(seed: UInt64) -> String? {
        var random = SplitMix64(seed: seed)
        var trial: Trial
        switch Trial.outreach(&random) {
        case .success(let made): trial = made
        case .failure(let error): return error.description
        }
        for order in ArrivalOrder.allCases {
            trial.order = order
            if trial.disagrees { return "replay differs from the page\n\(trial.shrunk(\.disagrees).report)" }
        }
        let cut = random.next()
        if SiteTurns(trial, seed: cut).disagree {
            let small = SiteTurns(trial.shrunk { SiteTurns($0, seed: cut).disagree }, seed: cut)
            return "turn by turn, with restarts, other things happen than the page says\n\(small.report)"
        }
        return nil
    }
}
