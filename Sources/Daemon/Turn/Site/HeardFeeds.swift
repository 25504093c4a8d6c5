import Events
import RuleLanguage

/// How far the feeds are heard that the rules declare: of the events that are known, of any customer and any type, the
/// greatest time of those whose source begins with one of a feed's prefixes.
struct HeardFeeds {
    let feeds: [Feed]
    private let calendars: CalendarTable
    /// By prefix; those of which nothing is known are not there.
    private(set) var heard: [Text: Timestamp]

    /// - Parameters:
    ///   - calendars: of the program that declares them.
    ///   - heard: as the store has it, by prefix.
    init(_ feeds: [Feed], _ calendars: CalendarTable, heard: [Text: Timestamp?] = [:]) {
        self.feeds = feeds
        self.calendars = calendars
        self.heard = heard.compactMapValues(\.self)
    }

    /// The prefixes of these feeds.
    static func prefixes(of feeds: [Feed]) -> Set<Text> { Set(feeds.flatMap(\.prefixes)) }

    /// How far a feed is heard; nil if nothing of it is known.
    func heard(_ feed: Feed) -> Timestamp? { feed.prefixes.compactMap { heard[$0] }.max() }

    /// Takes further events.
    /// - Parameter latest: by source the greatest time of these events.
    /// - Returns: by prefix how far it is heard now, where that is further than before.
    mutating func take(_ latest: [Text: Timestamp]) -> [Text: Timestamp] {
        var moved: [Text: Timestamp] = [:]
        for prefix in Self.prefixes(of: feeds) {
            let time = latest.lazy.filter { $0.key.hasPrefix(prefix) }.map(\.value).max()
            guard let time, heard[prefix].map({ $0 < time }) ?? true else { continue }
            heard[prefix] = time
            moved[prefix] = time
        }
        return moved
    }

    /// How far the feeds are heard, by name, to which one of these prefixes belongs.
    func heard(by moved: [Text: Timestamp]) -> [Text: Timestamp] {
        var found: [Text: Timestamp] = [:]
        for feed in feeds where feed.prefixes.contains(where: { moved[$0] != nil }) { found[feed.name] = heard(feed) }
        return found
    }

    /// Since when a feed is silent for longer than it should be; nil if it is not.
    /// - Parameter began: before that nothing is missed of one that was never heard.
    func silence(of feed: Feed, from began: Timestamp, at now: Timestamp) -> Timestamp? {
        expected(feed, from: began) < now ? heard(feed) ?? began : nil
    }

    /// Until when a feed should be heard again.
    func expected(_ feed: Feed, from began: Timestamp) -> Timestamp {
        feed.every.after(heard(feed) ?? began, calendars)
    }
}
