/// An ending that dispatch gives to an episode. It is remembered by the episode's id, and enters every later fold like
/// a person's answer.
package enum EpisodeEnding: Hashable, Sendable {
    /// Learned too late (`expire`): the episode counts as lapsed when it was judged.
    case missed

    /// Whether the instance cools from there (`again after`).
    package var cools: Bool {
        switch self {
        case .missed: return false
        }
    }
}
