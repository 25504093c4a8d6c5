import RuleLanguage

/// Why a task was taken back.
package enum Withdrawal: String, CaseIterable, Sendable {
    /// The verdict was right, and somebody acted.
    case overtaken
    /// The verdict was wrong, because a feed was late.
    case lateEvidence = "late-evidence"
    /// The date it was about is another now.
    case moved
    case ruleRemoved = "rule-removed"
}
