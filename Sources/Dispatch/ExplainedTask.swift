package import Engine

/// A task as it is, which may differ from the verdicts where events came late.
package struct ExplainedTask: Hashable, Sendable {
    package let task: TaskRecord
    /// In one line.
    package let text: String

    package init(_ task: TaskRecord, _ words: SiteWords) {
        self.task = task
        text = Self.text(task, words)
    }

    /// `quiet hours until 08:30`
    private static func text(_ hold: TaskHold, _ words: SiteWords) -> String {
        let why: String
        switch hold.gate {
        case .holdout: why = "the customer is held out"
        case .blind: why = "a feed that would tell is silent"
        case .inhibit: why = "another matter of the customer comes first"
        case .budget: why = "the customer was bothered often enough"
        case .quiet: why = "quiet hours"
        case .surge: why = "gathered" + (hold.incident.map { " in the incident \($0)" } ?? "")
        }
        return why + (hold.until.map { " until \(words.clock($0))" } ?? "")
    }

    private static func text(_ task: TaskRecord, _ words: SiteWords) -> String {
        let key = task.key.map { " \($0.name) \(words.written($0.value))" }.joined()
        let named = "\(task.id) \(task.rule)\(key)"
        switch task.state {
        case .held:
            return "\(named): held: \(task.outreach.hold.map { text($0, words) } ?? "nothing is known of why")"
        case .heldOut: return "\(named): held out, so nobody was told"
        case .expired:
            return "\(named): missed, for it was held too long (\(task.outreach.hold?.gate.rawValue ?? "held"))"
        case .missed: return "\(named): missed, judged for \(words.clock(task.judgedAt)) and learned too late"
        case .open: return "\(named): open since \(words.clock(task.openedAt))"
        case .done, .dismissed, .withdrawn:
            let because = task.because.map { " (\($0.rawValue))" } ?? ""
            let ended =
                task.history.last(where: { $0.kind.isEnding }).map { entry in
                    " \(words.clock(entry.at))" + (entry.who.map { " by \($0)" } ?? "")
                } ?? ""
            return "\(named): opened \(words.clock(task.openedAt)), \(task.state.rawValue)\(because)\(ended)"
        }
    }
}
