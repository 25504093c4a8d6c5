public import Logging
public import ServiceLifecycle
import UnixSignals

/// Answers SIGHUP, which without an answer would end the process: rules are read at the start.
public struct HangUps: Service {
    private let log: Logger

    public init(log: Logger) { self.log = log }

    public func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            log.notice("the rules are read again at the next start (systemctl restart)")
        }
    }
}
