import Engine
import TaskDispatch
import Events
import Foundation
import RuleLanguage
import Testing
import TestSupport

/// Random programs with calendars, pauses, gates, incidents, escalations and answers: production must do what the
/// reference evaluator says, in the order of time, as arrived, and turn by turn with restarts.
///
/// `FUZZ_SECONDS` and `FUZZ_SEED` as in `EngineFuzzTests`.
@Suite struct OutreachFuzzTests {
    private static let workers = 2

    @Test("Dispatch does what the page says, on random programs and timelines", arguments: 0..<workers)
    func pairs(worker: Int) {
        let environment = ProcessInfo.processInfo.environment
        let start = (environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1) + UInt64(worker)
        let seconds = environment["FUZZ_SECONDS"].flatMap(Double.init)
        let most = environment["FUZZ_FAILURES"].flatMap(Int.init) ?? 5
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds ?? 0)
        var seed = start
        var pairs = 0
        var failures = 0
        while failures < most, seconds == nil ? pairs < 30 : clock.now < end {
            if let complaint = Self.complaint(seed: seed) {
                Issue.record("seed \(seed): \(complaint)")
                failures += 1
            }
            seed += UInt64(Self.workers)
            pairs += 1
        }
        if seconds != nil { print("\(pairs) pairs, every other seed from \(start), \(failures) failures") }
    }

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
