import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// A task told in plain words: what to do, why, and what became of it.
struct TaskStory {
    let task: TaskDocument
    let now: Timestamp
    let clock: LocalClock

    var lines: [StyledLine] {
        var lines = text(task.say, .bold) + [StyledLine("")]
        lines += text(heading) + text(standing)
        lines += [StyledLine(""), StyledLine("Why", .faint)]
        for reason in reasons { lines += text(reason, after: "  ") }
        lines += [StyledLine(""), StyledLine("What happened", .faint)]
        let story = task.story
        for (number, entry) in story.enumerated() {
            let wasHeld = number > 0 && story[number - 1].change == HistoryEntry.Kind.held.rawValue
            lines += text(
                sentence(entry, isFirst: number == 0, wasHeld: wasHeld),
                after: "  \(clock.minute(entry.at).shown(upTo: 40))  ")
        }
        lines.append(StyledLine(""))
        if task.state == TaskState.open.rawValue {
            lines.append(
                StyledLine("outreachd done \(task.id.prefix(8)), or claim, dismiss, snooze, answers it", .faint))
        }
        lines.append(StyledLine("task \(task.id.shown(upTo: 200)); times are those of \(clock.name)", .faint))
        return lines
    }

    /// A sentence over as many lines as it needs.
    private func text(_ sentence: String, _ look: Style.Look? = nil, after lead: String = "") -> [StyledLine] {
        sentence.shown(upTo: 4_000).wrapped(after: lead, width: lineWidth).map { StyledLine($0, look) }
    }

    // MARK: what it is

    private var heading: String {
        let about =
            task.members.map { "of \(plural($0.count, "task")) that came at once" } ?? "about customer \(task.customer)"
        let kind = task.members == nil ? "A \(task.taskClass) task" : "An incident, a \(task.taskClass) task"
        return "\(kind) of \(task.priority) priority for \(task.queue), \(about)"
            + (task.keyText.isEmpty ? "." : " (\(task.keyText)).")
    }

    private var standing: String {
        switch TaskState(rawValue: task.state) {
        case .open: return "It is open" + (task.dueAt.map { " and \(due($0))." } ?? ", with no time set.") + hands
        case .done: return "It is done."
        case .dismissed: return "It was dismissed."
        case .withdrawn: return "It was withdrawn: \(task.because.map(reason) ?? "it is not true any more")."
        case .held: return "It is held, and nobody is asked to do it yet: \(hold)."
        case .missed:
            return "It was missed" + (task.because.map { ": it was held (\($0)) until it was too late." } ?? ".")
        case .expired, .heldOut, nil: return "It is \(task.state)."
        }
    }

    /// Why a gate keeps it back, and for how long.
    private var hold: String {
        let gate = task.heldBy ?? "a gate"
        let why =
            switch GateKind(rawValue: gate) {
            case .holdout: "its customer is held out, to compare with (holdout)"
            case .blind: "a feed that would tell whether it is true is silent (blind)"
            case .inhibit: "another task of the customer comes first (inhibit)"
            case .budget: "the customer was bothered often enough lately (budget)"
            case .quiet: "these are quiet hours (quiet)"
            case .surge: "so many came at once that it is gathered in task \(task.incident?.prefix(8) ?? "-") (surge)"
            case nil: gate
            }
        return why + (task.heldUntil.map { ", until \(clock.minute($0))" } ?? "")
    }

    /// Who has it, and whether it sleeps.
    private var hands: String {
        var text = ""
        if let owner = task.holder { text += " \(owner.name) has it since \(clock.minute(owner.since))." }
        if task.isSnoozed(at: now), let until = task.asleepUntil {
            text += " It is put off until \(clock.minute(until))."
        }
        return text
    }

    private func due(_ time: String) -> String {
        guard let due = timestamp(time) else { return "due \(time)" }
        return due < now
            ? "was due at \(clock.minute(due)), \((now - due).rounded) ago"
            : "due at \(clock.minute(due)), in \((due - now).rounded)"
    }

    // MARK: why

    private var reasons: [String] {
        var lines = ["The rule \(task.rule) says: \(task.title)."]
        if let judged = timestamp(task.judgedAt) {
            let wasHeld = task.history.contains { $0.change == HistoryEntry.Kind.held.rawValue }
            let late = wasHeld ? .zero : task.openedAt.flatMap(timestamp).map { $0 - judged } ?? .zero
            lines.append(
                "Its time came at \(clock.minute(judged))"
                    + (late > .minutes(5) ? ", and was learned of \(late.rounded) later." : "."))
        }
        if !task.unverified.isEmpty {
            lines.append(
                "Whether it is still so could not be verified: \(task.unverified.joined(separator: ", ")) was silent.")
        }
        for (event, bringer) in zip(task.evidence, task.bringers) {
            lines.append("\(clock.minute(event.time))  \(told(event, bringer)).")
        }
        return lines
    }

    /// What an event says, and who says so.
    private func told(_ event: TaskDocument.Evidence, _ bringer: String?) -> String {
        let data = event.data.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return "\(event.source) told of \(event.type)" + (data.isEmpty ? "" : ": \(data)")
            + " (\(event.id)\(bringer.map { ", brought by \($0)" } ?? ""))"
    }

    private func reason(_ because: String) -> String {
        switch Withdrawal(rawValue: because) {
        case .overtaken: return "somebody acted, or the matter settled itself (overtaken)"
        case .lateEvidence: return "it should not have opened, as was learned later (late-evidence)"
        case .ruleChanged: return "its rule was changed, and judges otherwise now (rule-changed)"
        case .moved: return "the date that it was about is another now (moved)"
        case .ruleRemoved: return "its rule is not in force any more (rule-removed)"
        case .noLonger: return "it was held, and was not true any more when it should have come out (no-longer)"
        case .empty: return "no task is gathered in it any more (empty)"
        case nil: return because
        }
    }

    // MARK: what happened

    private func sentence(_ entry: TaskDocument.Entry, isFirst: Bool, wasHeld: Bool) -> String {
        // Of an answer that somebody gave on the command line its id says nothing.
        let by = entry.source == nil ? "" : entry.by.map { " The event: \($0)." } ?? ""
        let note = entry.note.map { ": \($0)" } ?? ""
        let who = entry.who.map { " by \($0)" } ?? ""
        switch HistoryEntry.Kind(rawValue: entry.change) {
        case .opened: return isFirst ? "It opened." : wasHeld ? "It came out." : "It is true again and opened anew."
        case .withdrawn:
            let proof = task.proof(of: entry).map { " At \(clock.minute($0.time)) \(told($0, task.endedByBringer))." }
            return "It was withdrawn, for \(entry.because.map(reason) ?? "it is not true any more")\(note)."
                + (proof ?? by)
        case .done: return "It was done\(who)\(note).\(by)"
        case .dismissed: return "It was dismissed\(who)\(note).\(by)"
        case .missed where entry.note != nil: return "It was held too long, and missed\(note)."
        case .missed: return "It was learned too late, and missed.\(by)"
        case .held: return "It was held\(note)."
        case .heldOut: return "Its customer is held out."
        case .escalated: return "Nobody had dealt with it, so it was given on\(note)."
        case .released: return "\(entry.who ?? entry.note ?? "Somebody") gave it back.\(by)"
        case .claimed: return "\(entry.who ?? entry.note ?? "Somebody") took it on.\(by)"
        case .snoozed: return "It was put off\(who)\(entry.note.map { " until \(clock.minute($0))" } ?? "").\(by)"
        case nil: return "\(entry.change)\(note).\(by)"
        }
    }
}
