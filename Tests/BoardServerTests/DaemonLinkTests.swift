import Events
import Foundation
import TestSupport
import Testing

@testable import Board
@testable import BoardServer

/// What the board asks of a daemon that runs.
@Suite("What the daemon is asked", .timeLimit(.minutes(5)))
struct DaemonLinkTests {
    let house: BoardHouse
    init() throws { house = try BoardHouse() }

    /// A customer with a task that is open, and one for whom something is waited for.
    private func atWork(_ body: @escaping @Sendable (_ task: String) async throws -> Void) async throws {
        let events = [
            RunningDaemon.event("u-1", "customer.updated", "c-1", minutesAgo: 400, #"{"phone":"+44 1632 960001"}"#),
            RunningDaemon.event("p-1", "parcel.late", "c-1", minutesAgo: 300, #"{"order":"o-1","days":2}"#),
            RunningDaemon.event("p-2", "parcel.late", "c-2", minutesAgo: 60, #"{"order":"o-2","days":3}"#),
        ]
        try house.disk.write(events.joined(separator: "\n") + "\n", to: "spool/incoming/events.ndjson")
        let daemon = try RunningDaemon(house)
        defer { daemon.stop() }
        while true {
            let file = house.disk.names("spool/tasks/open").first { !$0.hasPrefix(".") }
            // A new one each time, which remembers nothing.
            let status = try? await DaemonLink(path: house.settings.control).status().get()
            if let file, status?.state == "working" { return try await body(String(file.dropLast(".json".count))) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test("How it fares, and the site's zone")
    func status() async throws {
        let house = house
        try await atWork { _ in
            let link = DaemonLink(path: house.settings.control)
            let status = try await link.status().get()
            #expect(status.state == "working" && status.rules == 1 && status.accepted == 3)
            #expect(status.queues.map(\.name) == ["care"] && status.queues.map(\.open) == [1])
            let (zone, absence) = await link.zone()
            #expect(zone.name == "Europe/Athens" && absence == nil)
        }
    }

    @Test("What will open, when, unless what; and no further than was asked")
    func coming() async throws {
        let house = house
        try await atWork { _ in
            let link = DaemonLink(path: house.settings.control)
            let coming = try await link.coming(hours: 4).get()
            #expect(coming.waits.map(\.customer) == ["c-2"])
            #expect(coming.waits.map(\.key) == ["order o-2"] && coming.waits.map(\.queue) == ["care"])
            #expect(coming.waits.map(\.unless) == ["call.made or parcel.delivered"])
            #expect(!coming.isCut)
            #expect(try await link.coming(hours: 1).get().waits.isEmpty)
        }
    }

    @Test("A customer's story: what is known, what happened, what is waited for")
    func story() async throws {
        let house = house
        try await atWork { _ in
            let link = DaemonLink(path: house.settings.control)
            let one = try await link.story(of: "c-1").get()
            #expect(one.known.map { "\($0.name) \($0.value)" } == ["phone +44 1632 960001"])
            #expect(one.events.map(\.type) == ["customer.updated", "parcel.late"] && one.earlier == 0)
            #expect(one.events.last?.fields == "order o-1, days 2")
            #expect(one.waits.isEmpty)
            let other = try await link.story(of: "c-2").get()
            #expect(other.waits.map(\.key) == ["order o-2"])
            // To the minute, whatever second the parcel was late at.
            let text = try #require(other.waits.first?.text)
            #expect(text.contains(/until [0-9-]+ [0-9]+:[0-9]+ for call.made or parcel.delivered/), "\(text)")
            #expect(await absence(link.story(of: "c-9"))?.contains(#"no customer "c-9""#) == true)
        }
    }

    @Test("What would go if somebody was reached, and nothing comes of the question")
    func whatIf() async throws {
        let house = house
        try await atWork { task in
            let link = DaemonLink(path: house.settings.control)
            let call = RunningDaemon.event("w", "call.made", "c-1", minutesAgo: 0, #"{"outcome":"spoke"}"#)
            let one = try await link.whatIf(call).get()
            #expect(one.tasks == [task] && one.waits.isEmpty)
            let other = try await link.whatIf(call.replacing("c-1", with: "c-2")).get()
            #expect(other.tasks.isEmpty && other.waits == ["Late, not told (order o-2)"])
            #expect(house.disk.names("spool/tasks/open") == [task + ".json"])
        }
    }

    @Test("When it is away, that is said, and the zone is known still")
    func away() async throws {
        let link = DaemonLink(path: house.settings.control)
        try await atWork { _ in _ = await link.zone() }
        let later = await link.zone()
        #expect(later.zone.name == "Europe/Athens")
        let other = DaemonLink(path: house.settings.control)
        #expect(await absence(other.status())?.hasPrefix("The daemon cannot be asked: ") == true)
        #expect(await other.zone().absence != nil)
    }

    /// Why nothing was answered; nil if something was.
    private func absence<Value>(_ answer: DaemonLink.Answer<Value>) -> String? {
        if case .failure(let absence) = answer { return absence.sentence }
        return nil
    }

    @Test("All of it stands on the pages")
    func pages() async throws {
        let house = house
        try await atWork { task in
            try await house.serving {
                $0.reached = ContactEvent("call.made outcome=spoke")
            } _: { port in
                func page(_ target: String) async -> String { await onThread { ask("GET", target, port: port).text } }
                let coming = await page("/coming?within=4")
                #expect(coming.contains("c-2") && coming.contains("call.made or parcel.delivered"))
                let shown = await page("/task/\(task)")
                #expect(shown.contains("href=\"tel:+441632960001\"") && shown.contains("Europe/Athens"))
                #expect(shown.contains("Everything that happened (2)"))
                #expect(await page("/status").contains("care"))
            }
        }
    }
}
