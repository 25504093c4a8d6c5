import Events
import Testing

@testable import Engine

@Suite("What a fold keeps to go back to")
struct EarlierFoldsTests {
    private let timeline = Timeline((0..<20_000).map(event))
    private let spacing = 64

    @Test("is little of a long timeline") func few() {
        var folds = everything
        var count = 0
        while let last = folds.last {
            count += 1
            folds.forget(from: last.frontier)
        }
        #expect((5...12).contains(count))
    }

    @Test("leads back at most about four times as far as it must be", arguments: [1, 70, 500, 3_000, 12_000])
    func near(_ late: Int) {
        var folds = everything
        folds.forget(from: timeline.time(at: timeline.count - late))
        let back = timeline.count - folds.position(in: timeline)
        #expect(back >= late)
        #expect(back <= 4 * late + 6 * spacing)
    }

    @Test("knows nothing of a time before its first") func nothing() {
        var folds = everything
        folds.forget(from: timeline.time(at: 0))
        #expect(folds.last == nil)
        #expect(folds.position(in: timeline) == 0)
    }

    /// As a fold keeps them that goes through all events.
    private var everything: EarlierFolds {
        var folds = EarlierFolds()
        for position in stride(from: spacing, to: timeline.count, by: spacing) {
            folds.keep(FoldState().kept(at: timeline.time(at: position - 1)), in: timeline, spacing: spacing)
        }
        return folds
    }
}

private func event(_ number: Int) -> Event {
    Event(
        identity: EventIdentity(source: "/s", id: Text("\(number)")), type: 0, customer: "c",
        time: Timestamp(seconds: Int64(number)), fields: [])
}
