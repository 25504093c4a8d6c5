package import Events

/// A task with all that its file tells.
package struct TaskDetail: Sendable {
    package var card: TaskCard
    package var evidence: [Evidence]
    package var history: [Entry]
    /// The event that ended it, if one did and its file keeps it.
    package var ending: Evidence?
    /// The feeds that were silent when it came out nevertheless.
    package var unverified: [String]
    /// Of an incident: whom it is about.
    package var members: [Member]

    /// An event that brought it about, or ended it.
    package struct Evidence: Sendable, Equatable {
        package var time: Timestamp?
        package var type: String
        package var source: String
        package var id: String
        package var data: [(name: String, value: String)]
        package var bringer: String?

        package init(
            time: Timestamp?, type: String, source: String, id: String, data: [(name: String, value: String)],
            bringer: String?
        ) {
            self.time = time
            self.type = type
            self.source = source
            self.id = id
            self.data = data
            self.bringer = bringer
        }

        package static func == (a: Evidence, b: Evidence) -> Bool { a.source == b.source && a.id == b.id }
    }

    /// Something that happened to it.
    package struct Entry: Sendable {
        package var at: Timestamp?
        package var change: String
        package var because: String?
        /// The source and id of an event.
        package var by: String?
        package var note: String?
        package var who: String?

        package init(at: Timestamp?, change: String, because: String?, by: String?, note: String?, who: String?) {
            self.at = at
            self.change = change
            self.because = because
            self.by = by
            self.note = note
            self.who = who
        }
    }

    package struct Member: Sendable {
        package var task: String
        package var customer: String

        package init(task: String, customer: String) {
            self.task = task
            self.customer = customer
        }
    }

    package init(
        card: TaskCard, evidence: [Evidence], history: [Entry], unverified: [String] = [], members: [Member] = []
    ) {
        self.card = card
        self.evidence = evidence
        self.history = history
        self.unverified = unverified
        self.members = members
    }
}
