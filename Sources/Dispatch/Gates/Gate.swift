import Engine

/// One reason not to bother somebody with a verdict now: a value that is asked, and answers. Gates are asked in the
/// order in which `Dispatcher.gates` has them, and the first that does not release decides.
package protocol Gate: Sendable {
    /// Whether it may hold or withhold. Where no gate does, verdicts come out when they are judged, and a replay in the
    /// order of time need not go step by step.
    var mayHold: Bool { get }

    func ask(_ question: GateQuestion) -> GateAnswer
}
