import Events

/// The state of one rule for one key of the customer.
struct Instance: Sendable {
    let rule: Int
    let key: [Value]
    /// One at most, but for `each`.
    var episodes: [Episode] = []
    /// Triggers before this are dropped (`again after`).
    var coolsUntil: Timestamp?
    /// Of a date trigger, once its fact is known.
    var date: DateProgress?

    init(rule: Int, key: [Value]) {
        self.rule = rule
        self.key = key
    }

    var name: InstanceName { InstanceName(rule: rule, key: key) }
    var isIdle: Bool { episodes.isEmpty }

    /// Whether an episode is to be judged, or a date comes, at an instant.
    func waits(for t: Timestamp) -> Bool {
        date?.pending == t || episodes.contains { $0.phase == .armed && $0.judging == t }
    }

    /// Whether it may be forgotten.
    func isForgettable(at t: Timestamp) -> Bool {
        guard episodes.isEmpty, date == nil else { return false }
        return coolsUntil.map { $0 <= t } ?? true
    }
}
