import Engine
import Events

/// A verdict that is true, and that a gate keeps from becoming a task.
struct HeldVerdict: Sendable {
    /// The episode's, by its anchor: it finds the episode again when the fold was made anew.
    let id: TaskID
    /// Nil after the fold was forgotten, until it is made anew.
    var verdict: Verdict?
    /// What the gate said last: `.hold` or `.withhold`.
    var hold: Hold
    /// When the verdict was first learned, if that may be after its time.
    var learnedLate: Timestamp?

    enum Hold: Hashable, Sendable {
        case until(Timestamp?, reason: Text)
        case forGood
    }

    /// When it is worth asking again without a new event; nil if nothing but an event can change it.
    var askAgain: Timestamp? {
        switch hold {
        case .until(let until, reason: _): return until
        case .forGood: return nil
        }
    }
}
