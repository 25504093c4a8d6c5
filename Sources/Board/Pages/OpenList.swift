package import Events

/// The open tasks in the order in which they are worked, a card for each customer.
package struct OpenList: Sendable {
    package enum Section: Int, Sendable, CaseIterable {
        case late, soon, later, whenever
    }

    /// The tasks of one customer.
    package struct Group: Sendable {
        /// That of its first task.
        package var section: Section
        /// In their order; never empty.
        package var tasks: [TaskCard]
    }

    package var groups: [Group] = []
    /// How many of those in the view sleep, and are not shown.
    package var asleep = 0

    /// - Parameter cards: open ones, in any order.
    package init(_ cards: [TaskCard], _ view: ListView, of person: String, at now: Timestamp) {
        var awake = view
        awake.withAsleep = true
        let meant = cards.filter { awake.holds($0, of: person, at: now) }
        let shown = view.withAsleep ? meant : meant.filter { !$0.isAsleep(at: now) }
        asleep = meant.count - shown.count
        var places: [Text: Int] = [:]
        for card in Self.sorted(shown, at: now) {
            // An incident is of no customer.
            let name = card.customer.isEmpty ? Text("\u{0}" + card.id) : Text(card.customer)
            if let place = places[name] {
                groups[place].tasks.append(card)
            } else {
                places[name] = groups.count
                groups.append(Group(section: Self.section(card, at: now), tasks: [card]))
            }
        }
    }

    /// As they are worked: late ones first, then those of the next hour, then the others; in each the most urgent first, and
    /// of those what is due first.
    package static func sorted(_ cards: [TaskCard], at now: Timestamp) -> [TaskCard] {
        cards.map { (Key($0, at: now), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    package static func section(_ card: TaskCard, at now: Timestamp) -> Section {
        guard let due = card.standing.dueAt else { return .whenever }
        return due < now ? .late : due < now + .hours(1) ? .soon : .later
    }

    /// The one that is worked first.
    static func first(_ cards: [TaskCard], at now: Timestamp) -> TaskCard? {
        cards.min { Key($0, at: now) < Key($1, at: now) }
    }

    private struct Key: Comparable {
        let section: Int
        let urgency: Int
        let due: Timestamp
        let id: String

        init(_ card: TaskCard, at now: Timestamp) {
            section = OpenList.section(card, at: now).rawValue
            urgency = card.urgency
            due = card.standing.dueAt ?? card.standing.openedAt ?? .distantFuture
            id = card.id
        }

        static func < (a: Key, b: Key) -> Bool {
            (a.section, a.urgency, a.due, a.id) < (b.section, b.urgency, b.due, b.id)
        }
    }
}
