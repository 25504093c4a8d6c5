import Board
import Events
import Glibc
package import Logging
import NIOCore
package import ServiceLifecycle
import Systemd
import UnixSignals

/// The board as a whole: what it is made of, and how long it runs.
package enum BoardProcess {
    /// What serves until SIGTERM or SIGINT; then what was asked is answered, and answers that wait are dropped.
    /// - Parameters:
    ///   - settings: what the site says of its board.
    ///   - place: where it listens.
    ///   - log: is told of answers, and of what goes wrong.
    ///   - isListening: called once somebody may connect, with the port where there is one.
    package static func services(
        _ settings: BoardSettings, at place: ListenPlace, log: Logger,
        isListening: @escaping @Sendable (_ port: Int?) -> Void = { _ in }
    ) throws -> ServiceGroup {
        let clock: @Sendable () -> Timestamp = {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return Timestamp(seconds: Int64(now.tv_sec), nanoseconds: Int64(now.tv_nsec))
        }
        let changes = ChangeHub(first: Int(truncatingIfNeeded: clock().seconds) << 20)
        let book = TaskBook(spool: settings.spool, changes: changes)
        let answers = Answers(settings, changes: changes, log: log, clock: clock)
        let site = BoardSite(
            settings: settings, book: book, daemon: DaemonLink(path: settings.control), answers: answers,
            changes: changes, clock: clock)
        let responder = Responder(site: site, desk: Desk(settings), changes: changes, limits: settings.limits)
        let notifier = Notifier()
        let http = HTTPService(place: place, limits: settings.limits, responder: responder, log: log) { channel in
            notifier.tell(.ready)
            isListening(channel.localAddress?.port)
        }
        let tasks = try TaskBookService(book: book, changes: changes, log: log)
        return ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: tasks), .init(service: AnswersService(answers: answers)), .init(service: http),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
    }
}
