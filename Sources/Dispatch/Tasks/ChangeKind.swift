import Engine

/// What happens to a task in one step of reconciling.
package enum ChangeKind: Hashable, Sendable {
    case opened
    case withdrawn(Withdrawal)
    case done
    case dismissed
    case missed
    /// What it says changed (a better anchor, more evidence, somebody claimed it); no line of replay.
    case updated
}
