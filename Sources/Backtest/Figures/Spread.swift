package import Events

/// Lengths of time in three numbers, each one of them: by nearest rank, the ⌈p·n⌉-th of n in their order.
package struct Spread: Hashable, Sendable {
    /// How many there are, at least 1.
    package var count: Int
    package var p10: TimeSpan
    package var median: TimeSpan
    package var p90: TimeSpan

    /// Nil of nothing.
    package init?(_ spans: [TimeSpan]) {
        if spans.isEmpty { return nil }
        let sorted = spans.sorted()
        /// `tenths`: p in tenths, so that p·n is exact.
        func rank(_ tenths: Int) -> TimeSpan { sorted[(tenths * sorted.count + 9) / 10 - 1] }
        count = sorted.count
        (p10, median, p90) = (rank(1), rank(5), rank(9))
    }
}
