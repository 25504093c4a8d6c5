/// How often something took how long: counts in buckets, as Prometheus has them.
public struct Histogram: Equatable, Sendable {
    /// Upper ends of the buckets in ascending order, themselves included; one more bucket has no end.
    public let bounds: [Double]
    /// One for each bucket, the one without an end last; not cumulative.
    public private(set) var counts: [Int]
    public private(set) var sum = 0.0

    public var count: Int { counts.reduce(0, +) }

    public init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    public mutating func observe(_ value: Double) {
        let value = max(0, value)
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}

/// What the daemon has measured since its start, in seconds.
public struct Timings: Equatable, Sendable {
    /// Turns, from the reading of files to their removal.
    public var turn = Histogram(bounds: Timings.work)
    /// Steps of a turn that wait for the disk, by the step.
    public var sync: [String: Histogram] = [:]
    /// By how much later than its judging time a task opened.
    public var judging = Histogram(bounds: [1, 5, 15, 30, 60, 90, 120, 300, 900, 3_600, 14_400, 86_400, 604_800])

    public init() {}

    /// Ends of the buckets for what the daemon does: from half a millisecond to a minute.
    public static let work = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
}
