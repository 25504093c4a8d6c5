import Engine
/// One reason not to bother somebody with a verdict now: a value that is asked, and answers. Gates are asked in the
/// order in which `Dispatcher.gates` has them, and the first that does not release decides.
package protocol Gate: Sendable {
    func ask(_ question: GateQuestion) -> GateAnswer
}
