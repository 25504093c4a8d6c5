import Events
import RuleLanguage

/// What the names of an expression stand for: the event matched, the anchor, the instance, and the instant asked about.
struct Scope {
    var rule: Int
    /// The values of `per`.
    var key: [Value]
    /// The trigger that the windows count from; nil where none is known.
    var anchor: EventRef?
    /// The event whose fields bare names are; nil in `while` and `say`.
    var matched: EventRef?
    /// The event's time in `where`, the judging time in `while` and `say`.
    var t: Timestamp
    /// Which date an episode is about; nil of one that an event started.
    var anniversary: Anniversary?
    /// What the rule says itself, where a route asks.
    var priority: Priority?
    var queue: Text?

    init(rule: Int, key: [Value], anchor: EventRef?, matched: EventRef?, t: Timestamp) {
        self.rule = rule
        self.key = key
        self.anchor = anchor
        self.matched = matched
        self.t = t
    }

    /// Of an episode. The event that set a date is no anchor that a rule could speak of.
    init(rule: Int, key: [Value], of episode: Episode, at t: Timestamp) {
        let anchor: EventRef?
        switch episode.origin {
        case .event: anchor = episode.anchor
        case .date: anchor = nil
        }
        self.init(rule: rule, key: key, anchor: anchor, matched: nil, t: t)
        anniversary = episode.date.map { Anniversary(name: $0, at: episode.anchorTime) }
    }

    /// The same, speaking of another event.
    func matching(_ event: EventRef, at t: Timestamp) -> Scope {
        var scope = self
        scope.matched = event
        scope.t = t
        return scope
    }
}

/// The date of an episode, and its instant.
struct Anniversary {
    var name: DateName
    var at: Timestamp
}
