import Events
import Logging
import RuleLanguage
import Systemd

/// The part of the loop that reads rules again: what was asked for, what was done, who still waits for the answer.
struct Reloads {
    private let loader: RuleLoader
    private let mailbox: Mailbox
    private let board: StatusBoard
    private let log: Logger
    /// In force, and their customers not yet all in line with them; those for whom nobody waits only once.
    private var pending: [(reload: Mailbox.Reload, adoption: RuleActivation)] = []
    private var changes = Report()

    init(loader: RuleLoader, mailbox: Mailbox, board: StatusBoard, log: Logger) {
        self.loader = loader
        self.mailbox = mailbox
        self.board = board
        self.log = log
    }

    /// Whether somebody waits for customers to be brought in line.
    var isPending: Bool { !pending.isEmpty }

    /// Whether somebody has asked since `adopt` looked.
    var isWanted: Bool { !mailbox.isEmpty }

    /// Reads the files for everybody who asked, and puts them in force, or says why not.
    mutating func adopt(into processor: inout TurnProcessor) {
        // One after the other: each may look back another length.
        for reload in mailbox.take() {
            do {
                let adoption = try processor.adopt(try loader.load(), backfill: reload.backfill)
                board.note {
                    $0.engine = processor.engine
                    $0.refused = nil
                }
                log.notice(
                    "\(adoption.summary)", metadata: JournalMessage.rulesLoaded.metadata(["rules": "\(adoption.rules)"])
                )
                pending.removeAll { $0.reload.answers.isEmpty }
                pending.append((reload, adoption))
            } catch let refusal as RulesRefused {
                refuse(reload, refusal)
            } catch {
                let error = DaemonError(error)
                log.error("the rules could not be loaded, those of before stay: \(error.sentence)")
                reload.answer(.failed(error))
            }
        }
        processor.giveBackMemory()
    }

    private func refuse(_ reload: Mailbox.Reload, _ refusal: RulesRefused) {
        board.note { $0.refused = (WallClock.now(), refusal.diagnostics) }
        refusal.tell(log, "rules refused, those of before stay")
        reload.answer(.refused(refusal))
    }

    /// Notes what a round changed. Once the rounds have looked at every customer, those who wait get their answer.
    mutating func note(_ report: Report, isWhole: Bool) {
        guard !pending.isEmpty else { return }
        changes.add(report.counts)
        if isWhole { answer(waiting: nil) }
    }

    /// Answers that customers are brought in line only after the start.
    mutating func noteStarting() {
        if isPending { answer(waiting: "the daemon is starting: customers follow when it has read what waits") }
    }

    /// Answers that customers cannot be brought in line now.
    mutating func note(transientFailure: String) { answer(waiting: transientFailure) }

    private mutating func answer(waiting: String?) {
        for (reload, adoption) in pending { reload.answer(.live(adoption, changes: changes, waiting: waiting)) }
        pending = []
        changes = Report()
    }

    /// Rules cannot be put in force before the state is open.
    mutating func fail(_ error: DaemonError) {
        for reload in mailbox.take() { reload.answer(.failed(error)) }
    }

    /// The daemon ends: who asked too late, or would wait for a round that does not come, hears so.
    mutating func end() {
        answer(waiting: "the daemon is ending; it goes on at its next start")
        for reload in mailbox.take() { reload.answer(.ending) }
    }
}

extension RuleActivation {
    /// `rules loaded: 12 rules, new: late-not-told (looking back to 2026-03-02T10:00:00Z)`
    var summary: String {
        var text = "rules loaded: \(rules) rule\(rules == 1 ? "" : "s")"
        if !new.isEmpty {
            text += ", new: " + new.map(\.string).joined(separator: ", ")
            if let since { text += " (looking back to \(since))" }
        }
        if !removed.isEmpty { text += ", removed: " + removed.map(\.string).joined(separator: ", ") }
        return text
    }
}
