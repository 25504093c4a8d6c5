package import Events

/// An ending that dispatch gives to an episode. It is remembered by the episode's id, and enters every later fold like
/// a person's answer.
package enum EpisodeEnding: Hashable, Sendable {
    /// Learned too late (`expire`): the episode counts as lapsed when it was judged.
    case missed
    /// Its customer is held out: it ends at its opening, as one that was answered before it opened.
    case heldOut
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

    /// When it ends the open episode; nil if it ends it when it is judged.
    var at: Timestamp? {
        switch self {
        case .missed, .heldOut: return nil
        case .expired(let at), .noLonger(let at): return at
        case .incident(let answer): return answer.time
        }
    }
}
