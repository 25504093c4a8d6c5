import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// A task told in plain words: what to do, why, and what became of it.
struct TaskStory {
    let task: TaskDocument
    let now: Timestamp
    let style: Style

    var lines: [String] {
        var lines = [style(.bold, printable(task.say)), ""]
        lines.append(printable(heading))
        lines.append(printable(standing))
        lines += ["", style(.faint, "Why")]
        lines += reasons.map { "  " + printable($0) }
        lines += ["", style(.faint, "What happened")]
        lines += task.history.enumerated().map { number, entry in
            "  \(shortTime(entry.at))  " + printable(sentence(entry, isFirst: number == 0))
        }
        if task.state == "open" {
            lines += ["", style(.faint, "outreachd done \(task.id.prefix(8)), or claim, dismiss, snooze, answers it")]
        }
        lines += ["", style(.faint, "task \(task.id)")]
        return lines
    }

    // MARK: what it is

    private var heading: String {
        let key = task.key.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return
            "A \(task.taskClass) task of \(task.priority) priority for \(task.queue), about customer \(task.customer)"
            + (key.isEmpty ? "." : " (\(key)).")
    }

    private var standing: String {
        switch TaskState(rawValue: task.state) {
        case .open: return "It is open" + (task.dueAt.map { " and \(due($0))." } ?? ", with no time set.")
        case .done: return "It is done."
        case .dismissed: return "It was dismissed."
        case .withdrawn: return "It was withdrawn: \(task.because.map(reason) ?? "it is not true any more")."
        case .missed, nil: return "It is \(task.state)."
        }
    }

    private func due(_ time: String) -> String {
        guard let due = timestamp(time) else { return "due \(time)" }
        return due < now
            ? "was due at \(shortTime(time)), \((now - due).rounded) ago"
            : "due at \(shortTime(time)), in \((due - now).rounded)"
    }

    // MARK: why

    private var reasons: [String] {
        var lines = ["The rule \(task.rule) says: \(task.title)."]
        if let judged = timestamp(task.judgedAt), let opened = timestamp(task.openedAt) {
            let late = opened - judged
            lines.append(
                "Its time came at \(shortTime(task.judgedAt))"
                    + (late > .minutes(5) ? ", and was learned of \(late.rounded) later." : "."))
        }
        for event in task.evidence {
            let data = event.data.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            lines.append(
                "\(shortTime(event.time))  \(event.source) told of \(event.type)"
                    + (data.isEmpty ? "" : ": \(data)") + " (\(event.id)).")
        }
        return lines
    }

    private func reason(_ because: String) -> String {
        switch Withdrawal(rawValue: because) {
        case .overtaken: return "somebody acted, or the matter settled itself (overtaken)"
        case .lateEvidence: return "it should not have opened, as was learned later (late-evidence)"
        case .ruleChanged: return "its rule was changed, and judges otherwise now (rule-changed)"
        case .moved: return "the date that it was about is another now (moved)"
        case .ruleRemoved: return "its rule is not in force any more (rule-removed)"
        case nil: return because
        }
    }

    // MARK: what happened

    private func sentence(_ entry: TaskDocument.Entry, isFirst: Bool) -> String {
        // Of an answer that somebody gave on the command line its id says nothing.
        let by = entry.by.flatMap { $0.hasPrefix("/outreachd/tasks ") ? nil : " The event: \($0)." } ?? ""
        let note = entry.note.map { ": \($0)" } ?? ""
        switch HistoryEntry.Kind(rawValue: entry.change) {
        case .opened: return isFirst ? "It opened." : "It is true again and opened anew."
        case .withdrawn:
            return "It was withdrawn, for \(entry.because.map(reason) ?? "it is not true any more")\(note).\(by)"
        case .done: return "It was done\(note).\(by)"
        case .dismissed: return "It was dismissed\(note).\(by)"
        case .missed: return "It was learned too late, and missed.\(by)"
        case .claimed: return "\(entry.note ?? "Somebody") took it on.\(by)"
        case .snoozed:
            return
                "It was put off\(entry.note.map { " until \(timestamp($0) == nil ? $0 : shortTime($0))" } ?? "").\(by)"
        case nil: return "\(entry.change)\(note).\(by)"
        }
    }
}
