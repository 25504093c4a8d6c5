import Engine
import Events
import RuleLanguage

/// A task of the reference: what has become of an id.
struct ReferenceTask {
    enum State: Hashable { case held, open, done, dismissed, withdrawn, missed, heldOut }

    var id: TaskID
    var customer: Text
    var name: EpisodeName
    /// The episode that it belongs to, as the fold says now, or said last.
    var episode: Episode
    var state: State
    var say: Text = ""
    var due: Timestamp?
    /// The last line that ended it.
    var endedAt: Timestamp?
    var holding = Holding()
    /// Each time that it came out or was gathered.
    var outs: [Out] = []
    /// Those of the rule that have fired since it came out, in their order.
    var escalated: [Escalation] = []

    struct Out: Hashable {
        var at: Timestamp
        /// G
        var group: Value?
        /// Whether it was gathered instead.
        var gathered: Bool
        /// How many events of the customer had arrived.
        var arrived: Int
    }

    /// How a task is held.
    struct Holding: Hashable {
        /// What held it when it was asked last; nil before that.
        var gate: GateName?
        /// What the last line said.
        var printed: GateName?
        /// Whether it was learned late, and has not been asked at all.
        var isNew = false
        /// Whether an incident that it belonged to was dismissed.
        var isReleased = false
        var incident: TaskID?
        /// Whether it is asked `while` anew when it comes out.
        var wasHeld: Bool { printed != nil }
    }

    var rule: Int { episode.rule }
    var key: [Value] { episode.key }
    var judged: Timestamp { episode.judging }
    var isLive: Bool { state == .held || state == .open }
    /// The last time that it came out; nil if it never did.
    var cameOut: Timestamp? { lastOut?.at }
    var lastOut: Out? { outs.last { !$0.gathered } }
    /// Whether it waits to be asked.
    var isAsked: Bool { state == .held && holding.incident == nil }

    func belongs(to other: Episode) -> Bool {
        episode.rule == other.rule && episode.key == other.key && other.names.contains(name)
    }
}

/// Many tasks of one rule held together.
struct ReferenceIncident {
    var id: TaskID
    var rule: Int
    var group: Value?
    var opened: Timestamp
    var isOpen = true
    var handed: Handed
    /// Of its first member.
    var escalated: [Escalation] = []
    var isPrinted = false
}
