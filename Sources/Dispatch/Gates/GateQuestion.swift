import Engine
package import Events

/// What a gate is asked about.
package struct GateQuestion: Sendable {
    /// Index in the program.
    package let rule: Int
    /// j: when it was judged.
    package let judgedAt: Timestamp
    /// When it was learned, as far as that makes it late; nil for one that is in time.
    package let learnedLate: Timestamp?
}
