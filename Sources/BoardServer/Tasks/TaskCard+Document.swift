import Board
import Events
import TaskFiles

extension TaskCard {
    /// What a list shows of a task's file.
    init(_ task: TaskDocument, _ place: TaskPlace) {
        let key = task.key.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        self.init(
            place: Place(place), id: task.id, rule: task.rule, title: task.title, customer: task.customer, key: key,
            taskClass: task.taskClass, queue: task.queue, priority: task.priority, say: task.say)
        members = task.members?.count
        standing.state = task.state
        standing.because = task.because
        standing.judgedAt = time(task.judgedAt) ?? .distantPast
        standing.openedAt = task.openedAt.flatMap(time)
        standing.dueAt = task.dueAt.flatMap(time)
        standing.owner = task.owner
        standing.ownedSince = task.claimedAt.flatMap(time)
        standing.snoozedUntil = task.snoozedUntil.flatMap(time)
        standing.heldBy = task.heldBy
        standing.heldUntil = task.heldUntil.flatMap(time)
        standing.incident = task.incident
        standing.changes = task.history.count
        if place == .closed, let last = task.history.last {
            standing.endedAt = time(last.at)
            standing.endedBy = last.who
            standing.endedNote = last.note
            if task.state == "withdrawn" { standing.proof = task.endedBy.map(Self.proof) }
        }
        phone = Self.phone(task)
        searched = folded([task.say, task.customer, task.title, key, task.id, task.rule].joined(separator: "\n"))
    }

    /// An event in so many words that a list has room for.
    private static func proof(_ event: TaskDocument.Evidence) -> String {
        let data = event.data.prefix(6).map { "\($0.name) \($0.value.prefix(80))" }.joined(separator: ", ")
        return String((event.type + (data.isEmpty ? "" : ": \(data)")).prefix(200))
    }

    /// The latest that its evidence tells.
    private static func phone(_ task: TaskDocument) -> String? {
        for event in task.evidence.reversed() {
            if let found = event.data.first(where: { Telephone.isName($0.name) && Telephone.number($0.value) != nil }) {
                return found.value
            }
        }
        return nil
    }
}

extension TaskDetail {
    /// All that a task's file tells.
    init(_ task: TaskDocument, _ place: TaskPlace) {
        self.init(
            card: TaskCard(task, place),
            evidence: zip(task.evidence, task.bringers).map(Self.evidence),
            history: task.history.map {
                Entry(at: time($0.at), change: $0.change, because: $0.because, by: $0.by, note: $0.note, who: $0.who)
            },
            unverified: task.unverified,
            members: (task.members ?? []).map { Member(task: $0.task, customer: $0.customer) })
        ending = task.endedBy.map { Self.evidence($0, broughtBy: task.endedByBringer) }
    }

    private static func evidence(_ event: TaskDocument.Evidence, broughtBy bringer: String?) -> Evidence {
        Evidence(
            time: time(event.time), type: event.type, source: event.source, id: event.id, data: event.data,
            bringer: bringer)
    }
}

extension TaskCard.Place {
    init(_ place: TaskPlace) {
        switch place {
        case .open: self = .open
        case .held: self = .held
        case .closed: self = .closed
        }
    }
}

/// A time as files and the daemon write it.
func time(_ text: String) -> Timestamp? { try? Timestamp.parse(Text(text)).get() }
