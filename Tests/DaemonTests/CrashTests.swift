import Events
import Foundation
import Store
import Testing
import TestSupport

@testable import Daemon

/// Stops the machine after each arrow of each turn of a little story. Whatever was half done, the next start ends in
/// the state of the run that nobody disturbed: each task file once and with the same bytes, each bad line once, each
/// count once.
@Suite struct CrashTests {
    /// One run of the daemon: when, and what was dropped into the spool before.
    struct Stage: Sendable {
        var at: TimeSpan
        var files: [(name: String, lines: [String])]
    }

    static let story: [Stage] = [
        Stage(
            at: .hours(1),
            files: [
                (
                    "a.ndjson",
                    [
                        House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2"), "{",
                        House.late("e-1", "c-1", "o-1"),
                    ]
                ),
                ("b.json", ["no json at all"]),
                ("c.json", [House.late("e-3", "c-3", "o-3")]),
            ]),
        // Three tasks open by deadline alone.
        Stage(at: .hours(5), files: []),
        // One is withdrawn, one opens in the same turn as it is read, an id comes again with other content.
        Stage(
            at: .hours(7),
            files: [
                ("a.ndjson", [House.call("e-4", "c-1", after: .hours(6)), House.late("e-2", "c-2", "other")]),
                ("d.json", [House.late("e-5", "c-5", "o-5", after: .hours(1))]),
            ]),
        // A late proof takes a task back.
        Stage(at: .hours(8), files: [("e.json", [House.call("e-6", "c-3", after: .hours(2))])]),
    ]

    enum Stopped: Error { case here }

    enum Afterwards: CaseIterable { case theNextStart, theSameDaemon }

    struct Outcome: Equatable {
        var tasks: [String: String]
        var rejected: [String: String]
        var incoming: [String]
        var counters: [Counter: Int]
        var owed: Int
        /// The lines of the ledger.
        var ledger: [String]
    }

    /// Plays the story; at one stage it stops after the arrow with this number (from 1), and then goes on.
    /// - Returns: the outcome, and whether there was such an arrow.
    func play(
        stoppedAt stop: (stage: Int, arrow: Int)?, _ afterwards: Afterwards = .theNextStart,
        bytesPerTurn: Int = 64 << 20, story: [Stage] = CrashTests.story, rules: String = House.rules
    ) throws -> (Outcome, Bool) {
        let house = try House(rules: rules)
        var stopped = false
        for (number, stage) in story.enumerated() {
            for file in stage.files {
                let text = file.lines.joined(separator: "\n").replacing("INCIDENT", with: house.incident ?? "")
                try house.disk.write(text, to: "spool/incoming/" + file.name)
            }
            do {
                var processor = try house.processor(after: stage.at, bytesPerTurn: bytesPerTurn)
                if let stop, stop.stage == number {
                    var arrows = 0
                    processor.afterStep = { _ in
                        arrows += 1
                        if arrows == stop.arrow { throw Stopped.here }
                    }
                }
                do {
                    try House.drain(&processor)
                } catch {
                    stopped = true
                    switch afterwards {
                    case .theNextStart: break
                    case .theSameDaemon:
                        processor.afterStep = { _ in }
                        try House.drain(&processor)
                    }
                }
            }
            if stopped, afterwards == .theNextStart, stop?.stage == number {
                var processor = try house.processor(after: stage.at, bytesPerTurn: bytesPerTurn)
                try House.drain(&processor)
            }
        }
        return (try outcome(of: house), stopped)
    }

    func outcome(of house: House) throws -> Outcome {
        let store = try StateStore(reading: house.disk.path + "/state")
        return Outcome(
            tasks: house.taskFiles,
            rejected: Dictionary(
                uniqueKeysWithValues: try house.rejected.map { ($0, try house.disk.read("spool/rejected/" + $0)) }),
            incoming: house.incoming, counters: try store.counters(),
            owed: try store.owedTasks(limit: 99).count + store.owedLedger().count,
            ledger: house.ledger)
    }

    @Test(arguments: story.indices, Afterwards.allCases)
    func aStopAfterAnyArrowChangesNothingInTheEnd(stage: Int, afterwards: Afterwards) throws {
        let (undisturbed, _) = try play(stoppedAt: nil)
        var arrows = 0
        while true {
            let (outcome, stopped) = try play(stoppedAt: (stage, arrows + 1), afterwards)
            if !stopped { break }
            arrows += 1
            #expect(outcome == undisturbed, "stopped after arrow \(arrows)")
        }
        // Each turn has all its arrows.
        #expect(arrows > 0 && arrows % TurnStep.allCases.count == 0)
    }

    /// The same with a turn for each file: the first turns only keep events, and files stay until the last customer is
    /// judged.
    @Test(arguments: story.indices, Afterwards.allCases)
    func aStopBetweenSmallTurnsChangesNothingInTheEnd(stage: Int, afterwards: Afterwards) throws {
        let (undisturbed, _) = try play(stoppedAt: nil)
        var arrows = 0
        while true {
            let (outcome, stopped) = try play(stoppedAt: (stage, arrows + 1), afterwards, bytesPerTurn: 1)
            if !stopped { break }
            arrows += 1
            #expect(outcome == undisturbed, "stopped after arrow \(arrows)")
        }
        #expect(arrows > 0 && arrows % TurnStep.allCases.count == 0)
    }

    /// The same with a process of its own, which is killed.
    @Test(arguments: story.indices)
    func aProcessThatIsKilledAfterAnyArrowChangesNothingInTheEnd(stage: Int) async throws {
        let (undisturbed, _) = try play(stoppedAt: nil)
        var arrows = 0
        while try play(stoppedAt: (stage, arrows + 1)).1 { arrows += 1 }
        #expect(arrows > 0)
        for arrow in 1...arrows {
            let house = try House()
            for (number, part) in Self.story.enumerated() {
                for file in part.files {
                    try house.disk.write(file.lines.joined(separator: "\n"), to: "spool/incoming/" + file.name)
                }
                if number == stage {
                    await #expect(processExitsWith: .signal(SIGKILL)) {
                        [path = house.disk.path as String, seconds = part.at.seconds as Int64, arrow = arrow as Int] in
                        let house = try House(on: TemporaryFolder(existing: path))
                        var processor = try house.processor(after: TimeSpan(seconds: seconds))
                        var arrows = 0
                        processor.afterStep = { _ in
                            arrows += 1
                            if arrows == arrow { kill(getpid(), SIGKILL) }
                        }
                        try House.drain(&processor)
                    }
                }
                var processor = try house.processor(after: part.at)
                try House.drain(&processor)
            }
            #expect(try outcome(of: house) == undisturbed, "killed after arrow \(arrow)")
        }
    }

