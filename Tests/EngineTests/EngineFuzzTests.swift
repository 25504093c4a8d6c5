import Engine
import Events
import Foundation
import RuleLanguage
import Testing

/// Random programs and timelines: the Engine and the reference evaluator must print the same lines.
///
/// Some eighty pairs of a fixed seed by default; `FUZZ_SECONDS` lets it go on that long, `FUZZ_SEED` begins
/// elsewhere. Each pair has a seed of its own, so that one that failed can be repeated: `FUZZ_SEED=n` begins with it.
@Suite struct EngineFuzzTests {
    @Test("The Engine does what the page says, on random programs and timelines")
    func sameLines() {
        Fuzz.run { seed in
            var random = SplitMix64(seed: seed)
            guard let trial = Fuzz.trial(&random, seed: seed) else { return false }
            for order in ArrivalOrder.allCases {
                var trial = trial
                trial.order = order
                if trial.disagrees {
                    let small = trial.shrunk(\.disagrees)
                    Issue.record("seed \(seed): the evaluators disagree\n\(small.report)")
                    return false
                }
            }
            return true
        }
    }
}

/// How long to go on, and with which seeds.
enum Fuzz {
    static func run(_ pair: (UInt64) -> Bool) {
        let environment = ProcessInfo.processInfo.environment
        let start = environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1
        let seconds = environment["FUZZ_SECONDS"].flatMap(Double.init)
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds ?? 0)
        var seed = start
        var failures = 0
        while failures < 5, seconds == nil ? seed < start + 80 : clock.now < end {
            if !pair(seed) { failures += 1 }
            seed += 1
        }
        if seconds != nil { print("\(seed - start) pairs, seeds \(start) to \(seed - 1), \(failures) failures") }
    }

    static func trial(_ random: inout SplitMix64, seed: UInt64) -> Trial? {
        let program = RandomProgram(&random)
        let compilation = program.compiled()
        guard let compiled = compilation.program else {
            let errors = compilation.diagnostics.filter { $0.severity == .error }
            Issue.record("seed \(seed) does not check: \(errors.map(\.message))\n\(program.source)")
            return nil
        }
        let arrivals = program.arrivals(compiled, &random)
        let last = arrivals.map(\.time).max() ?? Timestamp(seconds: 0)
        let until = random.chance(60) ? last : last + .days(random.pick([0, 1, 10, 800]))
        return Trial(program: program, compiled: compiled, arrivals: arrivals, order: .sorted, until: until)
    }
}
