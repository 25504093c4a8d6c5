import Engine
import TaskDispatch
import Events
import RuleLanguage

/// What names an episode: the event that armed it or joined it; for a date its value, and the year.
enum EpisodeName: Hashable {
    case trigger(EventIdentity)
    case value(Value)
    case year(Value, Int)
}

/// How an episode that opened came to its end.
enum Ending: Hashable {
    case done, dismissed, overtaken, moved
    /// Ended by gates.
    case heldOut, missed, noLonger
}

/// What became of an episode by another road than its customer's timeline: by a gate, or an incident's answer.
struct OutsideEnding: Hashable {
    var ending: Ending
    var at: Timestamp
    /// The answer; nil for what gates did.
    var by: EventIdentity?
}

/// What is remembered by the ids of tasks, and enters the fold like answers.
struct OutsideEndings: Hashable {
    /// Learned too late; those episodes count as lapsed.
    var missed: Set<TaskID> = []
    var endings: [TaskID: [OutsideEnding]] = [:]
}

/// One wait of one instance, from its trigger to what became of it.
struct Episode {
    enum Status: Hashable {
        case armed
        case open
        case satisfied
        case lapsed
        /// `unborn`: named by an answer before it opened, so there never was a task.
        case ended(Ending, at: Timestamp, by: EventIdentity?, unborn: Bool)
    }

    var rule: Int
    var key: [Value]
    /// The anchor and the triggers that joined, or the one name of a date; in the order of the triggers.
    var names: [EpisodeName]
    /// The name of the anchor: what a task that opens now is called.
    var anchorName: EpisodeName
    /// The anchor event; nil for a date.
    var anchor: Event?
    /// a
    var anchorTime: Timestamp
    /// j
    var judging: Timestamp
    /// In time order.
    var evidence: [Event]
    var status: Status

    var isLive: Bool { status == .armed || status == .open }

    /// Whether it opened in the fold.
    var opened: Bool {
        switch status {
        case .open, .ended: return true
        case .armed, .satisfied, .lapsed: return false
        }
    }

    mutating func add(evidence more: [Event]) {
        evidence = Array(Set(evidence + more)).sorted()
    }
}

extension Program {
    /// The id that a task of this name has.
    func taskID(rule index: Int, customer: Text, key: [Value], name: EpisodeName) -> TaskID {
        let rule = rules[index]
        let pairs = zip(rule.keys, key).map { KeyValue(name: $0, value: $1) }
        switch name {
        case .trigger(let identity):
            return TaskID.episode(rule: rule.name, customer: customer, key: pairs, anchor: identity)
        case .value(let value):
            return TaskID.episode(rule: rule.name, customer: customer, key: pairs, value: value)
        case .year(let value, let year):
            return TaskID.episode(rule: rule.name, customer: customer, key: pairs, value: value, year: year)
        }
    }
}
