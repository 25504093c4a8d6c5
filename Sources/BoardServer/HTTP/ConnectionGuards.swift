import Board
import NIOCore
import NIOHTTPTypes

/// The end of a connection that is towards the network: closes it when a head, a body or the next request takes too long, or
/// when the client does not take what it is sent.
final class ByteGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private var times: ConnectionTimes
    private let stalled: TimeAmount
    private var deadline: Scheduled<Void>?
    private var stall: Scheduled<Void>?

    init(_ limits: BoardSettings.Limits) {
        times = ConnectionTimes(limits)
        stalled = .seconds(limits.stalledSeconds)
    }

    func channelActive(context: ChannelHandlerContext) {
        schedule(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        stall?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if times.bytesCame() { schedule(context) }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = context.channel.isWritable ? nil : close(context, in: stalled)
        context.fireChannelWritabilityChanged()
    }

    /// What the other end has seen.
    func saw(_ change: (inout ConnectionTimes) -> Bool, _ context: ChannelHandlerContext) {
        if change(&times) { schedule(context) }
    }

    private func schedule(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = times.seconds.map { close(context, in: .seconds($0)) }
    }

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }
}

/// The end of a connection that is towards the board: sees requests and answers, and tells the other end.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var other: ByteGuard?

    func handlerAdded(context: ChannelHandlerContext) {
        other = try? context.pipeline.syncOperations.handler(type: ByteGuard.self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: other?.saw({ $0.headCame() }, context)
        case .body: break
        case .end: other?.saw({ $0.requestEnded() }, context)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { other?.saw({ $0.answerEnded() }, context) }
        context.write(data, promise: promise)
    }
}
