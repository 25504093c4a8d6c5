package import Events

/// A length of time in a rule. Business time will be a second case.
package enum RuleDuration: Hashable, Sendable {
    case elapsed(TimeSpan)

    /// The instant this long after `start`.
    package func after(_ start: Timestamp) -> Timestamp {
        switch self {
        case .elapsed(let span): return start + span
        }
    }

    /// The instant this long before `end`.
    package func before(_ end: Timestamp) -> Timestamp {
        switch self {
        case .elapsed(let span): return end - span
        }
    }
}
