import Engine

/// One reason not to bother somebody with a verdict now: a value that is asked, and answers. Gates are asked in the
/// order of `GateKind`, and the first that holds decides.
protocol Gate: Sendable {
    func ask(_ question: GateQuestion) -> GateAnswer
}
