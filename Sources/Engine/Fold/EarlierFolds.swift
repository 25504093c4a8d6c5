import Events

/// What the fold of a timeline had come to at some instants, further apart the longer ago they are: for an event that comes
/// late it goes back to the last of them before that, not to the first event. Nothing of it is stored, for it follows from
/// the events and from what dispatch has ended; who ends something that was judged says so (`FoldedTimeline.rewind`).
struct EarlierFolds: Sendable {
    /// In the order of time, without the tables that follow from the events.
    private var states: [FoldState] = []

    /// The latest; nil if there is none.
    var last: FoldState? { states.last }

    /// Forgets those that know of an instant.
    mutating func forget(from t: Timestamp) {
        while let last = states.last, last.frontier >= t { states.removeLast() }
    }

    /// Forgets those that know of what happened after an instant.
    mutating func forget(after t: Timestamp) {
        while let last = states.last, last.frontier > t { states.removeLast() }
    }

    /// Where in a timeline the first event is that the latest knows nothing of.
    func position(in timeline: Timeline) -> Int { states.last.map { timeline.upperBound($0.frontier) } ?? 0 }

    /// Keeps a state, and of those before it so many that the way back is at most about four times as long as it must be.
    /// - Parameter spacing: so many events are always refolded without a thought.
    mutating func keep(_ state: consuming FoldState, in timeline: Timeline, spacing: Int) {
        let end = timeline.upperBound(state.frontier)
        states.append(state)
        var younger = spacing
        var place = states.count - 2
        while place > 0 {
            let older = end - timeline.upperBound(states[place - 1].frontier)
            if older <= 4 * younger {
                states.remove(at: place)
            } else {
                younger = max(spacing, end - timeline.upperBound(states[place].frontier))
            }
            place -= 1
        }
    }
}

extension FoldState {
    /// The same at an instant up to which all is folded, to go back to.
    func kept(at t: Timestamp) -> FoldState {
        var kept = self
        kept.frontier = t
        kept.changedAt = max(changedAt, t)
        // A copy of these would be made with the next change.
        kept.forgetDerived()
        return kept
    }
}
