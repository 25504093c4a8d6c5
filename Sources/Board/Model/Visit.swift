package import Events

/// Who looks at the board, when, and what is the same on every page.
package struct Visit: Sendable {
    /// Whose answers these are: the name of a user.
    package var person: String
    package var now: Timestamp
    /// The site's zone, in which every time is told.
    package var zone: Zone
    /// What was taken from the tasks, by which a page knows whether it is old.
    package var version: Int
    /// `https://crm.example/{customer}`; nil if there is no such page.
    package var customerLink: CustomerLink?
    /// Whether a report lies there to be shown.
    package var hasReport = false
    /// Whether an answer that somebody was reached ends the customer's other tasks too.
    package var reachedEndsOthers = false
    /// Links that the site has made for its teams.
    package var views: [TeamView] = []
    /// Answers of this person that may still be taken back.
    package var pending: [PendingAnswer] = []
    /// What is wrong, one sentence: the daemon is away, answers cannot be written or do not count. Nil if nothing is.
    package var trouble: String?

    package init(person: String, now: Timestamp, zone: Zone, version: Int) {
        self.person = person
        self.now = now
        self.zone = zone
        self.version = version
    }
}
