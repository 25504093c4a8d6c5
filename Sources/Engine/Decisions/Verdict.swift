package import Events

/// What the fold holds true: an episode that was judged, and every `while` was true. A verdict says nothing of whether
/// somebody is bothered with it, or when: that is dispatch.
package struct Verdict: Hashable, Sendable {
    /// Index in the program.
    package let rule: Int
    /// The values of `per`.
    package let key: [Value]
    let episode: Episode

    /// j: when it was judged.
    package var judgedAt: Timestamp { episode.judging }
    /// How many triggers it has; more join while it is open.
    package var triggerCount: Int { episode.triggers.count }

    /// What tells it from every other verdict of the customer, however many triggers join.
    package struct Name: Hashable, Sendable {
        let rule: Int
        let key: [Value]
        let first: EventRef
        let date: DateName?
    }

    package var name: Name {
        Name(rule: rule, key: key, first: episode.triggers.first, date: episode.date)
    }

    /// Whether both are the same episode, of the same fold.
    package func isSame(as other: Verdict) -> Bool {
        episode.triggers.first == other.episode.triggers.first && rule == other.rule && key == other.key
            && episode.date == other.episode.date
    }
}
