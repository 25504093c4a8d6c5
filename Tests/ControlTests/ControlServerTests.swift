import Foundation
import Glibc
import Testing
import TestSupport

@testable import Control

/// The server on a real socket, with clients that do what clients should not.
@Suite struct ControlServerTests {
    /// Answers each request with itself; "big" with a megabyte, "never" not at all.
    final class Echo: Sendable {
        private let disk: TemporaryFolder
        let path: String
        let server: ControlServer
        private let ended = DispatchSemaphore(value: 0)

        init(_ limits: ControlServer.Limits = .init(), path: String? = nil) throws {
            disk = try TemporaryFolder()
            let path = path ?? disk.path + "/control"
            self.path = path
            server = try ControlServer(path: path, limits: limits) { request, reply in
                switch String(decoding: request, as: UTF8.self) {
                case "never": break
                case "big": reply.answer([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20))
                default: reply.answer(request)
                }
            }
            DispatchQueue(label: "server").async { [server, ended] in
                server.run()
                ended.signal()
            }
        }

        func stop() {
            server.stop()
            ended.wait()
        }

        func ask(_ text: String) throws(ControlError) -> String {
            String(decoding: try ControlClient.ask(Array(text.utf8), at: path), as: UTF8.self)
        }
    }

    /// A connection that nothing is done with until it goes.
    final class Mute {
        let descriptor: Int32
        init(_ path: String) throws { descriptor = try ControlSocket.connect(to: path) }
        deinit { close(descriptor) }

        func send(_ text: String) { send(Array(text.utf8)) }
        func send(_ bytes: [UInt8]) {
            _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }

