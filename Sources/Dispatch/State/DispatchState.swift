import Engine
import Events

/// What dispatch knows of one customer: the tasks that exist, and the verdicts that have not come out.
package struct DispatchState: Sendable {
    var tasks = TaskList()
    /// True, but beyond the time to judge by: the daemon judges some time behind the clock.
    var waiting: [Verdict] = []
    /// True, and kept back by a gate.
    var held: [HeldVerdict] = []

    package init() {}

    /// The earliest time at which a verdict may become a task without a new event; nil if none may.
    var unpublished: Timestamp? {
        let judged = waiting.lazy.map(\.judgedAt).min()
        guard let asked = held.lazy.compactMap(\.askAgain).min() else { return judged }
        return judged.map { min($0, asked) } ?? asked
    }

    /// The endings that dispatch has given, by episode.
    var endings: [TaskID: EpisodeEnding] { tasks.endings }
}
