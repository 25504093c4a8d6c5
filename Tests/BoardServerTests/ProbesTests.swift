import Testing

@testable import BoardServer

/// What people send who are no browsers: each is answered as RFC 9112 wants it, or the connection ends.
@Suite("HTTP/1.1", .timeLimit(.minutes(2)))
struct ProbesTests {
    let house: BoardHouse
    init() throws { house = try BoardHouse() }

    private static let host = "Host: localhost\r\nConnection: close\r\n"
    private static func get(_ fields: String, _ line: String = "GET /held HTTP/1.1") -> String {
        "\(line)\r\n\(host)\(fields)\r\n"
    }
    private static func post(_ rest: String) -> String { "POST /next HTTP/1.1\r\n\(host)\(rest)" }
    private static let long = String(repeating: "a", count: 20_000)

    @Test(
        "is read strictly",
        arguments: [
            // Where a body ends has to be said once.
            (post("Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde"), [400]),
            (post("Content-Length: 3, 3\r\n\r\nabc"), [400]), (post("Content-Length: +3\r\n\r\nabc"), [400]),
            (post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), [400]),
            (post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"), [400]),
            (post("Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"), []),
            // Where a line ends, too.
            ("GET /held HTTP/1.1\nHost: localhost\n\n", [400]), (get("X: a\r\n b\r\n"), [400]),
            (get("X : a\r\n"), [400]),
            (get("X: a\u{0}b\r\n"), [400]), ("GET /held HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n", [400]),
            // Long heads.
            (get("X: \(long)\r\n"), [400]), (get("", "GET /gone?find=\(long) HTTP/1.1"), [400]),
            (get((0..<200).map { "X-\($0): 1\r\n" }.joined()), [400]),
            // Who is meant.
            ("GET /held HTTP/1.1\r\nConnection: close\r\n\r\n", [400]), (get("Host: evil.test\r\n"), [400]),
            // Other words.
            (get("", "BREW /held HTTP/1.1"), [400]), (get("", "DELETE /held HTTP/1.1"), [405]),
            (get("", "GET /held HTTP/3.0"), [400]), ("GET /held\r\n\r\n", [400]), ("\u{16}\u{3}\u{1}\u{2}", [400]),
            (get("", "GET /../../etc/passwd HTTP/1.1"), [404]), (get("", "GET /task/..%2f..%2fx HTTP/1.1"), [404]),
            // And what is well said is answered.
            (get(""), [200]), (post("Transfer-Encoding: chunked\r\n\r\n7\r\nqueue=x\r\n0\r\n\r\n"), [303]),
            (post("Content-Length: 7\r\n\r\nqueue=x"), [303]),
        ])
    func strict(text: String, answers: [Int]) async throws {
        try await house.serving { port in
            let found = await onThread { statuses(text, port: port) }
            #expect(found == answers)
        }
    }

    @Test("Requests that are sent without waiting are answered in their order")
    func pipelining() async throws {
        try await house.serving { port in
            let text =
                "GET /held HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + Self.get("")
            #expect(await onThread { statuses(text, port: port) } == [200, 404, 200])
        }
    }

    @Test("HEAD says how long the page would be, and sends none of it")
    func head() async throws {
        try await house.serving { port in
            let (head, page) = await onThread {
                (ask("HEAD", "/held", port: port).text, ask("GET", "/held", port: port).text)
            }
            let parts = page.split(separator: "\r\n\r\n", maxSplits: 1)
            #expect(head.contains("Content-Length: \(parts[1].utf8.count)\r\n"))
            #expect(head.hasSuffix("\r\n\r\n"))
        }
    }

    @Test("A body that is too long ends the connection")
    func longBody() async throws {
        try await house.serving { port in
            let text = "POST /next HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n\(Self.long)"
            #expect(await onThread { statuses(text, port: port) } == [413])
        }
    }

    @Test("A client that waits to be told to go on is told so")
    func expect() async throws {
        try await house.serving { port in
            let text = await onThread {
                let client = RawClient(port: port)
                client.send(Self.post("Expect: 100-continue\r\nContent-Length: 7\r\n\r\n"))
                let first = client.read { $0.contains("100 Continue") }
                client.send("queue=x")
                return first + client.read()
            }
            #expect(text.contains("HTTP/1.1 303"))
        }
    }

    @Test(
        "Who is slow is not waited for",
        arguments: ["", "GET /held HT", "POST /next HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\nqueue"])
    func slow(text: String) async throws {
        try await house.serving { settings in
            settings.limits.headSeconds = 1
            settings.limits.bodySeconds = 1
        } _: { port in
            #expect(await onThread { statuses(text, port: port) } == [])
        }
    }

    @Test("Who asks no more is sent away after a while")
    func idle() async throws {
        try await house.serving {
            $0.limits.idleSeconds = 1
        } _: { port in
            let text = "GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n"
            #expect(await onThread { statuses(text, port: port) } == [200])
        }
    }

    @Test("More connections than there are places wait for one")
    func crowd() async throws {
        try await house.serving {
            $0.limits.connections = 2
        } _: { port in
            let answers = await withTaskGroup { group in
                for _ in 0..<10 { group.addTask { await onThread { statuses(Self.get(""), port: port) } } }
                return await group.reduce(into: [Int]()) { $0 += $1 }
            }
            #expect(answers == Array(repeating: 200, count: 10))
        }
    }
}
