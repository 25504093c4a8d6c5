import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport

/// Random programs and timelines, settled at random moments: where nothing comes too late, the same happens as the
/// reference evaluator says, which keeps everything. Seeds as in `EngineFuzzTests`.
@Suite struct SettlingFuzzTests {
    @Test("Settling changes no verdict, on random programs and timelines", arguments: 0..<FuzzRun.workers)
    func pairs(worker: Int) {
        FuzzRun.pairs(worker: worker, atLeast: 40) { seed in Self.complaint(seed) { Trial.random(&$0) } }
    }

    @Test("nor with scores and journeys", arguments: 0..<FuzzRun.workers)
    func scores(worker: Int) {
        FuzzRun.pairs(worker: worker, atLeast: 20) { seed in Self.complaint(seed) { Trial.scores(&$0) } }
    }

    /// A turn folds twice, and what the first fold told of a date that moved is not lost by the second.
    @Test("nor these, which were told otherwise once", arguments: [UInt64(78_920)])
    func scoresOf(seed: UInt64) {
        #expect(Self.complaint(seed) { Trial.scores(&$0) } == nil)
    }

    @Test("nor where gates, people and incidents stand before tasks", arguments: 0..<FuzzRun.workers)
    func outreach(worker: Int) {
        FuzzRun.pairs(worker: worker, atLeast: 20) { seed in
            var random = SplitMix64(seed: seed)
            let trial: Trial
            switch random.chance(50) ? Trial.outreach(&random) : Trial.scoredOutreach(&random) {
            case .success(let made): trial = made
            case .failure(let error): return error.description
            }
            let cut = random.next()
            guard SiteTurns(trial, seed: cut, settling: true).disagree else { return nil }
            // What disagrees without settling is not settling's doing.
            if SiteTurns(trial, seed: cut).disagree { return nil }
            let small = trial.shrunk {
                SiteTurns($0, seed: cut, settling: true).disagree && !SiteTurns($0, seed: cut).disagree
            }
            return "settled, other things happen\n\(SiteTurns(small, seed: cut, settling: true).report)"
        }
    }

    /// What is wrong with the pair of a seed; nil if nothing is.
    private static func complaint(
        _ seed: UInt64, _ make: (inout SplitMix64) -> Result<Trial, Trial.DoesNotCheck>
    ) -> String? {
        var random = SplitMix64(seed: seed)
        let trial: Trial
        switch make(&random) {
        case .success(let made): trial = made
        case .failure(let error): return error.description
        }
        let cut = random.next()
        guard Turns(trial, seed: cut, settling: true).disagree else { return nil }
        let small = Turns(trial.shrunk { Turns($0, seed: cut, settling: true).disagree }, seed: cut, settling: true)
        return "settled, other things happen than the page says\n\(small.report)"
    }
}
