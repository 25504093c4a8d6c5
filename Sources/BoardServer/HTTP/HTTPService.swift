import Board
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOPosix
import ServiceLifecycle

/// Listens, and lets a bounded number of connections in, until the board ends.
struct HTTPService: Service {
    let place: ListenPlace
    let limits: BoardSettings.Limits
    let responder: Responder
    let log: Logger
    /// Called once it listens.
    let isListening: @Sendable ((any Channel)) -> Void

    private typealias Connection = HTTP1Channel.Value

    func run() async throws {
        let limits = limits
        let responder = responder
        let http = HTTP1Channel(
            responder: { try await responder.respond($0, $1, $2) },
            configuration: .init(
                additionalChannelHandlers: [RequestGuard()], idleTimeout: .seconds(limits.idleSeconds),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.head / 2, maxHeaderListSize: limits.head, maxHeaderFieldCount: 64)))
        let silent = Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
        let server = try await listen { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(ByteGuard(limits))
            }.flatMap { http.setup(channel: channel, logger: silent) }
        }
        isListening(server.channel)
        try await withThrowingDiscardingTaskGroup { group in
            let places = Places(limits.connections)
            try await server.executeThenClose { connections in
                // Nobody else is let in then, and who is in already is served.
                try await withGracefulShutdownHandler {
                    for try await connection in connections {
                        await places.take()
                        group.addTask {
                            await serve(connection, http, silent)
                            places.leave()
                        }
                    }
                } onGracefulShutdown: {
                    server.channel.close(promise: nil)
                }
            }
        }
    }

    /// One connection. When the board ends, what was asked is answered, and no more is heard.
    private func serve(_ connection: Connection, _ http: HTTP1Channel, _ log: Logger) async {
        await withGracefulShutdownHandler {
            await http.handle(value: connection, logger: log)
        } onGracefulShutdown: {
            connection.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    private func listen(
        _ connected: @escaping @Sendable (any Channel) -> EventLoopFuture<Connection>
    ) async throws -> NIOAsyncChannel<Connection, Never> {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 32 << 10, high: 128 << 10))
        switch place {
        case .inherited(let descriptor):
            return try await bootstrap.bind(descriptor, childChannelInitializer: connected)
        case .path(let path):
            return try await bootstrap.bind(
                unixDomainSocketPath: path, cleanupExistingSocketFile: true, childChannelInitializer: connected)
        case .tcp(let host, let port):
            return try await bootstrap.serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port, childChannelInitializer: connected)
        }
    }
}
