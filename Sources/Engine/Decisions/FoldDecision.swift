import Events

/// One decision as the fold makes it, with what it is about.
struct FoldDecision {
    let kind: Decision.Kind
    let at: Timestamp
    let rule: Int
    let key: [Value]
    /// The anchor of the episode, or the trigger spoken of.
    let anchor: EventRef?
    /// The event that decided.
    let by: EventRef?
    /// As it is after the decision, or was when it ended; nil where no episode was there.
    let episode: Episode?
    /// What dispatch gave, where that decided.
    let ending: EpisodeEnding?
}
