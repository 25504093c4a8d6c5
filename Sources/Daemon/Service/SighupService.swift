import Events
import ServiceLifecycle
import UnixSignals

/// SIGHUP reads the rules again, as daemons have it. What became of it is in the log.
package struct SighupService: Service {
    private let mailbox: Mailbox

    package init(mailbox: Mailbox) { self.mailbox = mailbox }

    package func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            mailbox.reload(backfill: .zero)
        }
    }
}
