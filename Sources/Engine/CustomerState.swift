package import Events

/// All that the Engine knows of one customer. A value with one owner: whoever holds it hands it to the Engine and
/// keeps what comes back.
package struct CustomerState: Sendable {
    package let customer: Text
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

    package init(customer: Text) { self.customer = customer }

    /// The tasks of this customer, and the ids that are remembered.
    package var tasks: [TaskRecord] { taskList.records }
    /// The retained events, sorted.
    package var events: [Event] { timeline.sorted }
    /// How many those are.
    package var eventCount: Int { timeline.count }

    /// When there is next something to do without a new event; nil if never. A deadline, the instant of a date,
    /// or an event from a feed whose clock is ahead. `Timestamp.distantPast` if arrivals wait to be folded.
    package var nextDeadline: Timestamp? {
        if !unfolded.isEmpty { return .distantPast }
        var next = min(fold.due, unpublished ?? .distantFuture)
        let position = timeline.upperBound(fold.frontier)
        if position < timeline.count { next = min(next, timeline.time(at: position)) }
        return next == .distantFuture ? nil : next
    }
}
