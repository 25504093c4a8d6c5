import Engine
package import Events

/// What a gate is asked about.
package struct GateQuestion: Sendable {
    /// Index in the program.
    package let rule: Int
    /// j: when it was judged.
    package let judgedAt: Timestamp
    /// When the verdict was first learned, if that may be after its time: always in the daemon, which learns by its
    /// clock; nil where it is in time by the order of events. It stays the same while the verdict is held.
    package let learnedLate: Timestamp?
    /// The instant at which it is asked, and at which the task would come out.
    package let now: Timestamp
}
