import Control
import Events
import Store
import TestSupport
import Testing

@testable import Daemon

/// Names from outside, in any number and of any length, as they are counted and told.
@Suite struct ManyNamesTests {
    let house: House
    init() throws { house = try House() }

    func counted() throws -> [Text: Int] {
        let counters = try StateStore(reading: house.settings.state).counters()
        return Dictionary(counters.filter { $0.key.kind == .undeclared }.map { ($0.key.subject, $0.value) }) { $0 + $1 }
    }

    func status() throws -> StatusAnswer {
        let board = StatusBoard(started: House.start)
        return try StatusReport(settings: house.settings, board: board).answer(now: House.start + .hours(1))
    }

    @Test func aThousandUndeclaredTypesAreCountedByNameAndTheOthersTogether() throws {
        func drop(_ name: String, _ types: Range<Int>) throws {
            let lines = types.map { House.event("\(name)-\($0)", "page.viewed-\($0)", "c-1", after: .zero) }
            try house.disk.write(lines.joined(separator: "\n"), to: "spool/incoming/\(name).ndjson")
            try house.once(after: .zero)
        }
        try drop("a", 0..<900)
        // The next process goes on with the names of the last one.
        try drop("b", 800..<1_300)
        let counts = try counted()
        #expect(counts.count == 1_001)
        #expect(counts["other"] == 300)
        #expect(counts["page.viewed-850"] == 2)
        #expect(counts.values.reduce(0, +) == 1_400)
        #expect(try status().events.undeclared.count == 100)
    }

    @Test func aNameOfSixtyKilobytesIsCountedByItsBeginningAndTheStatusIsTold() throws {
        for number in 0..<110 {
            let type = "t\(number)." + String(repeating: "x", count: 60_000)
            try house.disk.write(
                House.event("e-\(number)", type, "c-1", after: .zero), to: "spool/incoming/\(number).json")
        }
        try house.once(after: .zero)
        let counts = try counted()
        #expect(counts.count == 110)
        #expect(counts.keys.allSatisfy { $0.string.utf8.count <= 256 && $0.string.hasSuffix("x…") })
        #expect(try status().line.count < 1 << 16)
    }

    @Test func namesThatAnEarlierVersionKeptWholeAreToldByTheirBeginning() throws {
        try house.once(after: .zero)
        var writes = TurnWrites()
        for number in 0..<110 {
            let name = Text("t\(number)." + String(repeating: "x", count: 60_000))
            writes.counts[Counter(.undeclared, "accepted", of: name)] = 1
        }
        do {
            var processor = try house.processor(after: .zero)
            try processor.store.commit(writes)
            processor.close()
        }
        #expect(try status().events.undeclared.count == 100)
        #expect(try status().line.count < 1 << 16)
    }
}
