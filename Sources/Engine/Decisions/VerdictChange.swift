package import Events

/// What becomes of a verdict, in the order in which the fold decides it.
package enum VerdictChange: Sendable {
    /// Judged true.
    case opened(Verdict)
    /// A further trigger joined while it was open.
    case joined(Verdict)
    /// It was open and is no more.
    /// - Parameter by: the event that ended it.
    case ended(Verdict, VerdictEnding, by: Event, at: Timestamp)
    /// It was open, and dispatch, which knows, has ended it.
    case endedByDispatch(Verdict)
}
