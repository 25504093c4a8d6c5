import Engine
import Events
import RuleLanguage

/// A gate, in the order in which they are asked.
enum GateName: String, CaseIterable, Hashable, Sendable { case holdout, blind, inhibit, budget, quiet, surge }

/// What a line of `replay` says happened.
enum LineChange: Hashable, Sendable {
    case opened
    /// The reason as it is printed.
    case withdrawn(String)
    case done
    case dismissed
    /// By a gate, or because it was learned too late.
    case missed(GateName?)
    case held(GateName)
    case heldOut
    case escalated

    /// Whether a task is not any more.
    var isEnding: Bool {
        switch self {
        case .withdrawn, .done, .dismissed: return true
        case .opened, .missed, .held, .heldOut, .escalated: return false
        }
    }
}

/// A change of a task as `replay` prints it, without what follows from the rule alone.
struct Line: Hashable {
    var at: Timestamp
    var change: LineChange
    /// The event that ended it; nil for openings and misses.
    var by: EventIdentity?
    var rule: Text
    /// Empty for an incident.
    var customer: Text
    var key: [Value]
    var task: TaskID
    /// Nil for what never opened, and for an incident.
    var due: Timestamp?
    /// Empty for an incident, whose words are nowhere said.
    var say: Text
    var evidence: [EventIdentity]
    /// j of an opening.
    var judged: Timestamp?
    /// Of an opening and an escalation.
    var handed: Handed?
    /// The feeds that were silent at an opening.
    var unverified: [Text] = []
    /// Of an incident.
    var members: Int?
}

/// Who has to do with a task.
struct Handed: Hashable, Sendable {
    var queue: Text
    var priority: Priority
}

extension Line {
    /// By (at, rule, customer, key), endings before openings.
    static func isBefore(_ a: Line, _ b: Line) -> Bool {
        if a.at != b.at { return a.at < b.at }
        if a.rule != b.rule { return a.rule < b.rule }
        if a.customer != b.customer { return a.customer < b.customer }
        if a.key != b.key { return a.key.lexicographicallyPrecedes(b.key) }
        if a.rank != b.rank { return a.rank < b.rank }
        return (a.text, a.task) < (b.text, b.task)
    }

    private var rank: Int {
        switch change {
        case .withdrawn, .done, .dismissed: return 0
        case .missed, .held, .heldOut: return 1
        case .opened: return 2
        case .escalated: return 3
        }
    }
}
