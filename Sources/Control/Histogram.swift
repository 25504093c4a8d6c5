/// How often something took how long: counts in buckets, as Prometheus has them.
package struct Histogram: Equatable, Sendable {
    /// Upper ends of the buckets in ascending order, themselves included; one more bucket has no end.
    package let bounds: [Double]
    /// One for each bucket, the one without an end last; not cumulative.
    package private(set) var counts: [Int]
    package private(set) var sum = 0.0

    package var count: Int { counts.reduce(0, +) }

    package init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    package mutating func observe(_ value: Double) {
        let value = max(0, value)
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}
