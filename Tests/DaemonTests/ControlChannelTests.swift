import Control
import Events
import Foundation
import ServiceLifecycle
import Spool
import Testing
import TestSupport

@testable import Daemon

/// The running daemon, asked over its socket.
@Suite(.timeLimit(.minutes(5))) struct ControlChannelTests {
    let house: House
    init() throws {
        house = try House()
        try house.disk.write(House.rules, to: "rules/house.rules")
    }

    var disk: TemporaryFolder { house.disk }
    var socket: String { disk.path + "/control" }
    var rules: [String] { [disk.path + "/rules"] }

    /// Runs the daemon with its channel while `body` works.
    func serving(
        after span: TimeSpan, longestStory: Int = RequestHandler.longestStory, _ body: () async throws -> Void
    ) async throws {
        let mailbox = try Mailbox()
        let board = StatusBoard(started: House.start)
        let now = House.start + span
        let desk = RequestHandler(
            settings: house.settings, mailbox: mailbox, board: board, clock: { now }, longestStory: longestStory)
        let first = try RuleLoader(paths: rules).load()
        let service = try OutreachService(
            open: { [house] () throws(DaemonError) in
                try TurnProcessor(
                    settings: house.settings, rules: first, settling: .closed, log: House.silent, clock: { now })
            }, loader: RuleLoader(paths: rules), mailbox: mailbox, board: board, log: House.silent)
        let channel = try #require(try ControlService(at: .path(socket), desk: desk, log: House.silent))
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: channel), .init(service: service)], logger: House.silent))
        async let end: Void = group.run()
        do {
            try await body()
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await end
    }

    /// While it starts, a reload does not wait for the customers.
    func started() async throws {
        try await until("the daemon to work") {
            try await ask(ControlRequest(.status)).status?.daemon.state == .working
        }
    }

    /// What was waited for never came.
    struct NeverCame: Error { let what: String }

    /// Looks again and again until something is so, for a minute or longer.
    func until(_ what: String, _ isSo: () async throws -> Bool) async throws {
        for _ in 0..<6_000 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NeverCame(what: what)
    }

    func ask(_ request: ControlRequest) async throws -> ControlAnswer { try await ask(request.line) }

    /// On a thread of its own: the shared pool must not wait for an answer that needs the pool.
    func ask(_ line: [UInt8]) async throws -> ControlAnswer {
        let socket = socket
        let answer = await withCheckedContinuation {
            (done: CheckedContinuation<Result<[UInt8], ControlError>, Never>) in
            DispatchQueue.global().async {
                done.resume(returning: Result { () throws(ControlError) in try ControlClient.ask(line, at: socket) })
            }
        }
        return try #require(ControlAnswer(line: try answer.get()))
    }

    @Test func aReloadReturnsWhenTheNewRulesAreLive() async throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try await serving(after: .hours(5)) {
            try await started()
            try disk.write(House.rules.replacingOccurrences(of: "to care", with: "to nights"), to: "rules/house.rules")
            let answer = try await ask(ControlRequest(.reload))
            #expect(answer.reload?.live == true)
            #expect(answer.reload?.rules == 1)
            #expect(answer.reload?.tasks == ["updated": 1])
            let task = try #require(disk.names("spool/tasks/open").first)
            #expect(try disk.read("spool/tasks/open/" + task).contains(#""queue": "nights""#))
        }
    }

    @Test func aReloadOfWrongRulesIsRefusedAndSaysWhere() async throws {
        try await serving(after: .hours(5)) {
            try disk.write(House.rules.replacingOccurrences(of: "days >=", with: "dais >="), to: "rules/house.rules")
            let answer = try #require(try await ask(ControlRequest(.reload)).reload)
            #expect(!answer.live)
            #expect(answer.diagnostics?.count == 1)
            #expect(answer.diagnostics?.first?.hasPrefix(disk.path + "/rules/house.rules:7:37: error: ") == true)
            // The old ones go on.
            try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
            try await until("a task") { !house.taskFiles.isEmpty }
            // Until somebody mends the file, it is said.
            let status = try #require(try await ask(ControlRequest(.status)).status)
            #expect(status.rules.count == 1)
            #expect(status.rules.refused == answer.diagnostics)
            #expect(status.attention.contains { $0.contains("house.rules:7:37") })
            try disk.write(House.rules, to: "rules/house.rules")
            #expect(try await ask(ControlRequest(.reload)).reload?.live == true)
            #expect(try await ask(ControlRequest(.status)).status?.rules.refused == nil)
        }
    }

    @Test func aReloadMayLookBack() async throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try await serving(after: .hours(3)) {
            try await started()
            try disk.write(House.rules + ReloadTests.second, to: "rules/house.rules")
            let answer = try #require(try await ask(ControlRequest(.reload, backfill: "1d")).reload)
            #expect(answer.new == ["second"])
            #expect(answer.since == "2026-03-01T13:00:00Z")
            #expect(answer.tasks == ["opened": 1])
        }
    }

    @Test func statusTellsZonesThatAreNone() async throws {
        try disk.write(UnknownZonesTests.rules, to: "rules/house.rules")
        try await serving(after: .hours(1)) {
            try await started()
            #expect(try await ask(ControlRequest(.reload)).reload?.live == true)
            for (number, zone) in ["Europe/Athnes", "Europe/Athnes", "Europe/Athens", "+02:00"].enumerated() {
                let data = #"{"born":"1990-07-08","zone":"\#(zone)"}"#
                try house.drop(
                    "\(number).ndjson",
                    House.event("e-\(number)", "customer.updated", "c-\(number)", after: .zero, data))
            }
            try await until("four events") { try await ask(ControlRequest(.status)).status?.events.accepted == 4 }
            let status = try #require(try await ask(ControlRequest(.status)).status)
            #expect(status.events.unknownZones == ["Europe/Athnes": 2, "+02:00": 1])
        }
    }

    @Test func aTypeThatIsDeclaredAfterItsEventsIsNoUndeclaredOneAnyMore() async throws {
        try house.drop("a.ndjson", House.event("e-1", "shop.left", "c-1", after: .zero, #"{"order":"o-1"}"#))
        try await serving(after: .hours(1)) {
            try await started()
            #expect(try await ask(ControlRequest(.status)).status?.events.undeclared == ["shop.left": 1])
            try disk.write(House.rules + UndeclaredTypesTests.later, to: "rules/house.rules")
            let reload = try await ask(ControlRequest(.reload, backfill: "1d")).reload
            #expect(reload?.tasks == ["opened": 1])
            #expect(try await ask(ControlRequest(.status)).status?.events.undeclared == [:])
        }
    }

    @Test func statusTellsWhatTheDaemonSees() async throws {
        try house.drop(
            "a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2", after: .hours(3)),
            House.late("e-1", "c-1", "o-1"), House.event("e-3", "page_view.done", "c-1", after: .zero), "{}")
        try disk.write(
            House.rules + ReloadTests.second.replacingOccurrences(of: "late", with: "delivered"),
            to: "rules/house.rules")
        try await serving(after: .hours(5)) {
            try await until("the files to be read") { house.incoming.isEmpty }
            try disk.write("", to: "spool/incoming/.not-yet")
            // A file that has been read is applied a moment later.
            try await until("an open task") { try await ask(ControlRequest(.status)).status?.openTasks != 0 }
            let status = try #require(try await ask(ControlRequest(.status)).status)
            #expect(status.now == "2026-03-02T15:00:00Z")
            #expect(status.incoming.files == 0)
            #expect(status.queues == [.init(queue: "care", open: 1, overdue: 0, oldestDue: "2026-03-02T17:00:00Z")])
            #expect(status.nextDeadline == "2026-03-02T17:00:00Z")
            #expect(status.events.accepted == 2)
            #expect(status.events.duplicates == 1)
            #expect(status.events.rejected == ["specversion": 1])
            #expect(status.events.undeclared == ["page_view.done": 1])
            #expect(status.rules.count == 2)
            #expect(status.rules.zone == "UTC")
            #expect(status.rules.neverFired == ["second"])
            #expect(status.rules.unheard == ["late-not-told": ["call.made", "parcel.delivered"]])
            #expect(status.rejects.map(\.file) == ["a.ndjson"])
            #expect(status.rejects.first?.reason == "specversion")
            #expect(status.daemon.started == "2026-03-02T10:00:00Z")
            #expect(status.events.types == ["parcel.late": ["accepted": 2, "duplicate": 1]])
            #expect(status.feeds.map(\.source) == ["/s"])
            #expect(status.feeds.map(\.events) == [3])
            #expect(status.events.rate.keys.sorted() == ["15m", "1m", "5m"])
            #expect(status.rules.tasks == ["late-not-told": ["opened": 1]])
            #expect(status.rules.episodes["late-not-told"] == ["armed": 2, "opened": 1])
            let metrics = try #require(try await ask(ControlRequest(.metrics)).metrics)
            #expect(metrics.contains("\noutreachd_tasks_total{rule=\"late-not-told\",change=\"opened\"} 1\n"))
            #expect(metrics.contains("\noutreachd_sync_duration_seconds_count{step=\"commit\"} "))
        }
    }

    @Test func aCustomerIsHandedOutWithTheRulesInForce() async throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try await serving(after: .hours(5)) {
            try await until("a task") { !house.taskFiles.isEmpty }
            let story = try #require(try await ask(ControlRequest(.customer, customer: "c-1")).customer)
            #expect(story.events == [House.late("e-1", "c-1", "o-1")])
            #expect(story.rules == [.init(path: disk.path + "/rules/house.rules", text: House.rules)])
            #expect(story.now == "2026-03-02T15:00:00Z")
            #expect(
                try await ask(ControlRequest(.customer, customer: "c-9")).error
                    == #"the daemon knows no customer "c-9""#)
        }
    }

    /// Some of its events are very long, so that together they are longer than most answers.
    private func dropLongStory() throws {
        let order = String(repeating: "o", count: 500_000)
        let lines = (0..<10).map { House.late("e-\($0)", "c-1", "\(order)-\($0)") }
        try house.drop("a.ndjson", lines.joined(separator: "\n"))
    }

    @Test func aLongStoryIsHandedOutWhole() async throws {
        try dropLongStory()
        try await serving(after: .hours(5)) {
            try await until("ten tasks") { house.taskFiles.count == 10 }
            let story = try #require(try await ask(ControlRequest(.customer, customer: "c-1")).customer)
            #expect(story.events.count == 10)
            #expect(story.events.reduce(0) { $0 + $1.utf8.count } > 5_000_000)
        }
    }

    @Test func ofAStoryThatIsTooLongItIsSaidWhoCanTellIt() async throws {
        try dropLongStory()
        try await serving(after: .hours(5), longestStory: 1_000_000) {
            try await until("ten tasks") { house.taskFiles.count == 10 }
            let state = house.settings.state
            let told = try #require(try await ask(ControlRequest(.customer, customer: "c-1")).error)
            #expect(told.hasPrefix(#"10 events of customer "c-1" are more than a running daemon tells of. "#))
            #expect(told.contains(#"outreachd explain --state \#(state) --rules PATH --customer "c-1", or "#))
            #expect(told.hasSuffix(#"outreachd events --state \#(state) --customer "c-1""#))
        }
    }

    @Test(arguments: ["", "garbage", "{\"request\":\"reload\",\"backfill\":\"-1d\"}", "{\"request\":\"customer\"}"])
    func whatIsNoRequestIsSaidToBeNone(line: String) async throws {
        try await serving(after: .zero) {
            let answer = try await ask(Array(line.utf8))
            #expect(answer.error != nil)
            #expect(try await ask(ControlRequest(.status)).status != nil)
        }
    }

    @Test func manyReloadsAtOnceAreAllAnswered() async throws {
        try await serving(after: .zero) {
            try await withThrowingTaskGroup(of: Bool?.self) { group in
                for _ in 0..<4 { group.addTask { try await ask(ControlRequest(.reload)).reload?.live } }
                for try await live in group { #expect(live == true) }
            }
        }
    }
}
