import Control
package import Events
import Synchronization

/// What other threads want of the loop; it looks in between two turns.
package final class Mailbox: Sendable {
    /// Somebody wants the rules to be read again.
    struct Reload: Sendable {
        var backfill: TimeSpan
        /// To be called once each; nobody waits for what a signal brought about.
        var answers: [@Sendable (ReloadOutcome) -> Void]

        func answer(_ outcome: ReloadOutcome) {
            for answer in answers { answer(outcome) }
        }
    }

    private let reloads = Mutex<[Reload]>([])
    let wakePipe: WakePipe

    package init() throws(DaemonError) {
        do { wakePipe = try WakePipe() } catch { throw DaemonError.control(error) }
    }

    /// Asks for the rules to be read again. `answer` is called once, when they judge or are refused, or when the
    /// daemon ends before that. However many ask before it is begun, it is done once for all who want the same.
    package func reload(backfill: TimeSpan, answer: (@Sendable (ReloadOutcome) -> Void)? = nil) {
        let answers = answer.map { [$0] } ?? []
        reloads.withLock { reloads in
            if let same = reloads.firstIndex(where: { $0.backfill == backfill }) {
                reloads[same].answers += answers
            } else {
                reloads.append(Reload(backfill: backfill, answers: answers))
            }
        }
        wakePipe.ring()
    }

    var isEmpty: Bool { reloads.withLock { $0.isEmpty } }

    func take() -> [Reload] {
        wakePipe.quiet()
        return reloads.withLock { reloads in
            defer { reloads = [] }
            return reloads
        }
    }
}
