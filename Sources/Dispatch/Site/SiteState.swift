import Engine
package import Events

/// What customers share: when each feed was heard, and the surges. A value with one owner, who hands it to every
/// `Dispatcher.advance` of one instant or turn and to `settle` at its end, and keeps it with what came of it: an incident
/// is durable together with the tasks that are gathered in it.
///
/// A customer's tasks depend on other customers by nothing else. Without a `surge` in the program nobody changes it but
/// `hear`, so that customers may be advanced in any order.
package struct SiteState: Sendable {
    var hearing: FeedHearing { didSet { hasChanged = true } }
    /// What surges count, by rule and group: all that may still be asked.
    var recent: [SurgeName: RecentTasks] = [:] { didSet { hasChanged = true } }
    /// The incidents that are open.
    var openIncidents: [SurgeName: Incident] = [:] { didSet { hasChanged = true } }
    /// What the answer to an incident asks of its members' customers, until they are advanced.
    var calls: [Text: [IncidentCall]] = [:] { didSet { hasChanged = true } }
    /// Whether it may have other bytes (`encoded`) than when this was last made false.
    package var hasChanged = false

    /// The incidents that were answered since the site was settled.
    var answered: Set<TaskID> = []
    /// Whether what surges decide waits until all customers of an instant or turn have been advanced once, so that it is
    /// decided over all of them in their order. Else each customer is decided by itself, which is enough to count.
    package var decidesLater = false
    /// Who decides what surges are asked. Where it is somebody else, the site knows no incidents and counts nothing.
    var decision = SurgeDecision.here
    /// From how many in `recent` on it is worth looking which nobody asks for any more.
    var forgetsFrom = SiteState.fewSurges
    static let fewSurges = 64

    /// - Parameter heard: when each feed was heard, by what its sources begin with.
    package init(heard: [Text: Timestamp] = [:]) { hearing = .known(heard) }

    init(hearing: FeedHearing) { self.hearing = hearing }

    /// The greatest time of the events known, by what the sources of a feed begin with. A prefix that no event had is not
    /// there; one that the rules did not name before has to be looked for among all events by whoever has them.
    package var heard: [Text: Timestamp] {
        switch hearing {
        case .known(let heard): return heard
        case .recorded: return [:]
        }
    }

    /// Notes that a feed was heard; earlier times than it is known for change nothing.
    /// - Parameter prefix: what its sources begin with (`Feed.prefixes`).
    /// - Returns: whether it was news.
    @discardableResult
    package mutating func hear(_ prefix: Text, at time: Timestamp) -> Bool {
        guard case .known(var heard) = hearing else { return false }
        if let before = heard[prefix], before >= time { return false }
        heard[prefix] = time
        hearing = .known(heard)
        return true
    }

    /// The customers who have to be advanced, though nothing of theirs arrived and nothing is due: an incident in which
    /// a task of theirs is gathered was answered. Sorted. They are called until they have been advanced.
    package var called: [Text] { calls.keys.sorted() }

    /// The incidents that are open, in the order of rule and group.
    package var incidents: [TaskRecord] { openIncidents.sorted { $0.key < $1.key }.map(\.value.task) }

    /// When `settle` has next something to do without any customer: an incident that escalates. Nil if never.
    package var nextDeadline: Timestamp? { openIncidents.values.compactMap(\.escalates).min() }
}
