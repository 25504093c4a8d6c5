import Events
import Testing

@testable import Daemon

/// A stop after each arrow of turns in which pasts are settled.
@Suite("Settling, stopped anywhere,")
struct SettlingCrashTests {
    static let story: [CrashTests.Stage] = [
        CrashTests.Stage(
            at: .hours(5),
            files: [
                (
                    "a.ndjson",
                    [
                        House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2"),
                        House.event("e-3", "page.seen", "c-1", after: .hours(4)),
                        House.call("e-4", "c-3", after: .zero),
                    ]
                )
            ]),
        CrashTests.Stage(at: .hours(6), files: [("b.ndjson", [House.call("e-5", "c-2", after: .hours(5))])]),
        // One of whom something comes, two of whom nothing does; something too late.
        CrashTests.Stage(
            at: .days(10),
            files: [("c.ndjson", [House.late("e-6", "c-1", "o-6", after: .days(10)), House.late("e-7", "c-2", "o-7")])]),
        CrashTests.Stage(at: .days(11), files: [("d.ndjson", [House.call("e-8", "c-1", after: .hours(6))])]),
    ]

    @Test("ends as if nobody had stopped it", arguments: story.indices, CrashTests.Afterwards.allCases)
    func stopped(stage: Int, afterwards: CrashTests.Afterwards) throws {
        let (undisturbed, _) = try CrashTests().play(stoppedAt: nil, story: Self.story)
        for bytes in [64 << 20, 1] {
            var arrows = 0
            while true {
                let (outcome, stopped) = try CrashTests().play(
                    stoppedAt: (stage, arrows + 1), afterwards, bytesPerTurn: bytes, story: Self.story)
                if !stopped { break }
                arrows += 1
                #expect(outcome == undisturbed, "stopped after arrow \(arrows)")
            }
            #expect(arrows > 0)
        }
    }
}
