import Engine
package import Events

/// What happens to a task in one step of reconciling.
package enum ChangeKind: Hashable, Sendable {
    /// It came out.
    case opened
    /// A gate keeps it back: it has a file now, in `held/`, or a gate of another kind holds it than before.
    case held(GateKind, until: Timestamp?)
    /// Its customer is held out: no task comes of the verdict.
    case heldOut
    /// Queue and priority are those of an `escalate` now.
    case escalated
    case withdrawn(Withdrawal)
    case done
    case dismissed
    /// Its verdict was learned too late.
    case missed
    /// A gate held it until its `expire`; lines say `missed`, because of the gate.
    case expired(GateKind)
    /// What it says changed (a better anchor, more evidence, somebody claimed it, it is held longer); no line of replay.
    case updated
}
