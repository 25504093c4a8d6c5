import Board
import Events

/// 2026-03-02T14:00:00Z, a Monday.
let noon = Timestamp(seconds: 1_772_460_000)

func visit(_ person: String = "alice", now: Timestamp = noon, zone: Zone = .utc) -> Visit {
    Visit(person: person, now: now, zone: zone, version: 7)
}

/// An open task.
func card(
    _ id: String, customer: String = "c-1", priority: String = "normal", due: TimeSpan? = .hours(2),
    queue: String = "care", say: String = "Call them."
) -> TaskCard {
    var card = TaskCard(
        place: .open, id: id, rule: "late-not-told", title: "Late, not told", customer: customer, key: "order o-1",
        taskClass: "recovery", queue: queue, priority: priority, say: say)
    card.standing.dueAt = due.map { noon + $0 }
    card.standing.openedAt = noon - .hours(1)
    card.standing.judgedAt = noon - .hours(1)
    card.searched = folded("\(say)\n\(customer)\n\(id)")
    return card
}

extension TaskCard {
    func owned(by person: String) -> TaskCard {
        var card = self
        card.standing.owner = person
        card.standing.ownedSince = noon - .minutes(5)
        return card
    }

    func asleep(for span: TimeSpan) -> TaskCard {
        var card = self
        card.standing.snoozedUntil = noon + span
        return card
    }
}
