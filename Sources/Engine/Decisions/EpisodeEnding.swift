package import Events

/// An ending that dispatch gives to an episode. It is remembered by the episode's id, and enters every later fold like
/// a person's answer.
package enum EpisodeEnding: Hashable, Sendable {
    /// Learned too late (`expire`): the episode counts as lapsed when it was judged.
    case missed
    /// Its customer is held out: it ends at its opening, as one that was answered before it opened. One that a late
    /// event opens earlier under another id ends at the end of this instant.
    case heldOut(at: Timestamp)
    /// A gate held it until its `expire`; it ends at the end of the instant.
    case expired(at: Timestamp)
    /// It should have come out, and a `while` was not true any more; it ends at the end of the instant.
    case noLonger(at: Timestamp)
    /// The incident in which it was gathered is done, by this answer: it ends as if the answer had named it.
    case incident(Event)

    /// Whether the instance cools from there (`again after`).
    package var cools: Bool {
        switch self {
        case .heldOut, .incident: return true
        case .missed, .expired, .noLonger: return false
        }
    }

    /// When it ends the open episode; nil if it ends none that is open.
    var at: Timestamp? {
        switch self {
        case .missed: return nil
        case .heldOut(let at), .expired(let at), .noLonger(let at): return at
        case .incident(let answer): return answer.time
        }
    }

    /// Whether it ends an episode at its judging.
    func ends(judgedAt t: Timestamp) -> Bool {
        switch self {
        case .missed, .heldOut: return true
        case .expired(let at), .noLonger(let at): return at <= t
        case .incident(let answer): return answer.time <= t
        }
    }
}
