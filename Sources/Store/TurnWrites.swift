public import Engine
public import Events

/// All that one turn decided: it becomes durable as a whole or not at all.
public struct TurnWrites: Sendable {
    /// New events. That the store holds none of them already is the caller's business: `known`.
    public var arrivals = Arrivals()
    /// When the arrivals came, by the clock of the turn.
    public var arrived = Timestamp.distantPast
    /// Whether no customer has arrivals any more that its state does not know.
    public var leavesNothingWaiting = true
    public var customers: [StoredCustomer] = []
    /// Tasks whose files shall be written.
    public var tasks: [StoredTask] = []
    /// Spool files that this turn has read, or read on.
    public var taken: [TakenFile] = []
    /// Names of spool files that are out of `incoming/`, so that nothing needs to be remembered of them.
    public var gone: [[UInt8]] = []
    /// To add.
    public var counts: [Counter: Int] = [:]
    /// The time that the turn worked with; a store that has a later one keeps it.
    public var clock: Timestamp?

    public init() {}

    /// Whether there is anything worth a transaction.
    public var isEmpty: Bool {
        arrivals.shares.isEmpty && customers.isEmpty && tasks.isEmpty && taken.isEmpty && gone.isEmpty && counts.isEmpty
    }
}

/// A customer's state as the Engine encodes it.
public struct StoredCustomer: Sendable, Equatable {
    public var customer: Text
    public var state: [UInt8]
    /// How many of the customer's events the state knows, in the order of arrival.
    public var known: Int
    /// When there is next something to do without a new event.
    public var deadline: Timestamp?

    public init(customer: Text, state: [UInt8], known: Int, deadline: Timestamp?) {
        self.customer = customer
        self.state = state
        self.known = known
        self.deadline = deadline
    }
}

/// All that the store has of one customer.
public struct CustomerRecord: Sendable, Equatable {
    /// Nil if none was ever kept.
    public var state: [UInt8]?
    /// How many of the events the state knows.
    public var known: Int
    /// The events, one a line, in the order of arrival.
    public var text: [UInt8]

    public init(state: [UInt8]? = nil, known: Int = 0, text: [UInt8] = []) {
        self.state = state
        self.known = known
        self.text = text
    }

    public var events: [Text] { text.withUnsafeBytes { lines($0) } }
}

/// A task that has a file.
public struct StoredTask: Sendable, Equatable {
    public var id: TaskID
    public var customer: Text
    public var rule: Text
    public var state: TaskState
    /// The exact bytes of its file.
    public var body: [UInt8]

    public init(id: TaskID, customer: Text, rule: Text, state: TaskState, body: [UInt8]) {
        self.id = id
        self.customer = customer
        self.rule = rule
        self.state = state
        self.body = body
    }
}

/// A task's file as it should lie on disk, without its bytes.
public struct TaskRow: Sendable, Equatable {
    public var id: TaskID
    public var state: TaskState
    /// Of the file, in bytes.
    public var size: Int
    /// Whether the file is known to lie on disk like that.
    public var isWritten: Bool
}

/// A spool file whose content is in the store, wholly or up to an event. Until it is out of `incoming/`, a start after
/// a crash must know it from a new file of the same name, go on where it was left, and know what is to be written of
/// its bad lines.
public struct TakenFile: Sendable, Equatable {
    /// The bytes of its name.
    public var name: [UInt8]
    /// Which file of that name: whatever tells it from another.
    public var mark: [UInt8]
    public enum Progress: String, CaseIterable, Sendable {
        /// There are more events in it than `events`.
        case begun
        /// All its events have been dealt with.
        case read
        /// It cannot be read as events and moves to `rejected/` whole.
        case rejected
    }
    public var progress: Progress
    /// How many of its events have been dealt with, from the start; undeclared and rejected ones count.
    public var events: Int
    /// What `rejected/` shall hold of it; empty for nothing.
    public var rejections: [UInt8]

    public init(
        name: [UInt8], mark: [UInt8], progress: Progress, events: Int = 0, rejections: [UInt8] = []
    ) {
        self.name = name
        self.mark = mark
        self.progress = progress
        self.events = events
        self.rejections = rejections
    }
}

/// Something that is counted for `status`.
public struct Counter: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// `files`, `accepted`, `duplicate`
        case input
        /// Rejected events, and whole files, by the code of the reason.
        case rejected
        /// Events of types that no rule file declares, by type.
        case undeclared
        /// Events of declared types by what became of them: `accepted delivery.delayed`, `duplicate`, `conflict`.
        case type
        /// Changes of tasks: `opened`, `withdrawn`, `done`, `dismissed`, `missed`, `updated`.
        case tasks
        /// The same of each rule: `opened late-not-told`.
        case rule
        /// Episodes of each rule by what became of them: `lapsed late-not-told`.
        case episode
    }
    public var kind: Kind
    public var name: Text

    public init(_ kind: Kind, _ name: Text) {
        self.kind = kind
        self.name = name
    }
}
