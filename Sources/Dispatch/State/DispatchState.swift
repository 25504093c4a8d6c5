import Engine
import Events

/// What dispatch knows of one customer: the tasks that exist, and the verdicts that have not come out.
package struct DispatchState: Sendable {
    var tasks = TaskList()
    /// True, but not to be published yet: the daemon judges some time behind the clock.
    var waiting: [Verdict] = []

    package init() {}

    /// The earliest verdict that waits to become a task; nil if none does.
    var unpublished: Timestamp? { waiting.lazy.map(\.judgedAt).min() }

    /// The endings that dispatch has given, by episode.
    var endings: [TaskID: EpisodeEnding] { tasks.endings }
}
