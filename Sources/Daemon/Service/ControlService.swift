import Control
import Dispatch
package import Logging
import ServiceLifecycle

/// The control channel as a service: listens until the daemon ends.
package struct ControlService: Service {
    private let server: ControlServer
    private let log: Logger

    /// Where the channel is.
    package enum Place: Sendable {
        case path(String)
        /// The same, but the daemon works without a channel if it cannot be bound there.
        case pathIfPossible(String)

        /// Where it is, if it is anywhere.
        package var path: String {
            switch self {
            case .path(let path), .pathIfPossible(let path): return path
            }
        }
    }

    /// - Returns: nil if there is no channel, and the daemon may work without.
    package init?(at place: Place, desk: RequestHandler, log: Logger) throws(DaemonError) {
        self.log = log
        let handler: ControlServer.Handler = { desk.take($0, $1) }
        do throws(ControlError) {
            switch place {
            case .path(let path), .pathIfPossible(let path):
                server = try ControlServer(path: path, handler: handler)
            }
        } catch {
            switch place {
            case .path: throw .control(error)
            case .pathIfPossible:
                log.warning("no control channel: \(error.sentence)")
                return nil
            }
        }
    }

    package func run() async throws {
        let server = server
        await withTaskCancellationOrGracefulShutdownHandler {
            await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
                DispatchQueue(label: "outreachd.control").async {
                    server.run()
                    done.resume()
                }
            }
        } onCancelOrGracefulShutdown: {
            server.stop()
        }
    }
}