    @Test func theStoryEndsAsItShould() throws {
        let (outcome, _) = try play(stoppedAt: nil)
        #expect(outcome.tasks.keys.filter { $0.hasPrefix("open/") }.count == 2)
        #expect(outcome.tasks.keys.filter { $0.hasPrefix("closed/") }.count == 2)
        #expect(
            outcome.rejected.keys.sorted()
                == ["a.ndjson.2.rejected.ndjson", "a.ndjson.rejected.ndjson", "b.json", "b.json.reason.json"])
        #expect(outcome.incoming == [])
        #expect(
            outcome.counters == [
                Counter(.input, "files"): 5, Counter(.input, "accepted"): 6, Counter(.input, "duplicate"): 1,
                Counter(.rejected, "not-json"): 2, Counter(.rejected, "conflict"): 1,
                Counter(.tasks, "opened"): 4, Counter(.tasks, "withdrawn"): 2,
                Counter(.rule, "opened", of: "late-not-told"): 4, Counter(.rule, "withdrawn", of: "late-not-told"): 2,
                Counter(.type, "accepted", of: "parcel.late"): 4, Counter(.type, "duplicate", of: "parcel.late"): 1,
                Counter(.type, "conflict", of: "parcel.late"): 1, Counter(.type, "accepted", of: "call.made"): 2,
                Counter(.episode, "armed", of: "late-not-told"): 4,
                Counter(.episode, "satisfied", of: "late-not-told"): 1,
                Counter(.episode, "opened", of: "late-not-told"): 4,
                Counter(.episode, "overtaken", of: "late-not-told"): 1,
            ])
        #expect(outcome.owed == 0)
        // Which rules judge; four tasks, of which the call ends one and late proof another. Each has the next number.
        #expect(
            outcome.ledger.map { $0.replacing(/,"rules?".*/, with: "").replacing(/"(at|judged)":"[^"]*",?/, with: "") }
                == [
                    #"{"seq":1,"change":"rules""#, #"{"seq":2,"change":"opened","#, #"{"seq":3,"change":"opened","#,
                    #"{"seq":4,"change":"opened","#,
                    #"{"seq":5,"change":"withdrawn","because":"overtaken","by":"/s e-4","brought":"\#(NSUserName())""#,
                    #"{"seq":6,"change":"opened","#,
                    #"{"seq":7,"change":"withdrawn","because":"late-evidence","by":"/s e-6","brought":"\#(NSUserName())""#,
                ])
    }

    @Test func aFileReadInPartGoesOnWhereItWasLeft() throws {
        let count = Settings.eventsAtOnce + 50
        let lines = (0..<count).map { House.event("e-\($0)", "call.made", "c-\($0 % 10)", after: .zero) } + ["{"]
        let house = try House()
        try house.disk.write(lines.joined(separator: "\n"), to: "spool/incoming/big.ndjson")
        do {
            var processor = try house.processor(after: .hours(1), maxFile: 1 << 30, bytesPerTurn: 1)
            processor.afterStep = { if $0 == .spoolRemoved { throw Stopped.here } }
            #expect(throws: DaemonError.self) { _ = try processor.round() }
        }
        #expect(house.incoming == ["big.ndjson"])
        var processor = try house.processor(after: .hours(1), maxFile: 1 << 30, bytesPerTurn: 1)
        let report = try processor.round()
        #expect(report.counts[Counter(.input, "accepted")] == 50)
        #expect(report.counts[Counter(.input, "duplicate")] == nil)
        #expect(report.rejected == 1)
        #expect(house.incoming == [])
    }

    @Test func anotherFileOfTheSameNameIsNotTakenForTheOneThatWasRead() throws {
        let house = try House()
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        do {
            var processor = try house.processor(after: .hours(1))
            processor.afterStep = { if $0 == .committed { throw Stopped.here } }
            #expect(throws: DaemonError.self) { _ = try processor.round() }
        }
        try house.drop("a.json", House.late("e-2", "c-2", "o-2"))
        let report = try house.once(after: .hours(1))
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(house.incoming == [])
    }

    @Test func whatIsAddedBetweenAStopAndTheStartIsReadAlone() throws {
        let house = try House()
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), "{")
        do {
            var processor = try house.processor(after: .hours(1))
            processor.afterStep = { if $0 == .committed { throw Stopped.here } }
            #expect(throws: DaemonError.self) { _ = try processor.round() }
        }
        let before = try house.disk.read("spool/incoming/a.ndjson")
        try house.drop("a.ndjson", before + House.late("e-2", "c-2", "o-2"), "}")
        let report = try house.once(after: .hours(1))
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(report.counts[Counter(.input, "duplicate")] == nil)
        #expect(report.rejected == 1)
        #expect(house.incoming == [])
        // The lines of each reading, once.
        #expect(
            try house.rejected.map { try house.disk.read("spool/rejected/" + $0).split(separator: "\n").count }
                == [1, 1])
    }

    @Test func aSecondDaemonOnTheSameStateIsRefused() throws {
        let house = try House()
        let first = try house.processor(after: .zero)
        let error = #expect(throws: DaemonError.self) { _ = try house.processor(after: .zero) }
        #expect(error?.exitCode == 75)
        #expect(try first.openTasks() == 0)
    }
}

