import Engine
import Events
import RuleLanguage

/// When the escalations of a task that is out are due.
struct EscalationClock {
    private let outreach: TaskOutreach
    private let openedAt: Timestamp
    private let releasedAt: Timestamp?

    /// - Parameters:
    ///   - outreach: says who has the task and until when it sleeps.
    ///   - releasedAt: when it was given back last since it came out.
    init(_ outreach: TaskOutreach, openedAt: Timestamp, releasedAt: Timestamp?) {
        self.outreach = outreach
        self.openedAt = openedAt
        self.releasedAt = releasedAt
    }

    /// When an escalation is due; nil if it has been done, or waits for somebody to give the task back.
    func due(_ entry: EscalationTable.Entry, _ engine: RuleEngine) -> Timestamp? {
        if outreach.escalated.contains(.form(entry.form)) { return nil }
        let escalation = entry.escalation
        var start = openedAt
        switch escalation.condition {
        case .undone: break
        case .unclaimed:
            if outreach.owner != nil { return nil }
            start = max(openedAt, releasedAt ?? openedAt)
        }
        let due = engine.after(escalation.after, start)
        // Asked while it is put off, it is asked at the end of that.
        return max(due, outreach.snoozedUntil ?? due)
    }
}
