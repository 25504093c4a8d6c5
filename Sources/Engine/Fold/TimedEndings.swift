import Events

/// What dispatch has ended at a time of its own, and of which that is to come.
struct TimedEndings {
    struct Entry {
        let at: Timestamp
        let id: TaskID
        let ending: EpisodeEnding
    }

    /// Sorted by time, then id; those before `next` are over.
    private var entries: [Entry] = []
    private var next = 0

    /// - Parameter frontier: what is not later is over.
    init(_ endings: [TaskID: EpisodeEnding], after frontier: Timestamp) {
        if endings.isEmpty { return }
        for (id, ending) in endings {
            guard let at = ending.at, at > frontier else { continue }
            entries.append(Entry(at: at, id: id, ending: ending))
        }
        entries.sort { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    /// When the next is due.
    var due: Timestamp { next < entries.count ? entries[next].at : .distantFuture }

    /// Those of an instant, which must not lie before one that was asked for already.
    func entries(at t: Timestamp) -> ArraySlice<Entry> {
        var end = next
        while end < entries.count, entries[end].at == t { end += 1 }
        return entries[next..<end]
    }

    /// Says that an instant is over.
    mutating func pass(_ t: Timestamp) { while next < entries.count, entries[next].at <= t { next += 1 } }
}
