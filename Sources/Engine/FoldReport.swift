package import Events

/// What one run of the fold came to.
package struct FoldReport: Sendable {
    /// What became of verdicts, in the order in which the fold decided it.
    package var changes: [VerdictChange]
    /// Whether it began before the frontier: then the changes tell of all verdicts that were open there or are decided
    /// from there on, and tasks may stand whose verdict is not there any more.
    package var isAnew: Bool
    /// Whether it began anew because the rules are others than those of the fold before.
    package var isOfOtherRules: Bool
    /// How many episodes came to what.
    package var counts: EpisodeCounts
    /// Where it began: what it decided after that is told for the first time, or anew.
    package var start: Timestamp
    /// Whether it was told not to go on: then the rest of this is of no use.
    package var isGivenUp: Bool

    package init(
        changes: [VerdictChange], isAnew: Bool = false, isOfOtherRules: Bool = false,
        counts: EpisodeCounts = EpisodeCounts(), start: Timestamp = .distantPast, isGivenUp: Bool = false
    ) {
        self.changes = changes
        self.isAnew = isAnew
        self.isOfOtherRules = isOfOtherRules
        self.counts = counts
        self.start = start
        self.isGivenUp = isGivenUp
    }
}
