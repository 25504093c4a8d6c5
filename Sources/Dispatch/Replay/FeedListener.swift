import Events
import RuleLanguage

/// Notes in a replay when each feed is heard.
struct FeedListener {
    /// Whether any gate asks for it.
    let listens: Bool
    private let feeds: [Feed]
    /// For each source that has come, the places of the feeds that it is of.
    private var places: [Text: [Int]] = [:]
    /// The sources that came first: mostly there are few, and each text is one object, so that it is quicker to look
    /// through them than to hash one.
    private var first: [(source: Text, places: [Int])] = []
    /// For each feed, when it was heard, in the order of arrival.
    private var heard: [[Timestamp]]
    /// The clock at each of these; kept only where the order of arrival matters.
    private var clocks: [[Timestamp]]
    private let order: Replay.Order

    init(_ dispatcher: Dispatcher, _ order: Replay.Order) {
        self.order = order
        listens = dispatcher.gates.contains { $0 is BlindGate }
        feeds = listens ? dispatcher.program.origin.feeds : []
        heard = Array(repeating: [], count: feeds.count)
        clocks = heard
    }

    /// - Parameter clock: once it has arrived.
    mutating func hear(_ source: Text, at time: Timestamp, clock: Timestamp) {
        if let known = first.firstIndex(where: { $0.source == source }) {
            for place in first[known].places { hear(place, at: time, clock) }
            return
        }
        let mine = places[source] ?? feeds.indices.filter { feeds[$0].prefixes.contains(where: source.hasPrefix) }
        if first.count < 8 { first.append((source, mine)) } else { places[source] = mine }
        for place in mine { hear(place, at: time, clock) }
    }

    private mutating func hear(_ place: Int, at time: Timestamp, _ clock: Timestamp) {
        heard[place].append(time)
        switch order {
        case .byTime: break
        case .asArrived: clocks[place].append(clock)
        }
    }

    /// When each feed was heard, by its place.
    func records() -> [FeedRecord] {
        feeds.indices.map { place in
            switch order {
            case .byTime:
                var sorted = heard[place]
                if !zip(sorted, sorted.dropFirst()).allSatisfy({ $0 <= $1 }) { sorted.sort() }
                return .steps(clocks: sorted, heard: sorted)
            case .asArrived: return arrivals(place)
            }
        }
    }

    private func arrivals(_ place: Int) -> FeedRecord {
        var (clocks, heard): ([Timestamp], [Timestamp]) = ([], [])
        for (clock, time) in zip(self.clocks[place], self.heard[place]) where heard.last.map({ $0 < time }) ?? true {
            if clocks.last == clock {
                heard[heard.count - 1] = time
            } else {
                clocks.append(clock)
                heard.append(time)
            }
        }
        return .steps(clocks: clocks, heard: heard)
    }
}
