import Control
public import Events
import Synchronization

/// What other threads want of the loop; it looks in between two turns.
public final class Mailbox: Sendable {
    /// Somebody wants the rules to be read again.
    struct Reload: Sendable {
        var backfill: TimeSpan
        var answer: @Sendable (ReloadOutcome) -> Void
    }

    private let reloads = Mutex<[Reload]>([])
    let bell: Bell

    public init() throws(DaemonError) {
        do { bell = try Bell() } catch { throw DaemonError.control(error) }
    }

    /// Asks for the rules to be read again. `answer` is called once, when they judge or are refused, or when the
    /// daemon ends before that.
    public func reload(backfill: TimeSpan, answer: @escaping @Sendable (ReloadOutcome) -> Void) {
        reloads.withLock { $0.append(Reload(backfill: backfill, answer: answer)) }
        bell.ring()
    }

    var isEmpty: Bool { reloads.withLock { $0.isEmpty } }

    func take() -> [Reload] {
        bell.quiet()
        return reloads.withLock { reloads in
            defer { reloads = [] }
            return reloads
        }
    }
}

/// What became of a reload.
public enum ReloadOutcome: Sendable {
    /// The rules are in force, and every customer is in line with them; `changes` tells what that changed. With
    /// `waiting` the daemon cannot go on now: it brings them in line when it can.
    case live(Adoption, changes: Report, waiting: String?)
    /// The rules of before stay.
    case refused(RulesRefused)
    /// They could not be kept; the rules of before stay.
    case failed(DaemonError)
    /// The daemon ends; it reads the rules at its next start.
    case ending
}
