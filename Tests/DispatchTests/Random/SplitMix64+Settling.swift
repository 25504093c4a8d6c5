import Events
import TestSupport

extension SplitMix64 {
    /// An instant up to which a past may be settled, so that nothing that comes later is too late: that of a known event.
    mutating func settling(_ known: [Event], before later: [Event], through now: Timestamp) -> Timestamp? {
        let earliest = later.map(\.time).min() ?? .distantFuture
        let instants = known.map(\.time).filter { $0 <= now && $0 < earliest }.sorted()
        if instants.isEmpty { return nil }
        return chance(60) ? instants.last : pick(instants)
    }
}
