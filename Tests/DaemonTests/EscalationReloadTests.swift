import Events
import Foundation
import RuleLanguage
import Spool
import TaskDispatch
import Testing
import TestSupport

@testable import Daemon

/// What an open task has had done to it by `escalate` is remembered by what the line says, so that the lines of a rule may
/// come, go and change places while its tasks are out.
@Suite("Escalations over a reload") struct EscalationReloadTests {
    let house: House
    let hand = ReloadTests.Hand()
    init() throws { house = try House() }

    static let boss = "escalate undone after 1h to boss"
    static let chief = "escalate undone after 3h to chief priority urgent"
    static let night = "escalate unclaimed after 30min to night"

    private func rules(_ lines: String...) throws -> RuleSet {
        try RuleLoader.check([
            Source(path: "house.rules", text: House.rules + lines.map { "\n  \($0)" }.joined())
        ])
    }

    /// A daemon with a task that came out at 14:00, at so long after ten.
    private func start(_ rules: RuleSet) throws -> TurnProcessor {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(4) + .minutes(2))
        var processor = try TurnProcessor(
            settings: house.settings, rules: rules, settling: .closed, log: House.silent,
            clock: { [hand] in hand.now }, elapsed: { [hand] in hand.now - House.start })
        try House.drain(&processor)
        return processor
    }

    /// How often each queue was given the task.
    private var given: [String: Int] {
        let text = house.taskFiles.first { $0.key.hasPrefix("open/") }?.value ?? ""
        return ["boss", "chief", "night"].reduce(into: [:]) { counts, queue in
            let count = text.components(separatedBy: #""note":"\#(queue)""#).count - 1
            if count > 0 { counts[queue] = count }
        }
    }

    private func go(to span: TimeSpan, _ processor: inout TurnProcessor) throws {
        hand.turn(to: span)
        try House.drain(&processor)
    }

    @Test("what has been done is not done again, and what has not is, wherever the lines stand")
    func order() throws {
        var processor = try start(try rules(Self.boss, Self.chief))
        try go(to: .hours(5) + .minutes(4), &processor)
        #expect(given == ["boss": 1])
        // One comes before it, the others change places.
        _ = try processor.adopt(try rules(Self.night, Self.chief, Self.boss))
        try go(to: .hours(5) + .minutes(6), &processor)
        #expect(given == ["boss": 1, "night": 1])
        try go(to: .hours(7) + .minutes(4), &processor)
        #expect(given == ["boss": 1, "night": 1, "chief": 1])
    }

    @Test("the line behind one that was taken away comes in its time")
    func removed() throws {
        var processor = try start(try rules(Self.boss, Self.chief))
        try go(to: .hours(5) + .minutes(4), &processor)
        _ = try processor.adopt(try rules(Self.chief))
        try go(to: .hours(7) + .minutes(4), &processor)
        #expect(given == ["boss": 1, "chief": 1])
        // And back again.
        _ = try processor.adopt(try rules(Self.boss, Self.chief))
        try go(to: .hours(8), &processor)
        #expect(given == ["boss": 1, "chief": 1])
    }

    @Test("a task that was out before the first line was written is given on, though nothing else happens")
    func first() throws {
        var processor = try start(try rules())
        try go(to: .hours(6), &processor)
        _ = try processor.adopt(try rules(Self.boss))
        try House.drain(&processor)
        #expect(given == ["boss": 1])
    }

    @Test("without any line left nothing is waited for")
    func none() throws {
        var processor = try start(try rules(Self.boss))
        #expect(try processor.nextWake() != nil)
        _ = try processor.adopt(try rules())
        try House.drain(&processor)
        let settles = house.settings.settling(ofArrivalAt: House.start + .hours(4) + .minutes(2))
        #expect(try processor.nextWake() == settles)
        try go(to: .hours(8), &processor)
        #expect(given == [:])
    }

    @Test("two lines that say the same are one")
    func twice() throws {
        var processor = try start(try rules(Self.boss, Self.boss))
        try go(to: .hours(6), &processor)
        #expect(given == ["boss": 1])
    }
}
