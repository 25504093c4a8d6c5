package import Events

/// How the daemon fares, for the screen *Status*.
package struct ServiceStatus: Sendable {
    package struct Queue: Sendable {
        package var name: String
        package var open: Int
        package var overdue: Int

        package init(name: String, open: Int, overdue: Int) {
            self.name = name
            self.open = open
            self.overdue = overdue
        }
    }

    package struct Feed: Sendable {
        package var name: String
        /// How often it should be heard.
        package var every: String
        package var heard: Timestamp?
        package var silentSince: Timestamp?
        package var holds: Int

        package init(name: String, every: String, heard: Timestamp?, silentSince: Timestamp?, holds: Int) {
            self.name = name
            self.every = every
            self.heard = heard
            self.silentSince = silentSince
            self.holds = holds
        }
    }

    /// What somebody should look at, a sentence each; empty if all is well.
    package var attention: [String] = []
    package var state = ""
    package var trouble: String?
    package var lastTurn: Timestamp?
    package var nextDeadline: Timestamp?
    /// Seconds by which the judging is behind.
    package var behind = 0
    package var waitingFiles = 0
    package var accepted = 0
    package var rejected = 0
    package var rules = 0
    package var queues: [Queue] = []
    package var feeds: [Feed] = []
    /// Who is believed to answer for others, where the rules say who answers; nil if everybody may.
    package var deputies: [String]?

    package init() {}
}