        /// What comes until the server hangs up.
        var rest: [UInt8] {
            var all: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count <= 0 { return all }
                all += buffer[..<count]
            }
        }
    }

    @Test func aRequestIsAnswered() throws {
        let echo = try Echo()
        defer { echo.stop() }
        #expect(try echo.ask("hello") == "hello")
        #expect(try echo.ask("again") == "again")
    }

    @Test func severalRequestsOnOneConnectionAreAnsweredInTheirOrder() throws {
        let echo = try Echo()
        defer { echo.stop() }
        let client = try Mute(echo.path)
        client.send("one\ntwo\nthr")
        client.send("ee\n")
        shutdown(client.descriptor, Int32(SHUT_WR))
        #expect(String(decoding: client.rest, as: UTF8.self) == "one\ntwo\nthree\n")
    }

    @Test func theSocketIsForTheGroupAndGoesWithTheServer() throws {
        let echo = try Echo()
        var status = stat()
        #expect(lstat(echo.path, &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o660)
        echo.stop()
        #expect(lstat(echo.path, &status) != 0)
        #expect(throws: ControlError.nobody(path: echo.path)) { try echo.ask("hello") }
    }

    @Test func aRequestThatNeverEndsIsHungUpOn() throws {
        let echo = try Echo()
        defer { echo.stop() }
        let client = try Mute(echo.path)
        client.send([UInt8](repeating: 0xff, count: 1 << 17))
        #expect(client.rest.isEmpty)
        #expect(try echo.ask("hello") == "hello")
    }

    @Test func whoSaysNothingIsSentAway() throws {
        var limits = ControlServer.Limits()
        limits.patience = 50
        let echo = try Echo(limits)
        defer { echo.stop() }
        #expect(try Mute(echo.path).rest.isEmpty)
    }

    @Test func whoNeverReadsHoldsUpNobodyAndIsSentAway() throws {
        var limits = ControlServer.Limits()
        limits.patience = 50
        let echo = try Echo(limits)
        defer { echo.stop() }
        let clients = try (0..<8).map { _ in try Mute(echo.path) }
        for client in clients { client.send("big\n") }
        #expect(try echo.ask("hello") == "hello")
        // What was sent before is all that there is.
        while clients.contains(where: { isOpen($0.descriptor) }) { _ = try echo.ask("wait") }
        #expect(clients[0].rest.count < 1 << 20)
    }

    @Test func aCrowdThatNeverReadsMakesRoom() throws {
        var limits = ControlServer.Limits()
        limits.patienceInACrowd = 5
        let echo = try Echo(limits)
        defer { echo.stop() }
        let crowd = try (0..<100).map { _ in try Mute(echo.path) }
        for client in crowd { client.send("big\n") }
        #expect(try echo.ask("hello") == "hello")
    }

    @Test func inACrowdEverybodyHasOneTurn() throws {
        var limits = ControlServer.Limits()
        limits.patienceInACrowd = 5
        let echo = try Echo(limits)
        defer { echo.stop() }
        let crowd = try (0..<100).map { _ in try Mute(echo.path) }
        for client in crowd { client.send(String(repeating: "again\n", count: 10_000)) }
        #expect(try echo.ask("hello") == "hello")
    }

    /// Whether the other side is still there.
    private func isOpen(_ descriptor: Int32) -> Bool {
        var polled = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&polled, 1, 0) == 0
    }

    @Test func aThousandClientsLeaveRoomForOneMore() throws {
        var limits = ControlServer.Limits()
        limits.patienceInACrowd = 5
        let echo = try Echo(limits)
        defer { echo.stop() }
        var crowd: [Mute] = []
        for number in 0..<1_000 {
            crowd.append(try Mute(echo.path))
            if number % 100 == 50 { #expect(try echo.ask("\(number)") == "\(number)") }
        }
        #expect(try echo.ask("hello") == "hello")
    }

    @Test func whoWaitsForAnAnswerIsNotSentAwayAndIsToldByTheEnd() throws {
        let echo = try Echo()
        let client = try Mute(echo.path)
        client.send("never\n")
        #expect(try echo.ask("hello") == "hello")
        #expect(isOpen(client.descriptor))
        echo.stop()
        #expect(client.rest.isEmpty)
        // As long as the server is at it, its patience does not count.
        var conversation = Conversation(limits: ControlServer.Limits(), now: 0)
        #expect(conversation.expires == 10_000)
        #expect(conversation.received(Array("never\n".utf8)) == .ask(Array("never".utf8)))
        #expect(conversation.expires == nil)
    }

    @Test func aDaemonThatDoesNotAnswerIsNotWaitedForForever() throws {
        let echo = try Echo()
        defer { echo.stop() }
        #expect(throws: ControlError.noAnswer("\(echo.path): the daemon has not answered for 1 s")) {
            try ControlClient.ask(Array("never".utf8), at: echo.path, patience: 1)
        }
    }

    @Test func anAnswerThatIsTooLongBecomesASentence() throws {
        var limits = ControlServer.Limits()
        limits.longestAnswer = 1 << 10
        let echo = try Echo(limits)
        defer { echo.stop() }
        #expect(try echo.ask("big").hasPrefix(#"{"error":"#))
    }

    @Test func ofLongAnswersOneIsSentAtATimeAndWhoGoesMakesRoom() throws {
        var limits = ControlServer.Limits()
        limits.longAnswer = 1 << 10
        let echo = try Echo(limits)
        defer { echo.stop() }
        do {
            let first = try Mute(echo.path)
            first.send("big\n")
            // The first is being sent before the second is asked.
            var polled = pollfd(fd: first.descriptor, events: Int16(POLLIN), revents: 0)
            #expect(poll(&polled, 1, -1) == 1)
            #expect(try echo.ask("big").hasPrefix(#"{"error":"another long answer"#))
            #expect(try echo.ask("hello") == "hello")
        }
        // The server notices that it has gone when it looks next.
        for _ in 0..<10_000 where try !echo.ask("big").hasPrefix("{") { break }
        #expect(try echo.ask("big").utf8.count == 1 << 20)
    }

    @Test func whoTakesAnAnswerDropByDropDoesNotTakeForever() {
        var limits = ControlServer.Limits()
        limits.patienceForAll = 15_000
        var conversation = Conversation(limits: limits, now: 0)
        #expect(conversation.received(Array("big\n".utf8)) == .ask(Array("big".utf8)))
        conversation.answer([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20), now: 1_000)
        #expect(conversation.expires == 11_000)
        #expect(conversation.sent(1, now: 9_000) == .wait)
        #expect(conversation.expires == 16_000)
    }

    @Test func whatADeadDaemonLeftIsReplacedAndALivingOneIsNot() throws {
        let first = try Echo()
        defer { first.stop() }
        #expect(throws: ControlError.taken(path: first.path)) { try Echo(path: first.path) }
        #expect(try first.ask("still") == "still")

        // A socket whose process was killed stays in the file system.
        let disk = try TemporaryFolder()
        let path = disk.path + "/control"
        close(try ControlSocket.listen(at: path))
        let second = try Echo(path: path)
        #expect(try second.ask("new") == "new")
        second.stop()
    }

    @Test func aFileThatIsNoSocketIsLeftAlone() throws {
        let disk = try TemporaryFolder()
        let path = try disk.write("mine", to: "control")
        #expect(throws: ControlError.noSocket(path: path)) { try Echo(path: path) }
        #expect(try disk.read("control") == "mine")
    }

    @Test func aPathMayBeLongerThanAnAddress() throws {
        let disk = try TemporaryFolder()
        let folder = try disk.folder(String(repeating: "long-", count: 30))
        let echo = try Echo(path: folder + "/control")
        #expect(try echo.ask("hello") == "hello")
        echo.stop()
    }
}
