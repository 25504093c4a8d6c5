/// What the running daemon sees. Times are RFC 3339 in UTC.
package struct StatusAnswer: Codable, Equatable, Sendable {
    package struct Daemon: Codable, Equatable, Sendable {
        package enum State: String, Codable, Sendable {
            /// Recovering, or reading the spool for the first time.
            case starting
            case working
            /// Something keeps it from going on: `trouble`.
            case waiting
        }
        package var pid: Int
        package var started: String
        package var state: State
        package var trouble: String?
        /// When the last turn, or the last look at the spool, ended.
        package var lastTurn: String?

        package init(pid: Int, started: String, state: State, trouble: String?, lastTurn: String?) {
            self.pid = pid
            self.started = started
            self.state = state
            self.trouble = trouble
            self.lastTurn = lastTurn
        }
    }

    package struct Incoming: Codable, Equatable, Sendable {
        package var files: Int
        /// When the oldest was last written.
        package var oldest: String?
        /// Those of them that are not read yet because they may not be whole; twenty at most, by name.
        package var unread: [UnreadFile]
        /// How many more there are, not among `files`, that have been read and stay for a while, because they may grow.
        package var kept: Int

        package init(files: Int, oldest: String?, unread: [UnreadFile] = [], kept: Int = 0) {
            self.files = files
            self.oldest = oldest
            self.unread = unread
            self.kept = kept
        }
    }

    package struct Queue: Codable, Equatable, Sendable {
        package var queue: String
        package var open: Int
        /// Past their `due_at`.
        package var overdue: Int
        package var oldestDue: String?

        package init(queue: String, open: Int, overdue: Int, oldestDue: String?) {
            self.queue = queue
            self.open = open
            self.overdue = overdue
            self.oldestDue = oldestDue
        }
    }

    package struct Events: Codable, Equatable, Sendable {
        package var files: Int
        package var accepted: Int
        package var duplicates: Int
        /// Of the accepted ones those that came too late for their customer's settled past.
        package var tooLate: Int
        /// By reason.
        package var rejected: [String: Int]
        /// By type; the hundred that came most.
        package var undeclared: [String: Int]
        /// For some of these the declared type that was probably meant.
        package var meant: [String: String]?
        /// Answers of people that name no task of their customer, by type.
        package var unmatchedAnswers: [String: Int]?
        /// By type, then by outcome: `accepted`, `duplicate`, `conflict`.
        package var types: [String: [String: Int]]
        /// Those that give their customer a time zone that is none, by its name; the hundred that came most.
        package var unknownZones: [String: Int]
        /// Accepted in a second, on average over the last minutes: `1m`, `5m`, `15m`.
        package var rate: [String: Double]
        /// Those that are in the state now.
        package var kept: Int?
        /// When the oldest of them came that is not settled.
        package var oldestUnsettled: String?
        /// How many bytes the state takes.
        package var bytes: Int?

        package init(
            files: Int, accepted: Int, duplicates: Int, tooLate: Int, rejected: [String: Int],
            undeclared: [String: Int], meant: [String: String]? = nil, unmatchedAnswers: [String: Int]? = nil,
            types: [String: [String: Int]] = [:], unknownZones: [String: Int] = [:], rate: [String: Double] = [:],
            kept: Int? = nil, oldestUnsettled: String? = nil, bytes: Int? = nil
        ) {
            self.kept = kept
            self.oldestUnsettled = oldestUnsettled
            self.bytes = bytes
            self.files = files
            self.accepted = accepted
            self.duplicates = duplicates
            self.tooLate = tooLate
            self.rejected = rejected
            self.undeclared = undeclared
            self.meant = meant
            self.unmatchedAnswers = unmatchedAnswers
            self.types = types
            self.unknownZones = unknownZones
            self.rate = rate
        }
    }

    /// Where events come from: what they name as their `source`.
    package struct Feed: Codable, Equatable, Sendable {
        package var source: String
        /// Accepted ones.
        package var events: Int
        /// When the last of them came.
        package var last: String
        /// The longest that it was ever silent, in seconds.
        package var longestSilence: Int
        /// Whether it is silent for longer than is usual for it.
        package var isSilent: Bool

        package init(source: String, events: Int, last: String, longestSilence: Int, isSilent: Bool) {
            self.source = source
            self.events = events
            self.last = last
            self.longestSilence = longestSilence
            self.isSilent = isSilent
        }
    }

    /// A feed that the rules declare.
    package struct DeclaredFeed: Codable, Equatable, Sendable {
        package var feed: String
        /// What its sources begin with.
        package var sources: [String]
        /// How often it is heard when all is well, as the rules say it.
        package var every: String
        /// The greatest time of its events; nil if there are none.
        package var heard: String?
        /// Since when it is silent for longer than it should be; nil if it is not. Of one that was never heard: since it is
        /// declared.
        package var silentSince: String?
        /// Customers who have tasks that are held because it is silent.
        package var holds: Int

        package init(
            feed: String, sources: [String], every: String, heard: String?, silentSince: String?, holds: Int
        ) {
            self.feed = feed
            self.sources = sources
            self.every = every
            self.heard = heard
            self.silentSince = silentSince
            self.holds = holds
        }
    }

    /// Who may answer tasks, as the rules have it: `user kim`, `group outreachd-desk`.
    package struct Answers: Codable, Equatable, Sendable {
        package var by: [String]
        /// Users who are believed of whom they name.
        package var deputies: [String]

        package init(by: [String], deputies: [String]) {
            self.by = by
            self.deputies = deputies
        }
    }

    package struct Rules: Codable, Equatable, Sendable {
        package var count: Int
        /// The site's time zone, by its name.
        package var zone: String?
        /// Absent where everybody may answer.
        package var answers: Answers?
        package var loaded: String
        /// Rules that have not opened a task yet.
        package var neverFired: [String]
        /// Rules that something started, while nothing of their `unless` has ever come: its types, by rule.
        package var unheard: [String: [String]]?
        /// When a newer set was refused, and why; the rules in force are those before it.
        package var refusedAt: String?
        package var refused: [String]?
        /// Changes of tasks since the state began, by rule, then by change.
        package var tasks: [String: [String: Int]]
        /// Episodes by rule, then by what became of them: `armed`, `satisfied`, `lapsed`, `opened` and so on.
        package var episodes: [String: [String: Int]]

        package init(
            count: Int, zone: String? = nil, answers: Answers? = nil, loaded: String, neverFired: [String],
            unheard: [String: [String]]? = nil,
            refusedAt: String?, refused: [String]?, tasks: [String: [String: Int]] = [:],
            episodes: [String: [String: Int]] = [:]
        ) {
            self.count = count
            self.zone = zone
            self.answers = answers
            self.loaded = loaded
            self.neverFired = neverFired
            self.unheard = unheard
            self.refusedAt = refusedAt
            self.refused = refused
            self.tasks = tasks
            self.episodes = episodes
        }
    }

    /// A file in `rejected/`.
    package struct Reject: Codable, Equatable, Sendable {
        package var file: String
        package var at: String
        package var reason: String?
        package var detail: String?
        /// Whether a sentence of `attention` tells all this; nil of an earlier version.
        package var isTold: Bool?

        package init(file: String, at: String, reason: String?, detail: String?, isTold: Bool? = nil) {
            self.file = file
            self.at = at
            self.reason = reason
            self.detail = detail
            self.isTold = isTold
        }
    }

    package var now: String
    package var daemon: Daemon
    package var incoming: Incoming
    package var openTasks: Int
    package var queues: [Queue]
    /// When a customer is next to be judged.
    package var nextDeadline: String?
    /// Seconds by which the judging is behind that; 0 if it is not.
    package var behind: Int
    package var events: Events
    /// Those of no declared feed: the silent ones first, then those that came last; a hundred at most.
    package var feeds: [Feed]
    /// Those that the rules declare, by name; nil of an earlier version.
    package var declaredFeeds: [DeclaredFeed]?
    /// How many tasks each gate holds, by its name; nil of an earlier version.
    package var held: [String: Int]?
    /// How many different sources there are, told in `feeds` or not; nil of an earlier version.
    package var sources: Int?
    /// Changes of tasks since the state began, by change.
    package var tasks: [String: Int]
    package var rules: Rules
    /// The latest first.
    package var rejects: [Reject]
    /// Of how many files something was rejected, told in `rejects` or not; nil of an earlier version.
    package var rejectedFiles: Int?
    /// What somebody should look at, a sentence each; empty if all is well.
    package var attention: [String]

    package init(
        now: String, daemon: Daemon, incoming: Incoming, openTasks: Int, queues: [Queue], nextDeadline: String?,
        behind: Int, events: Events, feeds: [Feed] = [], declaredFeeds: [DeclaredFeed]? = nil,
        held: [String: Int]? = nil, sources: Int? = nil, tasks: [String: Int], rules: Rules,
        rejects: [Reject], rejectedFiles: Int? = nil,
        attention: [String]
    ) {
        self.now = now
        self.daemon = daemon
        self.incoming = incoming
        self.openTasks = openTasks
        self.queues = queues
        self.nextDeadline = nextDeadline
        self.behind = behind
        self.events = events
        self.feeds = feeds
        self.declaredFeeds = declaredFeeds
        self.held = held
        self.sources = sources
        self.tasks = tasks
        self.rules = rules
        self.rejects = rejects
        self.rejectedFiles = rejectedFiles
        self.attention = attention
    }

    /// One JSON object on one line, without its end.
    package var line: [UInt8] { jsonLine(self) }
}
