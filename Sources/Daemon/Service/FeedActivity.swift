import Events

/// When events of each source came, so that one that falls silent is noticed: an absence may be a broken feed.
///
/// A feed is silent when nothing has come for three times the longest that it was ever silent, and for a quarter of an
/// hour at least. What is usual has to be learned: before a feed has been known for a week, nobody is called for it. One
/// that has been silent for four weeks is not there any more, and is forgotten.
struct FeedActivity: Sendable, Equatable {
    struct Feed: Sendable, Equatable {
        var events = 0
        /// In how many turns they came.
        var arrivals = 0
        var first: Timestamp
        var last: Timestamp
        var longestSilence = TimeSpan.zero
    }

    /// A feed as it is told.
    struct Told {
        var source: Text
        var feed: Feed
        var isSilent: Bool
    }

    private(set) var feeds: [Text: Feed] = [:]
    /// All sources, watched or not.
    private var sources = PassingSources()
    /// Whether something is here that was not kept yet.
    var isChanged = false
    /// When this began to listen: a silence that began before is nobody's.
    private var began: Timestamp?

    /// Sources come from outside and may be without end: so many are watched.
    static let feedsAtMost = 1_000
    private static let arrivalsAtLeast = 10
    /// People who answer tasks go home in the evening.
    private static let ours = Text("/outreachd/tasks")
    private static let silenceAtLeast = TimeSpan.minutes(15)
    private static let learnsFor = TimeSpan.days(7)
    private static let forgottenAfter = TimeSpan.days(28)

    /// Notes events of a source that came in one turn.
    mutating func note(_ events: Int, of source: Text, at now: Timestamp) {
        if source == Self.ours { return }
        let source = source.shortened(to: Settings.nameAtMost)
        let cameBefore = sources.note(source)
        if began == nil { began = now }
        guard var feed = feeds[source] else {
            if feeds.count >= Self.feedsAtMost, !cameBefore || !makeRoom(at: now) { return }
            isChanged = true
            feeds[source] = Feed(events: events, arrivals: 1, first: now, last: now)
            return
        }
        isChanged = true
        feed.events += events
        feed.arrivals += 1
        if let began, feed.last >= began {
            let silence = now - feed.last
            // An outage is not usual from then on; but if it comes again, it will be.
            let limit = Self.limit(of: feed)
            feed.longestSilence = max(feed.longestSilence, limit.map { min(silence, $0) } ?? silence)
        }
        feed.last = max(feed.last, now)
        feeds[source] = feed
    }

    /// Gives up the feed that matters least: one that is not there any more, else one that came only once, else one that
    /// has no habit yet; among these the one that came longest ago.
    /// - Returns: whether there is one. A feed with a habit stays.
    private mutating func makeRoom(at now: Timestamp) -> Bool {
        func rank(_ feed: Feed) -> Int {
            if now - feed.last > Self.forgottenAfter { return 0 }
            if feed.arrivals == 1 { return 1 }
            return feed.arrivals < Self.arrivalsAtLeast ? 2 : 3
        }
        let least = feeds.min {
            let (a, b) = (rank($0.value), rank($1.value))
            if a != b { return a < b }
            return $0.value.last != $1.value.last ? $0.value.last < $1.value.last : $0.key < $1.key
        }
        guard let least, rank(least.value) < 3 else { return false }
        feeds[least.key] = nil
        return true
    }

    /// How many sources there are, watched or not: different ones since the daemon started, and those of before that are
    /// watched. Beyond a hundred thousand they are not counted.
    var sourceCount: Int { max(sources.count, feeds.count) }

    /// The silence beyond which something is wrong; nil while too little is known.
    private static func limit(of feed: Feed) -> TimeSpan? {
        guard feed.arrivals >= arrivalsAtLeast else { return nil }
        return max(silenceAtLeast, feed.longestSilence + feed.longestSilence + feed.longestSilence)
    }

    func isSilent(_ feed: Feed, at now: Timestamp) -> Bool {
        // What came while the daemon was away is being read.
        Self.limit(of: feed).map { now - max(feed.last, began ?? feed.last) > $0 } ?? false
    }

    /// Whether somebody should look after a silent feed.
    func isAlarming(_ feed: Feed, at now: Timestamp) -> Bool {
        isSilent(feed, at: now) && feed.last - feed.first > Self.learnsFor
    }

    /// The silent ones first, then those that came last.
    func sorted(at now: Timestamp) -> [Told] {
        feeds.filter { now - $0.value.last <= Self.forgottenAfter }.map {
            Told(source: $0.key, feed: $0.value, isSilent: isSilent($0.value, at: now))
        }.sorted {
            if $0.isSilent != $1.isSilent { return $0.isSilent }
            return $0.feed.last != $1.feed.last ? $0.feed.last > $1.feed.last : $0.source < $1.source
        }
    }
}

extension FeedActivity {
    /// What the store keeps of it: lines of numbers, each followed by the source, whose bytes may be any.
    var bytes: [UInt8] {
        feeds.sorted { $0.key < $1.key }.flatMap { source, feed in
            let numbers = [
                Int64(feed.events), Int64(feed.arrivals), feed.first.seconds, feed.last.seconds,
                feed.longestSilence.seconds, Int64(source.string.utf8.count),
            ]
            return Array((numbers.map(String.init).joined(separator: " ") + " ").utf8) + Array(source.string.utf8)
        }
    }

    /// Reads what was kept; what makes no sense is left out. A silence that lasts since before is not counted.
    /// - Parameter now: when the daemon began to listen.
    init(bytes: [UInt8], now: Timestamp) {
        began = now
        var rest = bytes[...]
        while !rest.isEmpty {
            var numbers: [Int64] = []
            while numbers.count < 6, let end = rest.firstIndex(of: UInt8(ascii: " ")),
                let number = Int64(String(decoding: rest[..<end], as: UTF8.self))
            {
                numbers.append(number)
                rest = rest[(end + 1)...]
            }
            guard numbers.count == 6, let length = Int(exactly: numbers[5]), length >= 0, length <= rest.count else {
                return
            }
            let source = Text(String(decoding: rest.prefix(length), as: UTF8.self)).shortened(to: Settings.nameAtMost)
            rest = rest.dropFirst(length)
            guard now - Timestamp(seconds: numbers[3]) <= Self.forgottenAfter else { continue }
            _ = sources.note(source)
            feeds[source] = Feed(
                events: Int(numbers[0]), arrivals: Int(numbers[1]), first: Timestamp(seconds: numbers[2]),
                last: Timestamp(seconds: numbers[3]), longestSilence: TimeSpan(seconds: numbers[4]))
        }
    }
}
