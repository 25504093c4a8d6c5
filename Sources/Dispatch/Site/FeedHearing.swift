import Events
import RuleLanguage

/// What is known of when feeds were heard.
enum FeedHearing: Sendable {
    /// The daemon: as of now, by what the sources of a feed begin with.
    case known([Text: Timestamp])
    /// A replay or a test, which knows all of its time beforehand: by the place of the feed in the program.
    case recorded([FeedRecord])

    /// The greatest time at which a feed was heard, as known at an instant; nil if never.
    /// - Parameter place: the feed's in the program.
    func heard(_ place: Int, _ feed: Feed, at now: Timestamp) -> Timestamp? {
        switch self {
        case .known(let heard): return feed.prefixes.compactMap { heard[$0] }.max()
        case .recorded(let records): return records.indices.contains(place) ? records[place].heard(at: now) : nil
        }
    }

    /// When a feed will be heard at a time or later, after an instant; nil if nobody knows, or never.
    func next(_ place: Int, needs: Timestamp, after now: Timestamp) -> Timestamp? {
        switch self {
        case .known: return nil
        case .recorded(let records):
            return records.indices.contains(place) ? records[place].next(needs: needs, after: now) : nil
        }
    }
}

/// When one feed was heard, over all the time of a replay or of a test.
enum FeedRecord: Sendable {
    /// From each clock on it was heard at the time beside it; both ascend.
    case steps(clocks: [Timestamp], heard: [Timestamp])
    /// At every instant but in these, which are in order; the last may be without an end.
    case always(except: [(from: Timestamp, until: Timestamp?)])

    func heard(at now: Timestamp) -> Timestamp? {
        switch self {
        case .steps(let clocks, let heard):
            let count = FeedRecord.count(clocks) { $0 <= now }
            return count == 0 ? nil : heard[count - 1]
        case .always(let silences):
            return silences.first { $0.from <= now && ($0.until.map { now < $0 } ?? true) }?.from ?? now
        }
    }

    func next(needs: Timestamp, after now: Timestamp) -> Timestamp? {
        switch self {
        case .steps(let clocks, let heard):
            let place = max(FeedRecord.count(heard) { $0 < needs }, FeedRecord.count(clocks) { $0 <= now })
            return place < clocks.count ? clocks[place] : nil
        case .always(let silences): return silences.compactMap(\.until).first { $0 > now && $0 >= needs }
        }
    }

    /// How many from the first on are so, of which none is behind one that is not.
    private static func count(_ times: [Timestamp], _ isSo: (Timestamp) -> Bool) -> Int {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if isSo(times[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
