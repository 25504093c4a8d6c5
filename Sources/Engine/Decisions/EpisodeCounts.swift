import Events

/// How many episodes of each rule came to what, for the metrics of a daemon; it changes no verdict.
///
/// A decision counts when it is made for the first time. A late event makes those after it anew: they count again,
/// for they were made again; what was decided before the event does not.
package struct EpisodeCounts: Sendable {
    package enum Outcome: String, CaseIterable, Sendable {
        /// The wait began.
        case armed
        /// An `unless` event ended the wait.
        case satisfied
        /// A `while` was not true.
        case lapsed
        /// Judged true.
        case opened
        /// Judged true too late.
        case missed
        case done, dismissed, overtaken, moved
    }

    /// Of one rule, by its index in the program.
    package struct Kind: Hashable, Sendable {
        package var rule: Int
        package var outcome: Outcome
    }

    package private(set) var counts: [Kind: Int] = [:]
    /// Decisions up to here were counted in an earlier step, those from `earliest` on are made anew.
    var frontier = Timestamp.distantPast
    var earliest = Timestamp.distantFuture

    package init() {}

    package mutating func add(_ other: EpisodeCounts) { counts.merge(other.counts, uniquingKeysWith: +) }
}

extension EpisodeCounts: DecisionRecorder {
    static func hears(_ kind: Decision.Kind) -> Bool { Outcome(kind) != nil }

    mutating func record(_ decision: FoldDecision, _ evaluator: Evaluator) {
        guard decision.at > frontier || decision.at >= earliest, let outcome = Outcome(decision.kind) else { return }
        counts[Kind(rule: decision.rule, outcome: outcome), default: 0] += 1
    }
}

extension EpisodeCounts.Outcome {
    init?(_ decision: Decision.Kind) {
        switch decision {
        case .armed: self = .armed
        case .satisfied: self = .satisfied
        case .lapsed: self = .lapsed
        case .opened: self = .opened
        case .missed, .expired: self = .missed
        case .done, .answeredBefore, .doneByIncident: self = .done
        case .dismissed: self = .dismissed
        case .overtaken: self = .overtaken
        case .moved: self = .moved
        case .joined, .anchored, .paused, .wentOn, .cooling, .skipped, .beforeRule, .withoutKey, .notMatched, .awaiting,
            .heldOut,
            .noLonger:
            return nil
        }
    }
}
