package import Events

/// A task as a list shows it: what its file says, with the times read.
package struct TaskCard: Sendable, Equatable {
    package enum Place: String, Sendable { case open, held, closed }

    /// Where its file lies.
    package var place: Place
    package var id: String
    package var rule: String
    package var title: String
    /// Empty for an incident, which is of no customer.
    package var customer: String
    /// `order o-9`
    package var key: String
    /// `recovery` or `relationship`
    package var taskClass: String
    package var queue: String
    package var priority: String
    /// What the person reads.
    package var say: String
    package var standing = Standing()
    /// Of an incident: how many tasks are gathered in it.
    package var members: Int?
    /// A number to call, as it was written.
    package var phone: String?
    /// What is looked through for a word, folded.
    package var searched = ""

    /// How it stands.
    package struct Standing: Sendable, Equatable {
        package var state = "open"
        package var because: String?
        package var judgedAt = Timestamp.distantPast
        package var openedAt: Timestamp?
        package var dueAt: Timestamp?
        /// Who has it, and since when.
        package var owner: String?
        package var ownedSince: Timestamp?
        package var snoozedUntil: Timestamp?
        package var heldBy: String?
        package var heldUntil: Timestamp?
        package var incident: String?
        /// The last of its history: when, by whom, with which words.
        package var endedAt: Timestamp?
        package var endedBy: String?
        package var endedNote: String?
        /// The event that proves that it is not true any more, of one that was withdrawn: `call.made: outcome spoke`.
        package var proof: String?
        /// How much has happened to it: it only grows.
        package var changes = 0

        package init() {}
    }

    package init(
        place: Place, id: String, rule: String, title: String, customer: String, key: String, taskClass: String,
        queue: String, priority: String, say: String
    ) {
        self.place = place
        self.id = id
        self.rule = rule
        self.title = title
        self.customer = customer
        self.key = key
        self.taskClass = taskClass
        self.queue = queue
        self.priority = priority
        self.say = say
    }

    /// 0 is the most urgent.
    package var urgency: Int { ["urgent": 0, "high": 1, "normal": 2, "low": 3][priority] ?? 4 }

    package func isAsleep(at now: Timestamp) -> Bool { standing.snoozedUntil.map { $0 > now } ?? false }

    /// Whether a word stands in it, or in the name of who has it or ended it.
    package func isFound(by word: String) -> Bool {
        if word.isEmpty { return true }
        let people = folded([standing.owner, standing.endedBy].compactMap(\.self).joined(separator: "\n"))
        let word = Text(folded(word))
        return Text(searched).contains(word) || Text(people).contains(word)
    }

    /// Whom it is about: the customer, or of an incident how many.
    package var about: String { members.map { "\($0) customers at once" } ?? customer }

    /// The eight characters by which people name it.
    package var shortID: String { String(id.prefix(8)) }
}
