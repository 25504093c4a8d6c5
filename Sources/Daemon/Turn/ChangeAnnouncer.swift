import Engine
import TaskDispatch
import Events
import Logging
import Store
import Systemd

/// Counts what happens to tasks, and logs what somebody may want to see.
struct ChangeAnnouncer {
    let log: Logger
    let metrics: Metrics

    /// - Parameter zone: that a customer is said to be in, and that is none.
    func note(unknownZone zone: Text, of customer: Text) {
        log.warning(
            "a customer's time zone is the name of none, so rules go by the site's",
            metadata: ["zone": "\(zone)", "customer": "\(customer)"])
    }

    func note(_ change: Change, in counts: inout [Counter: Int]) {
        let name: Text
        switch change.kind {
        case .opened: name = "opened"
        case .withdrawn: name = "withdrawn"
        case .done: name = "done"
        case .dismissed: name = "dismissed"
        case .missed, .expired: name = "missed"
        case .held: name = "held"
        case .heldOut: name = "held-out"
        case .escalated: name = "escalated"
        case .updated: name = "updated"
        }
        counts[Counter(.tasks, name), default: 0] += 1
        counts[Counter(.rule, name, of: change.task.rule), default: 0] += 1
        // What a gate held was not late by our doing.
        if change.kind == .opened, !change.task.isIncident, !change.task.history.contains(where: { $0.kind == .held }) {
            metrics.judged(after: change.task.openedAt - change.task.judgedAt)
        }
        // Where nobody reads it, it is not put together.
        guard log.logLevel <= .info else { return }
        let whose: Logger.Metadata = [
            "task": "\(change.task.id)", "rule": "\(change.task.rule)", "customer": "\(change.task.customer)",
        ]
        switch change.kind {
        case .opened where change.task.isIncident:
            log.warning("incident opened", metadata: JournalMessage.incidentOpened.metadata(whose))
        case .opened: log.info("task opened", metadata: JournalMessage.taskOpened.metadata(whose))
        case .withdrawn: log.info("task withdrawn", metadata: JournalMessage.taskWithdrawn.metadata(whose))
        case .done, .dismissed, .missed, .expired, .held, .heldOut, .escalated:
            log.info("task \(name)", metadata: whose)
        case .updated: log.debug("task updated", metadata: whose)
        }
    }

    /// Counts answers that name no task, and tells of those of one turn once for each type.
    func note(_ answers: UnmatchedAnswers, in counts: inout [Counter: Int]) {
        for kind in answers.kinds {
            counts[Counter(.answer, "no-task", of: kind.type), default: 0] += kind.count
            var first: Logger.Metadata = [
                "task": .string(kind.task.string.shown(upTo: Self.longestName)),
                "customer": .string(kind.customer.string.shown(upTo: Self.longestName)), "count": "\(kind.count)",
            ]
            if let meant = kind.meant { first["meant"] = "\(meant)" }
            log.warning(
                "\(kind.type) names no task of its customer, so nothing follows from it",
                metadata: JournalMessage.answerUnmatched.metadata(first))
        }
    }

    /// Names come from outside, and may be of any length.
    private static let longestName = 100
}
