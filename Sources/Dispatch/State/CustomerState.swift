package import Engine
package import Events

/// All that is known of one customer: what happened, what the fold made of it, and the tasks. A value with one owner.
package struct CustomerState: Sendable {
    package let customer: Text
    var folded: FoldedTimeline
    var dispatch = DispatchState()

    /// How many of the arrivals of the last step came too late.
    package internal(set) var tooLate = 0

    package init(customer: Text) {
        self.customer = customer
        folded = FoldedTimeline(customer: customer)
    }

    /// The tasks of this customer, and the ids that are remembered.
    package var tasks: [TaskRecord] { dispatch.tasks.records }
    /// The retained events, sorted.
    package var events: [Event] { folded.events }
    /// How many those are.
    package var eventCount: Int { folded.eventCount }
    /// Up to where it is folded, itself included.
    package var frontier: Timestamp { folded.frontier }
    /// How far the past is settled; nil: not at all.
    package var settledThrough: Timestamp? { folded.settledThrough }

    /// Takes new events, in any order, for a later step to fold.
    package mutating func take(_ arrivals: [Event]) { folded.take(arrivals) }

    /// The feeds whose silence holds a task back: when one of them is heard at the time beside it, or later, the customer
    /// has to be advanced, though nothing of his arrived and nothing is due.
    package var feedWaits: [FeedWait] { dispatch.held.isEmpty ? [] : dispatch.held.flatMap(\.feeds) }

    /// Whether some verdicts wait for nothing but what the surge decides at this instant, over all customers.
    package var asksSurge: Bool { dispatch.asksSurge }

    /// When there is next something to do without a new event; nil if never. A deadline, the instant of a date, an event
    /// from a feed whose clock is ahead, a gate that is worth asking again, the `expire` of a held task, an escalation.
    /// `Timestamp.distantPast` if arrivals wait to be folded. A held task costs nothing until then.
    package var nextDeadline: Timestamp? {
        let next = min(folded.nextDeadline ?? .distantFuture, dispatch.due ?? .distantFuture)
        return next == .distantFuture ? nil : next
    }
}

extension RuleEngine {
    /// All deadlines of a state that this engine has folded.
    package func waits(in state: CustomerState) -> [PendingDeadline] { waits(in: state.folded) }
}
