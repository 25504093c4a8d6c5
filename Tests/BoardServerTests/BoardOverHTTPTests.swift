import Foundation
import TestSupport
import Testing

@testable import BoardServer

/// The board over HTTP: tasks as files, and what people do with them.
@Suite("The board", .timeLimit(.minutes(2)))
struct BoardOverHTTPTests {
    let house: BoardHouse
    init() throws { house = try BoardHouse() }

    /// Asks until a page says something, or the test's time is over.
    private static func wait(_ target: String, port: Int, until says: @escaping @Sendable (String) -> Bool) async
        -> String
    {
        while !Task.isCancelled {
            let text = await onThread { ask("GET", target, port: port).text }
            if says(text) { return text }
            await Task.yield()
        }
        return ""
    }

    @Test("A task is there when its file is, and gone with it")
    func follows() async throws {
        try house.put("aa11", BoardHouse.task("aa11"))
        try await house.serving { [house] port in
            _ = await Self.wait("/", port: port) { $0.contains("t-aa11") }
            try house.put("bb22", BoardHouse.task("bb22", customer: "c-2"))
            _ = await Self.wait("/", port: port) { $0.contains("t-bb22") }
            // As the daemon does it: in the new folder first.
            try house.put("aa11", in: "closed", BoardHouse.task("aa11", state: "done"))
            try FileManager.default.removeItem(atPath: house.disk.path + "/spool/tasks/open/aa11.json")
            _ = await Self.wait("/", port: port) { !$0.contains("t-aa11") }
            #expect(await onThread { ask("GET", "/gone", port: port).text.contains("Done by bob") })
            #expect(
                await onThread { ask("GET", "/fates?id=aa11&id=cc", port: port).text }.contains("aa11\tDone by bob"))
        }
    }

    @Test("Folders that are not there yet are waited for")
    func later() async throws {
        try FileManager.default.removeItem(atPath: house.disk.path + "/spool/tasks")
        try await house.serving { [house] port in
            #expect(await onThread { ask("GET", "/", port: port).status } == 200)
            for place in ["open", "held", "closed"] {
                try FileManager.default.createDirectory(
                    atPath: house.disk.path + "/spool/tasks/" + place, withIntermediateDirectories: true)
            }
            try house.put("aa11", BoardHouse.task("aa11"))
            _ = await Self.wait("/", port: port) { $0.contains("t-aa11") }
        }
    }

    @Test("A report is a screen once it lies there, in a frame that may run and ask nothing")
    func report() async throws {
        let path = house.disk.path + "/report.html"
        try await house.serving {
            $0.report = path
        } _: { [house] port in
            #expect(await onThread { ask("GET", "/report", port: port).status } == 404)
            #expect(await onThread { !ask("GET", "/", port: port).text.contains("\"/report\"") })
            try house.disk.write("<p>Their page</p>", to: "report.html")
            #expect(await onThread { ask("GET", "/", port: port).text.contains("\"/report\"") })
            let screen = await onThread { ask("GET", "/report", port: port).text }
            #expect(screen.contains("frame-src 'self'") && screen.contains("<iframe class=\"report\""))
            let page = await onThread { ask("GET", "/report/page", port: port).text }
            #expect(page.contains("; sandbox; frame-ancestors 'self'\r\n") && page.hasSuffix("<p>Their page</p>"))
        }
    }

    @Test("While the daemon is away a page says what that means, and the screen that asks it why")
    func away() async throws {
        try await house.serving { port in
            let open = await onThread { ask("GET", "/", port: port).text }
            #expect(open.contains("tasks may be old") && !open.contains("--control"))
            #expect(await onThread { ask("GET", "/status", port: port).text.contains("The daemon cannot be asked: ") })
        }
    }

    @Test("A claim drops its event, and the second person is refused with the name of the first")
    func claim() async throws {
        try house.put("aa11", BoardHouse.task("aa11"))
        try await house.serving {
            $0.tcp = .proxy; $0.deskGroup = "root"
        } _: { [house] port in
            let alice = "X-Remote-User: root"
            let answer = await onThread { () -> (status: Int, text: String) in
                ask("POST", "/task/aa11/claim", port: port, [alice], form: "")
            }
            #expect(answer.status == 303)
            #expect(answer.text.contains("location: /task/aa11\r\n"))
            #expect(house.dropped.count == 1)
            #expect(await onThread { ask("GET", "/task/aa11", port: port, [alice]).text }.contains("You have it"))
        }
    }

    @Test("Nobody is let in whom nobody names, who is named twice, or who is no member")
    func strangers() async throws {
        try await house.serving {
            $0.tcp = .proxy; $0.deskGroup = "root"
        } _: { port in
            let refused: [[String]] = [
                [], ["X-Remote-User: nobody"], ["X-Remote-User: "], ["X-Remote-User: root", "X-Remote-User: nobody"],
                ["X-Remote-User: no such user"],
            ]
            for fields in refused {
                for (method, target) in [("GET", "/"), ("GET", "/stream"), ("POST", "/next"), ("GET", "/board.css")] {
                    let status = await onThread { ask(method, target, port: port, fields, form: "").status }
                    #expect(status == 403, "\(method) \(target) \(fields)")
                }
            }
            #expect(await onThread { ask("GET", "/", port: port, ["X-Remote-User: root"]).status } == 200)
        }
        // Over TCP the kernel tells nobody's name.
        try await house.serving {
            $0.tcp = .nobody
        } _: { port in
            #expect(await onThread { ask("GET", "/", port: port, ["X-Remote-User: root"]).status } == 403)
        }
    }

    @Test("A name that is led to this port by its name server is not answered for")
    func rebinding() async throws {
        try await house.serving {
            $0.hosts = ["board.example"]
        } _: { port in
            for (host, status) in [
                ("evil.test", 403), ("localhost.evil.test", 403), ("localhost:\(port)", 200), ("127.0.0.1", 200),
                ("board.example:443", 200), ("BOARD.EXAMPLE", 200), ("[::1]:80", 200), ("", 403),
            ] {
                let found = await onThread { ask("GET", "/", port: port, ["Host: \(host)"]).status }
                #expect(found == status, "\(host)")
            }
        }
    }

    @Test(
        "An answer that a page of another site sends is refused",
        arguments: [
            ("Sec-Fetch-Site: cross-site", 403), ("Origin: http://evil.test", 403),
            ("Sec-Fetch-Site: same-origin", 303),
        ])
    func forged(field: String, status: Int) async throws {
        try house.put("aa11", BoardHouse.task("aa11"))
        try await house.serving { [house] port in
            _ = await Self.wait("/", port: port) { $0.contains("t-aa11") }
            #expect(await onThread { ask("POST", "/task/aa11/claim", port: port, [field], form: "").status } == status)
            #expect(house.dropped.isEmpty == (status == 403))
        }
    }

    @Test("Done may be taken back, and is dropped when the board ends")
    func done() async throws {
        try house.put("aa11", BoardHouse.task("aa11"))
        try house.put("bb22", BoardHouse.task("bb22", customer: "c-2"))
        try await house.serving {
            $0.limits.undoSeconds = 3_600
        } _: { [house] port in
            _ = await Self.wait("/", port: port) { $0.contains("t-aa11") && $0.contains("t-bb22") }
            let (first, second) = await onThread {
                (
                    ask("POST", "/task/aa11/done", port: port, form: "outcome=spoke&queue=care&who=%40me"),
                    ask("POST", "/task/bb22/dismiss", port: port, form: "reason=moved+away")
                )
            }
            #expect(first.status == 303)
            #expect(first.text.contains("location: /?queue=care&who=%40me\r\n"))
            #expect(second.status == 303)
            let page = await onThread { ask("GET", "/", port: port).text }
            #expect(page.contains("task struck"))
            let undo = try #require(page.firstMatch(of: /action="(\/undo\/[^"]+)"><span>Done/)).1
            let path = String(undo)
            let taken = await onThread { ask("POST", path, port: port, form: "").text }
            #expect(taken.contains("location: /task/aa11"))
            #expect(house.dropped == [])
        }
        #expect(house.dropped.count == 1)
        #expect(house.dropped.first?.contains(#""reason":"moved away""#) == true)
    }

    @Test("After an answer comes the next call")
    func calls() async throws {
        try house.put("aa11", BoardHouse.task("aa11"))
        try house.put("bb22", BoardHouse.task("bb22", customer: "c-2"))
        try await house.serving { port in
            _ = await Self.wait("/", port: port) { $0.contains("t-aa11") && $0.contains("t-bb22") }
            let first = await onThread { ask("POST", "/next", port: port, form: "queue=care").text }
            #expect(first.contains("location: /call/aa11?queue=care"))
            let call = await onThread { ask("GET", "/call/aa11?queue=care", port: port).text }
            #expect(call.contains("tel:+441632960001"))
            let answered = await onThread {
                ask("POST", "/task/aa11/snooze", port: port, form: "for=hour&back=next&queue=care").text
            }
            #expect(answered.contains("location: /call/bb22?queue=care"))
            let page = await onThread { ask("GET", "/call/bb22?queue=care", port: port).text }
            let undo = String(try #require(page.firstMatch(of: /action="(\/undo\/[^"]+)"/)).1)
            // Who takes it back is in the call again, and what was taken instead comes after it.
            let taken = await onThread { ask("POST", undo, port: port, form: "").text }
            #expect(taken.contains("location: /call/aa11?queue=care"))
            let again = await onThread {
                ask("POST", "/task/aa11/snooze", port: port, form: "for=hour&back=next&queue=care").text
            }
            #expect(again.contains("location: /call/bb22?queue=care"))
            let last = await onThread { ask("POST", "/task/bb22/done", port: port, form: "back=next&queue=care").text }
            #expect(last.contains("location: /next?queue=care"))
        }
    }

    @Test("A task that has ended, or that nobody knows, takes no answer")
    func over() async throws {
        try house.put("aa11", in: "closed", BoardHouse.task("aa11", state: "done"))
        try await house.serving { [house] port in
            #expect(await onThread { ask("POST", "/task/aa11/done", port: port, form: "").status } == 409)
            #expect(await onThread { ask("POST", "/task/cc33/done", port: port, form: "").status } == 404)
            #expect(house.dropped == [])
        }
    }

    @Test("A stream tells of each change, and does not hold up the end")
    func stream() async throws {
        try await house.serving { [house] port in
            let text = await onThread {
                let client = RawClient(port: port)
                client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let head = client.read { $0.contains("data: ") }
                try? house.put("aa11", BoardHouse.task("aa11"))
                return head + client.read { $0.contains("data: ") }
            }
            #expect(text.contains("content-type: text/event-stream"))
            #expect(text.contains("x-accel-buffering: no"))
            #expect(Set(text.matches(of: /data: (\d+)/).map { String($0.1) }).count == 2)
            let follows = AsyncStream<Void>.makeStream()
            Task.detached {
                await onThread {
                    let client = RawClient(port: port)
                    client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    _ = client.read { $0.contains("data: ") }
                    follows.continuation.finish()
                    return client.read()
                }
            }
            for await _ in follows.stream {}
        }
    }

    @Test("Every page says what it may load; what has not changed is not sent again")
    func guards() async throws {
        try await house.serving { port in
            let page = await onThread { ask("GET", "/", port: port).text }
            #expect(page.contains("content-security-policy: default-src 'none'; style-src 'self'"))
            #expect(page.contains("x-content-type-options: nosniff"))
            let style = await onThread { ask("GET", "/board.css", port: port).text }
            let tag = try #require(style.firstMatch(of: /etag: (\S+)/)).1
            let field = "If-None-Match: \(tag)"
            #expect(await onThread { ask("GET", "/board.css", port: port, [field]).status } == 304)
        }
    }
}
