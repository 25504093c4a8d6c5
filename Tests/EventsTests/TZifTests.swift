import Events
import Testing

/// A TZif file of version 2 with these changes, types and footer; its block of 32-bit times is empty.
private func tzif(changes: [(instant: Int64, type: UInt8)], offsets: [Int32], footer: String) -> [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
    func header(_ times: Int, _ types: Int) -> [UInt8] {
        Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            + [0, 0, 0, times, types, 4].flatMap { bytes(UInt32($0)) }
    }
    var file = header(0, 1) + bytes(Int32(0)) + [0, 0] + Array("XXX\0".utf8)
    file += header(changes.count, offsets.count)
    file += changes.flatMap { bytes($0.instant) } + changes.map(\.type)
    file += offsets.flatMap { bytes($0) + [0, 0] } + Array("XXX\0".utf8)
    return file + Array("\n\(footer)\n".utf8)
}

private func offset(_ zone: Zone, _ time: Text) throws -> Int {
    zone.offset(at: try Timestamp.parse(time).get())
}

@Suite("Zone files")
struct TZifTests {
    @Test("Before the first change the first type holds, after the last the rule")
    func shape() throws {
        let changes: [(Int64, UInt8)] = [(0, 1), (86_400, 0)]
        let zone = try Zone(name: "A/B", tzif: tzif(changes: changes, offsets: [-75, 3_600], footer: "<+02>-2"))
        #expect(zone.offset(at: .distantPast) == -75)
        #expect(zone.offset(at: Timestamp(seconds: -1, nanoseconds: 999_999_999)) == -75)
        #expect(zone.offset(at: Timestamp(seconds: 0)) == 3_600)
        #expect(zone.offset(at: Timestamp(seconds: 86_399)) == 3_600)
        #expect(zone.offset(at: Timestamp(seconds: 86_400)) == 7_200)
        #expect(zone.offset(at: .distantFuture) == 7_200)
    }

    @Test(
        "Rules for the time after the last change",
        arguments: [
            ("GMT0BST,M3.5.0/1,M10.5.0", "2026-03-29T00:59:59Z", 0),
            ("GMT0BST,M3.5.0/1,M10.5.0", "2026-03-29T01:00:00Z", 3_600),
            ("GMT0BST,M3.5.0/1,M10.5.0", "2026-10-25T00:59:59Z", 3_600),
            ("GMT0BST,M3.5.0/1,M10.5.0", "2026-10-25T01:00:00Z", 0),
            // South of the equator the year starts in summer.
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39_600),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-06-01T00:00:00Z", 36_000),
            // Ireland: what is called standard is the summer's.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01T00:00:00Z", 0),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3_600),
            // Times before the day and after it.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7_200),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3_600),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10_800),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 7_200),
            // Days of the year, with and without 29 February.
            ("AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59Z", 0),
            ("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 3_600),
            ("AAA0BBB,59/0,300/0", "2024-02-29T00:00:00Z", 3_600),
            ("AAA0BBB,59/0,300/0", "2025-03-01T00:00:00Z", 3_600),
            // Daylight time all year.
            ("EST5EDT,0/0,J365/25", "2026-01-01T05:00:00Z", -14_400),
            ("EST5EDT,0/0,J365/25", "2026-12-31T23:59:59Z", -14_400),
            ("EST5EDT", "2026-03-08T07:00:00Z", -14_400),
            ("NST3:30NDT,M3.2.0,M11.1.0", "2026-01-01T00:00:00Z", -12_600),
        ])
    func rules(footer: String, time: Text, expected: Int) throws {
        let zone = try Zone(name: "A/B", tzif: tzif(changes: [(0, 0)], offsets: [0], footer: footer))
        #expect(try offset(zone, time) == expected)
    }

    @Test(
        "A rule that cannot be read is an error",
        arguments: [
            "X", "GMT", "GMT0BST,M3.5.0", "GMT0BST,M13.5.0,M10.5.0", "GMT0BST,M3.5.0,M10.5.0x", "GMT0BST,M3.6.0,J0",
            "<+0", "GMT200",
        ])
    func badRules(footer: String) {
        #expect(throws: TZifError.rule(footer)) {
            try Zone(name: "A/B", tzif: tzif(changes: [], offsets: [0], footer: footer))
        }
    }

    @Test("What is cut short or changed is an error, never a crash")
    func damaged() throws {
        let changes: [(Int64, UInt8)] = [(0, 1), (86_400, 0)]
        let whole = tzif(changes: changes, offsets: [0, 3_600], footer: "GMT0BST,M3.5.0/1,M10.5.0")
        for count in 0..<whole.count {
            #expect(throws: TZifError.self) { try Zone(name: "A/B", tzif: Array(whole.prefix(count))) }
        }
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            var bytes = whole
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            let zone = try? Zone(name: "A/B", tzif: bytes)
            _ = zone?.instant(of: CalendarDate(days: 20_000), secondOfDay: 0)
        }
        #expect(throws: TZifError.notTZif) { try Zone(name: "A/B", tzif: Array(repeating: 0, count: 100)) }
        #expect(throws: TZifError.damaged) {
            try Zone(name: "A/B", tzif: tzif(changes: [(5, 0), (5, 0)], offsets: [0], footer: ""))
        }
    }
}
