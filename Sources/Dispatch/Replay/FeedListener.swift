import Events
import RuleLanguage

/// Notes in a replay when each feed is heard.
struct FeedListener {
    /// Whether any gate asks for it.
    let listens: Bool
    private let feeds: [Feed]
    /// For each source that has come, the places of the feeds that it is of.
    private var places: [Text: [Int]] = [:]
    /// For each feed, when it was heard, with the clock then, in the order of arrival.
    private var heard: [[(clock: Timestamp, time: Timestamp)]]

    init(_ dispatcher: Dispatcher) {
        listens = dispatcher.gates.contains { $0 is BlindGate }
        feeds = listens ? dispatcher.program.origin.feeds : []
        heard = Array(repeating: [], count: feeds.count)
    }

    mutating func hear(_ source: Text, at time: Timestamp, clock: Timestamp) {
        let mine: [Int]
        if let known = places[source] {
            mine = known
        } else {
            mine = feeds.indices.filter { feeds[$0].prefixes.contains(where: source.hasPrefix) }
            places[source] = mine
        }
        for place in mine { heard[place].append((clock, time)) }
    }

    func records(_ order: Replay.Order) -> [FeedRecord] {
        heard.map { times in
            switch order {
            case .byTime:
                let sorted = times.map(\.time).sorted()
                return .steps(clocks: sorted, heard: sorted)
            case .asArrived:
                var (clocks, heard): ([Timestamp], [Timestamp]) = ([], [])
                for (clock, time) in times where heard.last.map({ $0 < time }) ?? true {
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
    }
}
