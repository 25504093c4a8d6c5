import Engine
import RuleLanguage

/// Why a task was taken back.
package enum Withdrawal: String, CaseIterable, Sendable {
    /// The verdict was right, and somebody acted.
    case overtaken
    /// The verdict was wrong, because a feed was late.
    case lateEvidence = "late-evidence"
    /// The date it was about is another now.
    case moved
    /// No event, but an edit of its rule brought it about: nobody's feed was late.
    case ruleChanged = "rule-changed"
    case ruleRemoved = "rule-removed"
    /// When it should have come out at last, a `while` was not true any more.
    case noLonger = "no-longer"
    /// Of an incident: no task is gathered in it any more.
    case empty
}

extension Withdrawal {
    /// The reason of an ending that the fold decided; nil if a person answered.
    init?(_ ending: VerdictEnding) {
        switch ending {
        case .done, .dismissed: return nil
        case .overtaken: self = .overtaken
        case .moved: self = .moved
        }
    }
}
