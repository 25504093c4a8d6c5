import Events
import RuleLanguage

/// One run of a rule for one instance: from its trigger to its end.
struct Episode: Hashable, Sendable {
    enum Status: Hashable, Sendable {
        case armed
        case open
    }

    var status = Status.armed
    /// The trigger that the windows count from; for a date trigger the event that set the fact.
    var anchor: EventRef
    /// a: the anchor's time; for a date trigger its instant.
    var anchorTime: Timestamp
    /// j: when it is judged, or was.
    var judging: Timestamp
    /// The triggers, the anchor among them, in the order in which they happened.
    var triggers: Triggers
    /// What names an episode of a date trigger.
    var date: DateName?
    /// Whether its task says what it says.
    var isReconciled = false
    /// Where its opening stands among the fold's transitions, if those are told; never stored.
    var opening: Int32 = -1
}

/// One event at least, and mostly no other: then it takes no array.
struct Triggers: Hashable, Sendable {
    let first: EventRef
    private(set) var others: [EventRef] = []

    init(_ first: EventRef) { self.first = first }

    /// Nil of an empty list.
    init?(_ events: [EventRef]) {
        guard let first = events.first else { return nil }
        self.init(first)
        others = Array(events.dropFirst())
    }

    var count: Int { 1 + others.count }
    var all: [EventRef] { others.isEmpty ? [first] : [first] + others }

    mutating func append(_ event: EventRef) { others.append(event) }
}

/// The value of the fact, and for `yearly` the calendar year.
struct DateName: Hashable, Sendable {
    var value: Value
    var year: Int?
}

/// The state of one rule for one key of the customer.
struct Instance: Sendable {
    let rule: Int
    let key: [Value]
    /// One at most, but for `each`.
    var episodes: [Episode] = []
    /// Triggers before this are dropped (`again after`).
    var coolsUntil: Timestamp?
    /// Of a date trigger.
    var date: DateProgress?

    var name: InstanceName { InstanceName(rule: rule, key: key) }
    var isIdle: Bool { episodes.isEmpty }

    /// Whether an episode is to be judged, or a date comes, at an instant.
    func waits(for t: Timestamp) -> Bool {
        date?.pending == t || episodes.contains { $0.status == .armed && $0.judging == t }
    }

    /// Whether it may be forgotten.
    func isForgettable(at t: Timestamp) -> Bool {
        guard episodes.isEmpty, date == nil else { return false }
        return coolsUntil.map { $0 <= t } ?? true
    }
}

/// Where a date trigger stands.
struct DateProgress: Hashable, Sendable {
    /// The value of the fact now, the event that set it, and when.
    var value: Value
    var setBy: EventRef
    var setAt: Timestamp
    /// When the next episode arms; nil if none will for this value.
    var pending: Timestamp?
    /// What `pending` is called.
    var next: DateName?
    /// Values, and years of them, that are done with.
    var settled: Set<DateName> = []
}
