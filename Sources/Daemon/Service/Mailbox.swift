import Control
package import Events
import Synchronization

/// What other threads want of the loop; it looks in between two turns.
package final class Mailbox: Sendable {
    /// Somebody wants the rules to be read again.
    struct Reload: Sendable {
        var backfill: TimeSpan
        var answer: @Sendable (ReloadOutcome) -> Void
    }

    private let reloads = Mutex<[Reload]>([])
    let wakePipe: WakePipe

    package init() throws(DaemonError) {
        do { wakePipe = try WakePipe() } catch { throw DaemonError.control(error) }
    }

    /// Asks for the rules to be read again. `answer` is called once, when they judge or are refused, or when the
    /// daemon ends before that.
    package func reload(backfill: TimeSpan, answer: @escaping @Sendable (ReloadOutcome) -> Void) {
        reloads.withLock { $0.append(Reload(backfill: backfill, answer: answer)) }
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
