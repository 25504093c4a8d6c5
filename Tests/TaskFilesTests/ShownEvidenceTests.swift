import Events
import Testing

@testable import TaskFiles

@Suite("The evidence that a task's file shows")
struct ShownEvidenceTests {
    private func events(_ count: Int) -> [Event] {
        (0..<count).map {
            Event(
                identity: EventIdentity(source: "/s", id: Text("e-\($0)")), type: 0, customer: "c-1",
                time: Timestamp(seconds: Int64($0)), fields: [])
        }
    }

    /// What is shown of events that are so long each.
    private func shown(_ sizes: [Int]) -> ShownEvidence {
        let texts = ShownEvidence.places(of: sizes.count).map { Text(String(repeating: "x", count: sizes[$0])) }
        return ShownEvidence(events(sizes.count), texts: texts)
    }

    private func isWhole(_ line: Text) -> Bool { line.string.hasPrefix("x") }

    @Test("is whole as long as it is no more than a megabyte", arguments: [[], [17], [1 << 20], [1 << 19, 1 << 19]])
    func whole(sizes: [Int]) {
        #expect(shown(sizes).lines.map { $0.string.count } == sizes)
        #expect(shown(sizes).unlisted == 0)
    }

    @Test("tells who brought what is shown, as far as it is known")
    func bringers() {
        let sizes = Array(repeating: 1_024, count: 3_000)
        let texts = sizes.map { Text(String(repeating: "x", count: $0)) }
        let names = sizes.indices.map { Text("user \($0)") as Text? }
        let shown = ShownEvidence(events(sizes.count), texts: texts, bringers: names)
        #expect(shown.bringers.count == shown.lines.count)
        #expect(shown.bringers.prefix(512) == names[..<512] && shown.bringers.suffix(512) == names[2_488...])
        #expect(shown.bringers[512..<2_488].allSatisfy { $0 == nil })
        #expect(ShownEvidence(events(2), texts: ["a", "b"], bringers: [nil, "kim"]).bringers == [nil, "kim"])
        #expect(ShownEvidence(events(2), texts: ["a", "b"], bringers: [nil, nil]).bringers == [])
    }

    @Test("is of more the first and the last events, and the names of those between")
    func names() {
        let shown = shown(Array(repeating: 1_024, count: 3_000))
        #expect(shown.lines.count == 3_000 && shown.unlisted == 0)
        #expect(shown.lines.count(where: isWhole) == 1_024)
        #expect(shown.lines.prefix(512).allSatisfy(isWhole) && shown.lines.suffix(512).allSatisfy(isWhole))
        #expect(shown.lines[512].string == #"{"source":"/s","id":"e-512","time":"1970-01-01T00:08:32Z"}"#)
    }

    @Test("has an end, and tells the number of the rest", arguments: [10, 1_024])
    func number(size: Int) {
        let shown = shown(Array(repeating: size, count: 50_000))
        #expect(shown.lines.count + shown.unlisted == 50_000 && shown.unlisted > 0)
        #expect(shown.lines.reduce(0) { $0 + $1.string.utf8.count } <= 2 << 20)
        #expect(shown.lines.first.map(isWhole) == true && shown.lines.last.map(isWhole) == true)
    }

    @Test(
        "names an event that is too long itself",
        arguments: [([2 << 20, 5], [false, true]), ([5, 2 << 20], [true, false]), ([2 << 20], [false])])
    func long(sizes: [Int], expected: [Bool]) {
        #expect(shown(sizes).lines.map(isWhole) == expected)
    }
}
