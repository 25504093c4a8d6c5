/// What the daemon has measured since its start, in seconds.
package struct Timings: Equatable, Sendable {
    /// Turns, from the reading of files to their removal.
    package var turn = Histogram(bounds: Timings.work)
    /// Steps of a turn that wait for the disk, by the step.
    package var sync: [String: Histogram] = [:]
    /// By how much later than its judging time a task opened.
    package var judging = Histogram(bounds: [1, 5, 15, 30, 60, 90, 120, 300, 900, 3_600, 14_400, 86_400, 604_800])

    package init() {}

    /// Ends of the buckets for what the daemon does: from half a millisecond to a minute.
    package static let work = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
}
