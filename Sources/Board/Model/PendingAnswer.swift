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
    /// Of one that puts the task off: until when.
    package var putOff: Timestamp?
    /// Of one that was given while calling: from which queue the calls are taken.
    package var callingFrom: String?

    package init(id: String, task: String, person: String, word: String, about: String, until: Timestamp) {
        self.id = id
        self.task = task
        self.person = person
        self.word = word
        self.about = about
        self.until = until
    }

    /// `Done`, `Put off until tomorrow 09:00`
    func said(_ clock: SiteClock) -> String { putOff.map { "\(word) until \(clock.near($0))" } ?? word }
}
