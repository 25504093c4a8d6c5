import Control
import Engine
import Events
import Foundation
import Glibc
import RuleLanguage
import Store
import Testing
import TestSupport

@testable import Daemon

/// A customer whose turn cannot be done holds up nobody else.
@Suite struct SetAsideTests {
    let house: House
    init() throws { house = try House() }

    enum Crash: Error { case here }

    var state: String { house.disk.path + "/state" }
    var open: Int { house.disk.names("spool/tasks/open").count }
    var doctor: Doctor { Doctor(state: state, spool: house.disk.path + "/spool", archive: nil, log: House.silent) }
    func unfinished() throws -> [UnfinishedCustomer] { try StateStore(reading: state).unfinishedCustomers() }

    /// So many events of one wait that the fold asks on its way whether to go on.
    static let long = (0..<200).map { House.late("s-\($0)", "c-slow", "o-1") }.joined(separator: "\n")

    func drop() throws {
        try house.disk.write(Self.long, to: "spool/incoming/a.ndjson")
        try house.drop("b.json", House.late("e-1", "c-1", "o-1"))
    }

    /// As on a machine so slow that more than a minute passes between two looks at the clock.
    static func slow(_ processor: TurnProcessor) {
        var time = TimeSpan.zero
        processor.customers.watch.elapsed = {
            time = time + TimeSpan(seconds: 61)
            return time
        }
    }

    /// A daemon that is too slow for one of two customers, until that one is set aside.
    func setAside() throws {
        try drop()
        var processor = try house.processor(after: .hours(5))
        Self.slow(processor)
        for _ in 1...UnfinishedCustomer.triesAtMost { try House.drain(&processor) }
        processor.close()
    }

    @Test func whoTakesTooLongIsSetAsideAfterThreeTriesAndTheOthersGoOn() throws {
        try drop()
        var processor = try house.processor(after: .hours(5))
        Self.slow(processor)
        for tries in 1...3 {
            try House.drain(&processor)
            #expect(try unfinished().map(\.customer) == ["c-slow"] && unfinished().map(\.tries) == [tries])
            #expect(house.incoming == [])
            #expect(open == 1)
        }
        #expect(try House.drain(&processor).isEmpty)
        #expect(try processor.store.customersWaiting() == [])
        #expect(try unfinished().map(\.tries) == [3])
        // A deadline of the one does not keep the daemon awake, and those of others are judged.
        try house.drop("c.json", House.late("e-2", "c-2", "o-2", after: .hours(2)))
        try House.drain(&processor)
        #expect(try processor.nextDue() == House.start + .hours(6) + processor.settings.grace)
        #expect(open == 1)
    }

    @Test func itIsSaidWhoIsSetAsideAndWhy() throws {
        try setAside()
        let said = #"customer "c-slow" is set aside since 2026-03-02T15:00:00Z, for judging it took longer than 1min"#
        let status = try StatusReport(settings: house.settings, board: StatusBoard()).answer(
            now: House.start + .hours(6))
        #expect(status.attention.contains { $0.hasPrefix(said) })
        let story = try StateReader(folder: state, schema: house.rules.program.schema).story(of: "c-slow")
        #expect(story?.setAside?.hasPrefix(said) == true)
        let diagnosis = try doctor.examine()
        #expect(!diagnosis.isHealthy && diagnosis.sentences.contains { $0.hasPrefix(said) })
    }

    @Test func whatComesMeanwhileIsKeptAndJudgedWhenTheDoctorReleases() throws {
        try setAside()
        try house.drop("call.json", House.call("e-3", "c-slow", after: .hours(1)))
        try house.drop("late.json", House.late("e-4", "c-slow", "o-4", after: .hours(2) + .minutes(30)))
        let report = try house.once(after: .hours(7))
        #expect(report.counts[Counter(.input, "accepted")] == 2)
        #expect(open == 1)
        #expect(try doctor.repair(doctor.examine(), rules: nil, now: House.start).done.count == 1)
        try house.once(after: .hours(7))
        // The call ended the long wait; what came after it was not answered.
        #expect(open == 2)
        #expect(try unfinished() == [])
        #expect(try doctor.examine().isHealthy)
    }

    @Test func otherRulesTryEverybodyAnew() throws {
        try setAside()
        var processor = try house.processor(after: .hours(6))
        let other = try House(rules: House.rules.replacing("within 4h", with: "within 3h"))
        _ = try processor.adopt(other.rules)
        try House.drain(&processor)
        #expect(open == 2)
        #expect(try unfinished() == [])
    }

