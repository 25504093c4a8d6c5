import Board
import HTTPTypes
import HummingbirdCore
import NIOCore
import ServiceLifecycle

/// From a request to an answer: who asks, for what, and what the board says.
struct Responder: Sendable {
    let site: BoardSite
    let desk: Desk
    let changes: ChangeHub
    let limits: BoardSettings.Limits

    private static let remoteUser = HTTPField.Name("x-remote-user")
    private static let host = HTTPField.Name("host")
    private static let fetchSite = HTTPField.Name("sec-fetch-site")

    func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let asked: Result<Ask, Answer.Refusal>
        if request.headers[.expect] == "100-continue" {
            try await writer.writeInformationalHead(.init(status: .continue))
        }
        do throws(Answer.Refusal) { asked = .success(try await ask(request, channel)) } catch {
            asked = .failure(error)
        }
        let answer: Answer
        switch asked {
        case .success(let ask):
            if case .success(.stream) = ask.route, request.method != .head { return try await stream(writer) }
            answer = await site.answer(ask)
        case .failure(.cut): return channel.close(promise: nil)
        case .failure(let refusal): answer = refusal.answer
        }
        var head = HTTPResponse(status: .init(code: answer.status))
        for (name, value) in answer.fields {
            if let name = HTTPField.Name(name) { head.headerFields.append(HTTPField(name: name, value: value)) }
        }
        if answer.isLast { head.headerFields[.connection] = "close" }
        let isBodiless = answer.status == 304
        if !isBodiless { head.headerFields[.contentLength] = String(answer.body.count) }
        let isShown = request.method != .head && !isBodiless
        try await writer.write(
            response: head, body: isShown ? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)) : ResponseBody())
        if answer.isLast { channel.close(promise: nil) }
    }

    /// What is asked, by whom; nothing of a request is believed before that is known.
    private func ask(_ request: Request, _ channel: any Channel) async throws(Answer.Refusal) -> Ask {
        let named = Self.remoteUser.flatMap { name in
            // Said twice, it is said by somebody else.
            request.headers[values: name].count == 1 ? request.headers[name] : nil
        }
        // The first is the authority; a second one leaves open which is meant (RFC 9112, 3.2).
        guard request.head.authority != nil, Self.host.flatMap({ request.headers[$0] }) == nil else { throw .malformed }
        guard let peer = await Desk.Peer(channel) else { throw .person(.unknownPeer) }
        let person: String
        do throws(Desk.Refusal) {
            person = try await desk.person(peer, named: named, host: request.head.authority)
        } catch {
            throw .person(error)
        }
        let route = Route.of(method: request.method.rawValue, target: request.head.path ?? "")
        var ask = Ask(
            person: person, route: route, matches: request.headers[.ifNoneMatch],
            isCrossSite: isCrossSite(
                secFetchSite: Self.fetchSite.flatMap { request.headers[$0] }, origin: request.headers[.origin],
                host: request.head.authority))
        if request.method == .post {
            do {
                let body = try await request.body.collect(upTo: limits.body)
                ask.form = formFields(String(decoding: body.readableBytesView, as: UTF8.self))
            } catch is NIOTooManyBytesError {
                throw .tooLong
            } catch {
                throw .cut
            }
        }
        return ask
    }

    /// Follows what happens until the client goes or the board ends.
    private func stream(_ writer: consuming ResponseWriter) async throws {
        var head = HTTPResponse(status: .ok)
        for (name, value) in Answer.guards + [("content-type", "text/event-stream"), ("x-accel-buffering", "no")] {
            if let name = HTTPField.Name(name) { head.headerFields.append(HTTPField(name: name, value: value)) }
        }
        var body = try await writer.writeHead(head)
        for await version in changes.follow().cancelOnGracefulShutdown() {
            try await body.write(ByteBuffer(string: "data: \(version)\n\n"))
        }
        try await body.finish(nil)
    }
}
