public import Events

/// All that the Engine knows of one customer. A value with one owner: whoever holds it hands it to the Engine and
/// keeps what comes back.
public struct CustomerState: Sendable {
    public let customer: Text
    var timeline = Timeline()
    /// The fold of the timeline up to its frontier.
    var fold = FoldState()
    /// Which program the fold is of; another one folds anew.
    var fingerprint: Text = ""
    /// Events that arrived and are not folded yet.
    var unfolded: [EventRef] = []
    /// The earliest verdict that waits to become a task.
    var unpublished: Timestamp?
    var taskList = TaskList()

    public init(customer: Text) { self.customer = customer }

    /// The tasks of this customer, and the ids that are remembered.
    public var tasks: [TaskRecord] { taskList.records }
    /// The retained events, sorted.
    public var events: [Event] { timeline.sorted }
    /// How many those are.
    public var eventCount: Int { timeline.count }

    /// When there is next something to do without a new event; nil if never. A deadline, the instant of a date,
    /// or an event from a feed whose clock is ahead. `Timestamp.distantPast` if arrivals wait to be folded.
    public var nextDeadline: Timestamp? {
        if !unfolded.isEmpty { return .distantPast }
        var next = min(fold.due, unpublished ?? .distantFuture)
        let position = timeline.upperBound(fold.frontier)
        if position < timeline.count { next = min(next, timeline.time(at: position)) }
        return next == .distantFuture ? nil : next
    }
}

/// Why the bytes of a state cannot be read.
public enum StateError: Error, Equatable, Sendable {
    case unknownVersion(UInt8)
    case damaged

    /// One sentence for the person who runs the daemon.
    public var sentence: String {
        switch self {
        case .unknownVersion(let version):
            return
                "a customer's state was written by another version of outreachd (form \(version)): run that version, or a newer one"
        case .damaged: return "a customer's state is damaged: it cannot be read back from its bytes"
        }
    }
}
