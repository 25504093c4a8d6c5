import Events
public import ServiceLifecycle
import UnixSignals

/// SIGHUP reads the rules again, as daemons have it. What became of it is in the log.
public struct HangUps: Service {
    private let mailbox: Mailbox

    public init(mailbox: Mailbox) { self.mailbox = mailbox }

    public func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            mailbox.reload(backfill: .zero) { _ in }
        }
    }
}