    @Test func whatCameInTheSameTurnAsTheNextTryIsNotForgotten() throws {
        try drop()
        var processor = try house.processor(after: .hours(5))
        Self.slow(processor)
        try House.drain(&processor)
        processor.customers.watch.elapsed = { .zero }
        try house.drop("late.json", House.late("e-4", "c-slow", "o-4"))
        try House.drain(&processor)
        try House.drain(&processor)
        #expect(open == 3)
        #expect(try unfinished() == [])
    }

    @Test func aTaskThatNoRowCanHoldIsTriedOnce() throws {
        try drop()
        try house.drop("c.json", House.late("e-2", "c-2", String(repeating: "o", count: 2_000)))
        var processor = try house.processor(after: .hours(5))
        processor.customers.taskAtMost = 1_000
        try House.drain(&processor)
        #expect(try unfinished().map(\.customer) == ["c-2"])
        #expect(try unfinished().allSatisfy(\.isSetAside))
        #expect(open == 2)
    }

    /// A start that dies as soon as it works on a customer.
    func start() throws -> Bool {
        var processor = try house.processor(after: .hours(5))
        processor.customers.watch.beforeFold = { if $0 == "c-evil" { throw Crash.here } }
        do {
            try House.drain(&processor)
            return false
        } catch {
            _ = try house.disk.write("", to: "state/fault")
            return true
        }
    }

    @Test func whoBringsTheDaemonDownIsSetAsideAndNoFileIsBlamed() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try house.drop("b.json", House.late("e-2", "c-evil", "o-2"))
        var deaths = 0
        while try start(), deaths < 9 { deaths += 1 }
        // Of the first nobody knows whose it was.
        #expect(deaths == 1 + UnfinishedCustomer.triesAtMost)
        #expect(try unfinished().map(\.customer) == ["c-evil"])
        #expect(house.incoming == [] && house.rejected == [])
        #expect(open == 1)
    }

    @Test func whoIsWorkedOnForLongIsKnownAfterAKill() async throws {
        try drop()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = house.disk.path as String] in
            let house = try House(on: TemporaryFolder(existing: path))
            var processor = try house.processor(after: .hours(5))
            var looks = 0
            processor.customers.watch.elapsed = {
                looks += 1
                return TimeSpan(seconds: Int64(2 * looks))
            }
            processor.customers.watch.mustEnd = {
                if FoldNote(folder: path + "/state").read() != nil { kill(getpid(), SIGKILL) }
                return false
            }
            try House.drain(&processor)
        }
        #expect(FoldNote(folder: state).read() == "c-slow")
        do {
            let processor = try house.processor(after: .hours(5))
            #expect(try unfinished().map(\.tries) == [1])
            #expect(FoldNote(folder: state).read() == nil)
            withExtendedLifetime(processor) {}
        }
        try house.once(after: .hours(5))
        #expect(open == 2)
        #expect(try unfinished() == [])
    }

    @Test func aStopEndsALongFoldAndTheNextStartDoesIt() throws {
        try drop()
        do {
            var processor = try house.processor(after: .hours(5))
            var looks = 0
            processor.customers.watch.elapsed = {
                looks += 1
                return TimeSpan(seconds: Int64(2 * looks))
            }
            // Told while the second customer is worked on, who is the slow one.
            processor.whileWorking { looks > 2 }
            #expect(try House.drain(&processor).isEmpty)
            processor.close()
        }
        #expect(house.incoming == ["a.ndjson", "b.json"])
        #expect(try unfinished() == [])
        #expect(FoldNote(folder: state).read() == nil)
        try house.once(after: .hours(5))
        #expect(open == 2 && house.incoming == [])
    }

    @Test func theEvidenceOfManyEventsIsShownFromBothEnds() throws {
        let lines = (0..<3_000).map { number in
            House.event(
                "s-\(number)", "parcel.late", "c-1", after: .zero,
                #"{"order":"o-1","days":2,"pad":"\#(String(repeating: "x", count: 700))"}"#)
        }
        try house.disk.write(lines.joined(separator: "\n"), to: "spool/incoming/a.ndjson")
        var processor = try house.processor(after: .hours(5), maxFile: 64 << 20)
        try House.drain(&processor)
        let text = try #require(house.taskFiles.values.first)
        #expect((1 << 20..<2 << 20).contains(text.utf8.count))
        #expect(text.contains(lines[0]))
        #expect(text.contains(#"{"source":"/s","id":"s-"#))
    }
}
