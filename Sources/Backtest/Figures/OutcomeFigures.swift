package import Events

/// An outcome by itself, whatever tasks there were.
package struct OutcomeFigures: Hashable, Sendable {
    package var name: Text
    package var title: Text
    package var isGood: Bool
    /// The fields of its `per`.
    package var key: [Text]
    package var within: TimeSpan
    /// How many events it had.
    package var events: Int
    /// How many instances there are.
    package var instances: Int
    /// Of the instances that were seen for the whole horizon those with an outcome in it.
    package var baseRate: Rate
    /// Rules of its class that share at least half of what the smaller one caught, the largest share first.
    package var pairs: [SharedCatches]
}

/// Two rules that caught the same events.
package struct SharedCatches: Hashable, Sendable {
    /// By name.
    package var first: Text
    package var second: Text
    package var shared: Int
    /// What the smaller one caught.
    package var of: Int
    package var share: Double { Double(shared) / Double(of) }
}

/// How far keys came on a journey.
package struct JourneyFigures: Hashable, Sendable {
    package struct Stage: Hashable, Sendable {
        package var name: Text
        /// Keys that ever came to it.
        package var reached: Int
        /// From the first stay at the stage before to the first stay here, of keys that reached both: how many, and the
        /// median by nearest rank; it may be negative, for nobody has to go in order.
        package var fromBefore: Spread?
        /// Keys that are in it at the end: how many, and since when.
        package var now: Int
        package var nowSince: Spread?
    }
    package var name: Text
    package var stages: [Stage]
}
