package import Events

/// Whom somebody is given to call next.
///
/// Who did not answer is not called a minute later about something else. As long as one task of a customer is put off, the
/// others come after everybody else's; and not at all if that one wakes within the hour, and is no less urgent: then the
/// customer is called about all of them.
package struct NextCall {
    private let cards: [TaskCard]
    private let now: Timestamp
    /// By customer of whom a task is put off: the most urgent of those that wake within the hour, if one does.
    private var putOff: [Text: Int?] = [:]

    /// - Parameter cards: all open tasks, as they stand.
    package init(_ cards: [TaskCard], at now: Timestamp) {
        self.cards = cards
        self.now = now
        for card in cards where card.isAsleep(at: now) && !card.customer.isEmpty {
            let wakesSoon = card.standing.snoozedUntil.map { $0 <= now + .hours(1) } ?? false
            let urgency = wakesSoon ? card.urgency : nil
            let known = putOff[Text(card.customer)] ?? nil
            putOff[Text(card.customer)] = .some([known, urgency].compactMap(\.self).min())
        }
    }

    /// The first that nobody has put off, and that is nobody's or this person's.
    package func first(of queue: String, for person: String) -> TaskCard? {
        let meant = cards.filter { card in
            isMeant(card, queue) && card.standing.owner.map { Text($0) == Text(person) } ?? true
        }
        let fresh = meant.filter { putOff[Text($0.customer)] == nil }
        return OpenList.first(fresh, at: now) ?? OpenList.first(meant, at: now)
    }

    /// Those that nobody has, and that somebody may be given.
    package func waiting(in queue: String) -> [TaskCard] {
        cards.filter { $0.standing.owner == nil && isMeant($0, queue) }
    }

    private func isMeant(_ card: TaskCard, _ queue: String) -> Bool {
        if card.isAsleep(at: now) || !queue.isEmpty && Text(card.queue) != Text(queue) { return false }
        guard !card.customer.isEmpty, let urgency = putOff[Text(card.customer)] ?? nil else { return true }
        return card.urgency < urgency
    }

    /// What is put off, in that queue.
    package func asleep(in queue: String) -> [TaskCard] {
        cards.filter { $0.isAsleep(at: now) && (queue.isEmpty || Text($0.queue) == Text(queue)) }
    }
}
