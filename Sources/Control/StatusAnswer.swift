/// What the running daemon sees. Times are RFC 3339 in UTC.
public struct StatusAnswer: Codable, Equatable, Sendable {
    public struct Daemon: Codable, Equatable, Sendable {
        public enum State: String, Codable, Sendable {
            /// Recovering, or reading the spool for the first time.
            case starting
            case working
            /// Something keeps it from going on: `trouble`.
            case waiting
        }
        public var pid: Int
        public var started: String
        public var state: State
        public var trouble: String?
        /// When the last turn, or the last look at the spool, ended.
        public var lastTurn: String?

        public init(pid: Int, started: String, state: State, trouble: String?, lastTurn: String?) {
            self.pid = pid
            self.started = started
            self.state = state
            self.trouble = trouble
            self.lastTurn = lastTurn
        }
    }

    public struct Incoming: Codable, Equatable, Sendable {
        public var files: Int
        /// When the oldest was last written.
        public var oldest: String?

        public init(files: Int, oldest: String?) {
            self.files = files
            self.oldest = oldest
        }
    }

    public struct Queue: Codable, Equatable, Sendable {
        public var queue: String
        public var open: Int
        /// Past their `due_at`.
        public var overdue: Int
        public var oldestDue: String?

        public init(queue: String, open: Int, overdue: Int, oldestDue: String?) {
            self.queue = queue
            self.open = open
            self.overdue = overdue
            self.oldestDue = oldestDue
        }
    }

    public struct Events: Codable, Equatable, Sendable {
        public var files: Int
        public var accepted: Int
        public var duplicates: Int
        /// Too late for their customer's settled past.
        public var tooLate: Int
        /// By reason.
        public var rejected: [String: Int]
        /// By type; the hundred that came most.
        public var undeclared: [String: Int]
        /// By type, then by outcome: `accepted`, `duplicate`, `conflict`.
        public var types: [String: [String: Int]]
        /// Accepted in a second, on average over the last minutes: `1m`, `5m`, `15m`.
        public var rate: [String: Double]

        public init(
            files: Int, accepted: Int, duplicates: Int, tooLate: Int, rejected: [String: Int],
            undeclared: [String: Int], types: [String: [String: Int]] = [:], rate: [String: Double] = [:]
        ) {
            self.files = files
            self.accepted = accepted
            self.duplicates = duplicates
            self.tooLate = tooLate
            self.rejected = rejected
            self.undeclared = undeclared
            self.types = types
            self.rate = rate
        }
    }

    /// Where events come from: what they name as their `source`.
    public struct Feed: Codable, Equatable, Sendable {
        public var source: String
        /// Accepted ones.
        public var events: Int
        /// When the last of them came.
        public var last: String
        /// The longest that it was ever silent, in seconds.
        public var longestSilence: Int
        /// Whether it is silent for longer than is usual for it.
        public var isSilent: Bool

        public init(source: String, events: Int, last: String, longestSilence: Int, isSilent: Bool) {
            self.source = source
            self.events = events
            self.last = last
            self.longestSilence = longestSilence
            self.isSilent = isSilent
        }
    }

    public struct Rules: Codable, Equatable, Sendable {
        public var count: Int
        public var loaded: String
        /// Rules that have not opened a task yet.
        public var neverFired: [String]
        /// When a newer set was refused, and why; the rules in force are those before it.
        public var refusedAt: String?
        public var refused: [String]?
        /// Changes of tasks since the state began, by rule, then by change.
        public var tasks: [String: [String: Int]]
        /// Episodes by rule, then by what became of them: `armed`, `satisfied`, `lapsed`, `opened` and so on.
        public var episodes: [String: [String: Int]]

        public init(
            count: Int, loaded: String, neverFired: [String], refusedAt: String?, refused: [String]?,
            tasks: [String: [String: Int]] = [:], episodes: [String: [String: Int]] = [:]
        ) {
            self.count = count
            self.loaded = loaded
            self.neverFired = neverFired
            self.refusedAt = refusedAt
            self.refused = refused
            self.tasks = tasks
            self.episodes = episodes
        }
    }

    /// A file in `rejected/`.
    public struct Reject: Codable, Equatable, Sendable {
        public var file: String
        public var at: String
        public var reason: String?
        public var detail: String?

        public init(file: String, at: String, reason: String?, detail: String?) {
            self.file = file
            self.at = at
            self.reason = reason
            self.detail = detail
        }
    }

    public var now: String
    public var daemon: Daemon
    public var incoming: Incoming
    public var openTasks: Int
    public var queues: [Queue]
    /// When a customer is next to be judged.
    public var nextDeadline: String?
    /// Seconds by which the judging is behind that; 0 if it is not.
    public var behind: Int
    public var events: Events
    /// Those that fell silent first, then those that came last; a hundred at most.
    public var feeds: [Feed]
    /// Changes of tasks since the state began, by change.
    public var tasks: [String: Int]
    public var rules: Rules
    /// The latest first.
    public var rejects: [Reject]
    /// What somebody should look at, a sentence each; empty if all is well.
    public var attention: [String]

    public init(
        now: String, daemon: Daemon, incoming: Incoming, openTasks: Int, queues: [Queue], nextDeadline: String?,
        behind: Int, events: Events, feeds: [Feed] = [], tasks: [String: Int], rules: Rules, rejects: [Reject],
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
        self.tasks = tasks
        self.rules = rules
        self.rejects = rejects
        self.attention = attention
    }

    /// One JSON object on one line, without its end.
    public var line: [UInt8] { jsonLine(self) }
}
