import CloudEvents
import Events
import Testing

@Suite("Events that came before")
struct KnownEventsTests {
    let reader = EnvelopeReader(schema: testSchema)

    /// What each event of some files is, one after the other.
    func standings(_ files: [[String]]) throws -> [KnownEvents.Standing] {
        var known = KnownEvents()
        var standings: [KnownEvents.Standing] = []
        for lines in files {
            let bytes = Array(lines.joined(separator: "\n").utf8)
            known.open(FileText(bytes))
            known.makeRoom(forBytes: bytes.count)
            for item in try reader.read(bytes, format: .ndjson, latest: nil) {
                known.expect(item.identityHash)
                standings.append(known.admit(item.identityHash, at: item.range).standing)
            }
        }
        return standings
    }

    @Test("are found in the same file and in an earlier one, and compared by their content")
    func files() throws {
        let first = eventText(data: #"{"order":"o-9","days":2}"#)
        let again = eventText(data: #"{"days" : 2.0, "order" : "o-9"}"#)
        let other = eventText(data: #"{"order":"o-9","days":3}"#)
        let elsewhere = eventText(source: "\"/other\"")
        #expect(
            try standings([[first, again, other], [], [elsewhere, other, first, elsewhere]])
                == [.new, .duplicate, .conflict, .new, .conflict, .duplicate, .duplicate])
    }

    @Test("have the number of the first, however many came")
    func numbers() throws {
        let bytes = Array((0..<1_000).map { eventText(id: "\"\($0 / 2)\"") }.joined(separator: "\n").utf8)
        var known = KnownEvents()
        known.open(FileText(bytes))
        let admissions = try reader.read(bytes, format: .ndjson, latest: nil)
            .map { known.admit($0.identityHash, at: $0.range) }
        #expect(admissions.map(\.first) == (0..<1_000).map { $0 / 2 })
        #expect(admissions.map(\.standing) == (0..<1_000).map { $0 % 2 == 0 ? .new : .duplicate })
    }

    @Test("may have the hash of another")
    func collision() throws {
        let bytes = Array([eventText(id: "\"a\""), eventText(id: "\"b\"")].joined(separator: "\n").utf8)
        var known = KnownEvents()
        known.open(FileText(bytes))
        let standings = try reader.read(bytes, format: .ndjson, latest: nil).map {
            known.admit(7, at: $0.range).standing
        }
        #expect(standings == [.new, .new])
    }

    @Test("before all files are texts that are kept, and a conflict with one says what is wrong")
    func stored() throws {
        let text = eventText(data: #"{"order":"o-9","days":3}"#)
        let bytes = Array(("\n" + text).utf8)
        var known = KnownEvents()
        known.open(FileText(bytes))
        let item = try #require(try reader.read(bytes, format: .ndjson, latest: nil).first)
        let place = KnownEvents.Place(file: known.file, range: item.range)
        #expect(known.standing(of: place, after: Text(text)) == .duplicate)
        #expect(known.standing(of: place, after: Text(eventText())) == .conflict)
        #expect(known.standing(of: place, after: Text(eventText(id: "\"e-8\""))) == .new)
        let rejection = known.conflict(at: place, line: item.line)
        #expect(rejection.line == 2)
        #expect(rejection.code == .conflict)
        #expect(rejection.detail.contains("source \"/carrier/dhl\" and id \"e-811\""))
        #expect(rejection.input == text)
    }
}
