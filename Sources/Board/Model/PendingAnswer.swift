package import Events

/// An answer that somebody gave a moment ago, and may still take back.
package struct PendingAnswer: Sendable, Equatable {
    /// By which it is taken back.
    package var id: String
    package var task: String
    package var person: String
    /// What was said: `Done`.
    package var word: String
    /// Whom the task is about.
    package var about: String
    package var until: Timestamp

    package init(id: String, task: String, person: String, word: String, about: String, until: Timestamp) {
        self.id = id
        self.task = task
        self.person = person
        self.word = word
        self.about = about
        self.until = until
    }
}
