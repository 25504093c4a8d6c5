import Events
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import BoardServer

/// A spool on the real disk, and a board that serves it over TCP, to a person or as behind a proxy.
final class BoardHouse: Sendable {
    let disk: TemporaryFolder

    init() throws {
        disk = try TemporaryFolder()
        for place in ["open", "held", "closed"] {
            try FileManager.default.createDirectory(
                atPath: disk.path + "/spool/tasks/" + place, withIntermediateDirectories: true)
        }
        for folder in ["/spool/incoming", "/state/incoming"] {
            try FileManager.default.createDirectory(
                atPath: disk.path + folder, withIntermediateDirectories: true)
        }
    }

    var settings: BoardSettings {
        var settings = BoardSettings(
            spool: disk.path + "/spool", control: disk.path + "/control", deskGroup: "outreachd-desk")
        settings.state = disk.path + "/state"
        settings.tcp = .person("alice")
        return settings
    }

    static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Serves while `body` works, which is handed the port.
    func serving(
        _ change: (inout BoardSettings) -> Void = { _ in }, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var settings = settings
        change(&settings)
        let ready = AsyncStream<Int>.makeStream()
        let services = try BoardProcess.services(
            settings, at: .tcp(host: "127.0.0.1", port: 0), log: Self.silent,
            isListening: { ready.continuation.yield($0 ?? 0) })
        async let end: Void = services.run()
        var ports = ready.stream.makeAsyncIterator()
        let port = try #require(await ports.next())
        do {
            try await body(port)
        } catch {
            await services.triggerGracefulShutdown()
            throw error
        }
        await services.triggerGracefulShutdown()
        try await end
    }

    // MARK: Tasks

    static func task(_ id: String, customer: String = "c-1", owner: String? = nil, state: String = "open") -> String {
        let ownership = owner.map { "\n  \"owner\": \"\($0)\",\n  \"claimed_at\": \"2026-03-02T13:00:00Z\"," } ?? ""
        return """
            {
              "id": "\(id)", "rule": "late-not-told", "title": "Late, not told", "customer": "\(customer)",
              "key": {"order":"o-1"}, "class": "recovery", "queue": "care", "priority": "high",
              "say": "Order o-1 is 2 days late.", "judged_at": "2026-03-02T12:00:00Z",
              "opened_at": "2026-03-02T12:00:00Z", "due_at": "2026-03-02T14:00:00Z", "state": "\(state)",\(ownership)
              "evidence": [{"specversion":"1.0","id":"e-1","source":"/s","type":"parcel.late","subject":"\(customer)",
                "time":"2026-03-02T08:00:00Z","data":{"order":"o-1","phone":"+44 1632 960001"}}],
              "history": [{"at":"2026-03-02T12:00:00Z","change":"opened"}\(state == "open" ? "" : ",\n    {\"at\":\"2026-03-02T13:00:00Z\",\"change\":\"\(state)\",\"who\":\"bob\"}")]
            }

            """
    }

    /// Puts a task there as the daemon does.
    func put(_ id: String, in place: String = "open", _ text: String) throws {
        try disk.write(text, to: "spool/tasks/\(place)/.\(id).tmp")
        try FileManager.default.moveItem(
            atPath: "\(disk.path)/spool/tasks/\(place)/.\(id).tmp",
            toPath: "\(disk.path)/spool/tasks/\(place)/\(id).json")
    }

    /// What was dropped, file by file.
    var dropped: [String] {
        disk.names("spool/incoming").filter { !$0.hasPrefix(".") }.sorted().compactMap {
            try? disk.read("spool/incoming/" + $0)
        }
    }
}