@Suite struct ContentMarkTests {
    @Test func aContentIsKnownByWhatItBeginsWith() {
        let text = Array("{\"specversion\":\"1.0\"}\n".utf8)
        for count in 0..<text.count {
            let mark = ContentMark.bytes(of: Array(text[..<count]))
            #expect(ContentMark.isOfBeginning(mark, of: text))
            #expect(ContentMark.count(mark) == count)
        }
        #expect(!ContentMark.isOfBeginning(ContentMark.bytes(of: text), of: text))
        #expect(!ContentMark.isOfBeginning(ContentMark.bytes(of: [1, 2, 3]), of: text))
        #expect(!ContentMark.isOfBeginning([1, 2], of: text))
    }

    @Test func contentsThatDifferInOneByteOrInLengthAreToldApart() {
        let text = Array("{\"specversion\":\"1.0\"}\n".utf8)
        var marks: Set<[UInt8]> = [ContentMark.bytes(of: text), ContentMark.bytes(of: [])]
        for place in text.indices {
            var other = text
            other[place] ^= 1
            marks.insert(ContentMark.bytes(of: other))
        }
        for zeros in 1...20 { marks.insert(ContentMark.bytes(of: [UInt8](repeating: 0, count: zeros))) }
        #expect(marks.count == 2 + text.count + 20)
        #expect(ContentMark.bytes(of: text) == ContentMark.bytes(of: text))
        #expect(ContentMark.bytes(of: text).count == 16)
    }
}
