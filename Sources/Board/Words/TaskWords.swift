package import Events

/// What the words of task files mean to a person.
enum TaskWords {
    /// Why a gate keeps a task back.
    static func gate(_ word: String) -> String {
        switch word {
        case "holdout": "this customer is held out, to compare with"
        case "blind": "a feed that would tell whether it is true is silent"
        case "inhibit": "another task of this customer comes first"
        case "budget": "this customer was contacted often enough lately"
        case "quiet": "quiet hours"
        case "surge": "so many came at once that one task stands for them all"
        default: word
        }
    }

    /// Why a task was taken back.
    static func withdrawal(_ because: String) -> String {
        switch because {
        case "overtaken": "somebody acted, or the matter settled itself"
        case "late-evidence": "it should not have opened, as was learned later"
        case "moved": "the date that it was about is another now"
        case "rule-changed": "its rule was changed, and judges otherwise now"
        case "rule-removed": "its rule is not in force any more"
        case "no-longer": "it was held, and was not true any more when it should have come out"
        case "empty": "no task is gathered in it any more"
        default: because
        }
    }

    /// What became of a task that is over, or stands so: `Done by alice: she is content`.
    static func fate(_ card: TaskCard, _ clock: SiteClock) -> String {
        let standing = card.standing
        let who = standing.endedBy.map { " by \($0.shown(upTo: 64))" } ?? ""
        let note = standing.endedNote.map { ": \($0.shown(upTo: 200))" } ?? ""
        let at = standing.endedAt.map { " \(clock.near($0))" } ?? ""
        switch standing.state {
        case "done": return "Done\(who)\(at)\(note)"
        case "dismissed": return "Dismissed\(who)\(at)\(note)"
        case "withdrawn":
            let proof = standing.proof.map { " (\($0.shown(upTo: 160)))" } ?? ""
            return "Taken back\(at): \(standing.because.map(withdrawal) ?? "it is not true any more")\(proof)"
        case "missed": return "Missed\(at): it was held until it was too late"
        case "held": return "Held: \(standing.heldBy.map(gate) ?? "a gate keeps it back")"
        case "open":
            if let until = standing.snoozedUntil, until > clock.now { return "Put off until \(clock.near(until))" }
            return standing.owner.map { "\($0.shown(upTo: 64)) has it" } ?? "Not in this list any more"
        default: return standing.state.shown(upTo: 64)
        }
    }

    /// An entry of the history.
    /// - Parameters:
    ///   - isFirst: of the history.
    ///   - wasHeld: whether the entry before says that it was held.
    static func sentence(_ entry: TaskDetail.Entry, isFirst: Bool, wasHeld: Bool, _ clock: SiteClock) -> String {
        let note = entry.note.map { ": \($0)" } ?? ""
        let who = entry.who.map { " by \($0)" } ?? ""
        switch entry.change {
        case "opened":
            return isFirst ? "The task opened" : wasHeld ? "It came out" : "It is true again, and opened anew"
        case "withdrawn": return "Taken back: \(entry.because.map(withdrawal) ?? "it is not true any more")\(note)"
        case "done": return "Done\(who)\(note)"
        case "dismissed": return "Dismissed\(who)\(note)"
        case "claimed": return "\(entry.who ?? entry.note ?? "Somebody") took it"
        case "released": return "\(entry.who ?? entry.note ?? "Somebody") gave it back"
        case "snoozed":
            let until = entry.note.flatMap { try? Timestamp.parse(Text($0)).get() }.map { " until \(clock.near($0))" }
            return "Put off\(who)\(until ?? "")"
        case "held": return "Held: \(entry.note.map { gate($0) } ?? "a gate keeps it back")"
        case "escalated": return "Nobody had dealt with it, so it was given on\(note)"
        case "missed": return "Missed: it was too late\(note)"
        default: return entry.change + note
        }
    }
}

/// What became of a task that a list does not show any more, in a line.
package func fate(of card: TaskCard?, _ pending: PendingAnswer?, _ visit: Visit) -> String {
    if let pending { return "\(pending.word) by \(pending.person.shown(upTo: 64))" }
    return card.map { TaskWords.fate($0, SiteClock(visit)).shown(upTo: 400) } ?? "It is not there any more"
}

/// A time as a person reads it, in the site's zone.
package func spoken(_ time: Timestamp, _ visit: Visit) -> String { SiteClock(visit).near(time) }
