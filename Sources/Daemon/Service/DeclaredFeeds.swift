import Control
import Events
import RuleLanguage
import Store

/// What `status` tells of the feeds that the rules declare: of these nothing has to be learned, for the rules say how
/// often each is heard when all is well.
struct DeclaredFeeds {
    private let heard: HeardFeeds
    private let began: Timestamp
    /// By feed.
    private let waiting: [Text: Int]
    /// By feed how often it is heard, as the rules say it.
    private let every: [Text: String]

    /// So many silent ones are told.
    private static let told = 5

    /// - Parameters:
    ///   - program: the rules in force; nil until the start is over.
    ///   - zones: that they judge by.
    init(_ program: Program?, _ zones: ZoneTable, _ store: StateStore) throws(StoreError) {
        let program = program ?? Program(rules: [], tests: [])
        let feeds = program.origin.feeds
        let words = RuleText(program: program, rule: nil)
        every = Dictionary(feeds.map { ($0.name, words.duration($0.every)) }, uniquingKeysWith: { $1 })
        // What is not known yet is not looked up: only the daemon does that, when the rules are put in force.
        heard = HeardFeeds(
            feeds, CalendarTable(program.calendars, zones: zones),
            heard: try store.heard(HeardFeeds.prefixes(of: feeds)) { _, _ in })
        began = try store.rulesLoaded() ?? .distantPast
        waiting = try store.customersWaitingForFeeds()
    }

    /// Whether a source belongs to one of them.
    func contain(_ source: Text) -> Bool {
        heard.feeds.contains { feed in feed.prefixes.contains { source.hasPrefix($0) } }
    }

    func told(at now: Timestamp) -> [StatusAnswer.DeclaredFeed] {
        heard.feeds.map { feed in
            StatusAnswer.DeclaredFeed(
                feed: feed.name.string, sources: feed.prefixes.map(\.string), every: every[feed.name] ?? "",
                heard: heard.heard(feed)?.description,
                silentSince: heard.silence(of: feed, from: began, at: now)?.description, holds: waiting[feed.name] ?? 0)
        }
    }

    /// A sentence for each that is silent.
    func alarms(at now: Timestamp) -> [String] {
        let silent = heard.feeds.compactMap { feed in
            heard.silence(of: feed, from: began, at: now).map { (feed: feed, since: $0) }
        }
        let more = silent.count - Self.told
        return silent.prefix(Self.told).map { feed, since in
            let last = heard.heard(feed) == nil ? "was never heard, and is declared since" : "is silent since"
            let holds = waiting[feed.name].map { $0 > 0 ? "; it holds tasks of \($0) customers" : "" } ?? ""
            return "the feed \(feed.name) \(last) \(since), and should be heard every \(every[feed.name] ?? "")\(holds)"
        } + (more > 0 ? ["and \(more) more feeds are silent"] : [])
    }
}

extension [Text: Int] {
    /// With names as strings.
    var named: [String: Int] { [String: Int](uniqueKeysWithValues: map { ($0.key.string, $0.value) }) }
}
