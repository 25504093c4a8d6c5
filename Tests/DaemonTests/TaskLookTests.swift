import Testing

@testable import Daemon

@Suite("Which files of tasks are read again")
struct TaskLookTests {
    static let first = TaskLook(instant: .now, wall: 1_772_467_200)

    @Test(
        "Those changed since the last look, but all if the clock was set back between the two",
        arguments: [
            // The seconds that passed, by how much the wall went on, and whether time stamps tell what is old.
            (60, 60, true),
            (60, 59, true),
            (60, 3_660, true),
            (60, 31_536_060, true),
            (60, 30, false),
            (60, -3_600, false),
            (0, -100_000_000, false),
        ] as [(Int, Int64, Bool)])
    func looks(passed: Int, wall: Int64, isTold: Bool) {
        let next = TaskLook(instant: Self.first.instant + .seconds(passed), wall: Self.first.wall + wall)
        #expect(Self.first.unchangedBefore(next) == (isTold ? Self.first.wall - 2 : nil))
    }
}
