import Foundation
import Testing

/// Goes through random pairs of a program and a timeline, each of a seed of its own, so that one that failed can be
/// repeated: `FUZZ_SEED=n` begins with it. `FUZZ_SECONDS` lets it go on that long; it ends after `FUZZ_FAILURES` (5).
enum FuzzRun {
    /// How many share the seeds.
    static let workers = 2

    /// - Parameters:
    ///   - count: of pairs, if nothing is said of seconds.
    ///   - complaint: what is wrong with the pair of a seed; nil if nothing is.
    static func pairs(worker: Int, atLeast count: Int, _ complaint: (UInt64) -> String?) {
        let environment = ProcessInfo.processInfo.environment
        let start = (environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1) + UInt64(worker)
        let seconds = environment["FUZZ_SECONDS"].flatMap(Double.init)
        let most = environment["FUZZ_FAILURES"].flatMap(Int.init) ?? 5
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds ?? 0)
        var seed = start
        var pairs = 0
        var failures = 0
        while failures < most, seconds == nil ? pairs < count : clock.now < end {
            if let complaint = complaint(seed) {
                Issue.record("seed \(seed): \(complaint)")
                failures += 1
            }
            seed += UInt64(workers)
            pairs += 1
        }
        if seconds != nil { print("\(pairs) pairs, every other seed from \(start), \(failures) failures") }
    }
}
