import Events
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Board
@testable import BoardServer

@Suite("Answers")
struct AnswersTests {
    let house: BoardHouse
    let time = Wall()
    init() throws { house = try BoardHouse() }

    final class Wall: Sendable {
        private let value = Mutex(Timestamp(seconds: 1_772_460_000))
        var now: Timestamp { value.withLock { $0 } }
        func pass(_ span: TimeSpan) { value.withLock { $0 = $0 + span } }
    }

    private func answers(_ settings: BoardSettings? = nil) -> Answers {
        Answers(
            settings ?? house.settings, changes: ChangeHub(first: 1), log: BoardHouse.silent,
            clock: { [time] in time.now })
    }

    private func card(_ id: String = "t-1", owner: String? = nil, customer: String = "c-1") -> TaskCard {
        var card = TaskCard(
            place: .open, id: id, rule: "late", title: "Late", customer: customer, key: "", taskClass: "recovery",
            queue: "care", priority: "high", say: "Call.")
        card.standing.owner = owner
        return card
    }

    @Test("A claim is dropped at once, and a second one is told who was first")
    func claim() async throws {
        let answers = answers()
        try await answers.claim(card(), by: "alice")
        #expect(house.dropped.count == 1)
        #expect(house.dropped.first?.contains(#""type":"task.claimed","subject":"c-1""#) == true)
        #expect(house.dropped.first?.contains(#""data":{"task":"t-1","rule":"late","by":"alice"}"#) == true)
        await #expect(throws: Answers.Refusal.claimed(by: "alice", at: time.now)) {
            try await answers.claim(card(), by: "bob")
        }
        // She may say so again, and nothing comes of it.
        try await answers.claim(card(), by: "alice")
        #expect(house.dropped.count == 1)
    }

    @Test("What the file says is believed")
    func owner() async throws {
        let answers = answers()
        await #expect(throws: Answers.Refusal.claimed(by: "carol", at: nil)) {
            try await answers.claim(card(owner: "carol"), by: "alice")
        }
        #expect(house.dropped == [])
    }

    @Test("A claim of which no file ever tells holds for a minute")
    func lostClaim() async throws {
        let answers = answers()
        try await answers.claim(card(), by: "alice")
        time.pass(.minutes(1))
        try await answers.claim(card(), by: "bob")
        #expect(house.dropped.count == 2)
    }

    @Test("An answer waits for five seconds, and is durable meanwhile")
    func waits() async throws {
        let answers = answers()
        try await answers.note("task.done", "Done", card(), by: "alice", [("outcome", "spoke \"well\"")])
        await answers.dropDue()
        #expect(house.dropped == [])
        #expect(house.disk.names("state/incoming").count == 1)
        #expect(await answers.pending.first?.word == "Done")
        time.pass(TimeSpan(seconds: 5))
        await answers.dropDue()
        #expect(house.dropped.first?.contains(#""by":"alice","outcome":"spoke \"well\"""#) == true)
        #expect(await answers.pending.isEmpty)
        #expect(house.disk.names("state/incoming") == [])
    }

    @Test("It can be taken back until then, by who gave it")
    func undo() async throws {
        let answers = answers()
        try await answers.note("task.done", "Done", card(), by: "alice", [])
        let id = try #require(await answers.pending.first?.id)
        #expect(await answers.undo(id, by: "bob") == nil)
        #expect(await answers.undo(id, by: "alice")?.task == "t-1")
        #expect(await answers.undo(id, by: "alice") == nil)
        time.pass(TimeSpan(seconds: 10))
        await answers.dropDue()
        #expect(house.dropped == [])
        #expect(house.disk.names("state/incoming") == [])
    }

    @Test("While it waits, another answer to the task is told of it")
    func twice() async throws {
        let answers = answers()
        try await answers.note("task.done", "Done", card(), by: "alice", [])
        let pending = try #require(await answers.pending.first)
        await #expect(throws: Answers.Refusal.answered(pending)) {
            try await answers.note("task.dismissed", "Not needed", card(), by: "bob", [])
        }
        await #expect(throws: Answers.Refusal.answered(pending)) { try await answers.claim(card(), by: "bob") }
    }

    @Test("When the board ends, what waits is dropped; after a crash, at the next start")
    func ends() async throws {
        let first = answers()
        try await first.note("task.done", "Done", card(), by: "alice", [])
        await first.dropDue(all: true)
        #expect(house.dropped.count == 1)
        let crashed = answers()
        try await crashed.note("task.snoozed", "Put off", card("t-2"), by: "alice", [], putOff: time.now)
        let next = answers()
        await next.recover()
        #expect(house.dropped.contains { $0.contains("task.snoozed") })
        #expect(house.disk.names("state/incoming") == [])
    }

    @Test("What an earlier board left is tried again as long as the spool takes nothing")
    func left() async throws {
        try await answers().note("task.done", "Done", card(), by: "alice", [])
        let incoming = house.disk.path + "/spool/incoming"
        try FileManager.default.removeItem(atPath: incoming)
        let next = answers()
        await next.recover()
        #expect(await next.trouble != nil)
        try FileManager.default.createDirectory(atPath: incoming, withIntermediateDirectories: true)
        time.pass(TimeSpan(seconds: 4))
        // What this one holds itself may still be taken back.
        try await next.note("task.done", "Done", card("t-2"), by: "bob", [])
        await next.dropDue()
        #expect(house.dropped == [])
        time.pass(TimeSpan(seconds: 1))
        await next.dropDue()
        #expect(house.dropped.map { $0.contains("alice") } == [true])
        #expect(house.disk.names("state/incoming").count == 1)
        #expect(await next.trouble == nil)
    }

    @Test("A clock that is set back keeps no answer")
    func setBack() async throws {
        let answers = answers()
        try await answers.note("task.done", "Done", card(), by: "alice", [])
        time.pass(.zero - .hours(1))
        await answers.dropDue()
        #expect(house.dropped.count == 1)
    }

    @Test("Nothing is looked for until an answer is noted, or the board ends", .timeLimit(.minutes(1)))
    func noted() async throws {
        var settings = house.settings
        settings.limits.undoSeconds = 0
        let answers = answers(settings)
        async let wait: Void = answers.waitForDue()
        try await answers.note("task.done", "Done", card(), by: "alice", [])
        await wait
        let waiting = Task { await self.answers(settings).waitForDue() }
        waiting.cancel()
        await waiting.value
    }

    @Test("Somebody who was reached is told of by the site's own event too")
    func reached() async throws {
        let answers = answers()
        let contact = ContactEvent("call.completed outcome=spoke")
        try await answers.note("task.done", "Reached", card(), by: "alice", [], contact: contact)
        await answers.dropDue(all: true)
        let lines = house.dropped.first?.split(separator: "\n") ?? []
        #expect(lines.count == 2)
        #expect(lines.last?.contains(#""type":"call.completed","subject":"c-1""#) == true)
        #expect(lines.last?.contains(#""data":{"outcome":"spoke"}"#) == true)
    }

    @Test("A spool that takes nothing is said, and tried again")
    func unwritable() async throws {
        let answers = answers()
        try await answers.note("task.done", "Done", card(), by: "alice", [])
        let incoming = house.disk.path + "/spool/incoming"
        try FileManager.default.removeItem(atPath: incoming)
        time.pass(TimeSpan(seconds: 5))
        await answers.dropDue()
        #expect(await answers.trouble?.contains(incoming) == true)
        try FileManager.default.createDirectory(atPath: incoming, withIntermediateDirectories: true)
        time.pass(TimeSpan(seconds: 5))
        await answers.dropDue()
        let mended = await answers.trouble
        #expect(mended == nil)
        #expect(house.dropped.count == 1)
    }

    @Test("The most urgent is taken once, by whoever is first")
    func next() async throws {
        let answers = answers()
        let cards = [card("t-1"), card("t-2")]
        #expect(try await answers.claimNext(of: cards, queue: "", by: "alice")?.id == "t-1")
        #expect(try await answers.claimNext(of: cards, queue: "", by: "bob")?.id == "t-2")
        #expect(try await answers.claimNext(of: cards, queue: "", by: "carol") == nil)
        #expect(try await answers.claimNext(of: cards, queue: "nights", by: "carol") == nil)
    }

    @Test("Nobody is called twice: who was reached is left in peace, and whoever else was tried comes last")
    func inPeace() async throws {
        let contact = ContactEvent("call.completed outcome=spoke")
        let cards = [card("t-1"), card("t-2"), card("t-3", customer: "c-2"), card("t-4", customer: "c-2")]
        let answers = answers()
        try await answers.note("task.done", "Reached", cards[0], by: "alice", [], contact: contact)
        #expect(try await answers.claimNext(of: cards, queue: "", by: "alice")?.id == "t-3")
        let tomorrow = time.now + .hours(19)
        try await answers.note("task.snoozed", "Put off", cards[2], by: "alice", [], putOff: tomorrow)
        #expect(try await answers.claimNext(of: cards, queue: "", by: "alice")?.id == "t-4")
        try await answers.note("task.done", "Done", cards[3], by: "alice", [])
        // The other task of who was reached ends by itself.
        #expect(try await answers.claimNext(of: cards, queue: "", by: "alice") == nil)
    }

    @Test("Who did not answer is not called about another task, from the moment on that it is said")
    func noAnswer() async throws {
        var cards = [card("t-1"), card("t-2")]
        let answers = answers()
        let hour = time.now + .hours(1)
        try await answers.note("task.snoozed", "Put off", cards[0], by: "alice", [], putOff: hour)
        #expect(try await answers.claimNext(of: cards, queue: "", by: "alice") == nil)
        await answers.dropDue(all: true)
        #expect(house.dropped.first?.contains(#""until":"2026-03-02T15:00:00Z"}"#) == true)
        // As the daemon writes it then.
        cards[0].standing.snoozedUntil = hour
        #expect(try await answers.claimNext(of: cards, queue: "", by: "alice") == nil)
        time.pass(.hours(1))
        #expect(try await answers.claimNext(of: cards, queue: "", by: "alice")?.id == "t-1")
    }
}
