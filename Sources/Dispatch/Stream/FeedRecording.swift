package import Events
import RuleLanguage

/// When the feeds of a program were heard, as whoever streams events tells it: for customers who are each at a time of
/// their own, so that it is known for every instant and not for the latest alone.
package struct FeedRecording: Sendable {
    /// Those of the program; none if nobody asks when they were heard.
    private let feeds: [Feed]
    /// For each feed when it was heard, ascending.
    private var heard: [[Timestamp]]
    /// What customers share, made of these.
    private var site = SiteState()
    /// Whether that is to be made anew.
    private var isNew = true

    package init(_ dispatcher: Dispatcher) {
        feeds = dispatcher.gates.contains { $0 is BlindGate } ? dispatcher.program.origin.feeds : []
        heard = Array(repeating: [], count: feeds.count)
    }

    /// Notes that an event of a source happened, whatever its type, in any order. It has to be told before customers are
    /// advanced to that time; told later it counts from the next instant at which a customer is looked at.
    /// - Returns: whether a feed begins so, and it was news.
    package mutating func hear(_ source: Text, at time: Timestamp) -> Bool {
        var isNews = false
        for place in feeds.indices where feeds[place].prefixes.contains(where: source.hasPrefix) {
            var behind = heard[place].count
            while behind > 0, heard[place][behind - 1] > time { behind -= 1 }
            if behind > 0, heard[place][behind - 1] == time { continue }
            forgetSite()
            heard[place].insert(time, at: behind)
            isNews = true
        }
        return isNews
    }

    /// Forgets when feeds were heard before a time, but the last before it: nobody will be asked for earlier instants.
    package mutating func forget(before time: Timestamp) {
        for place in heard.indices {
            let before = heard[place].prefix { $0 < time }.count
            guard before > 1 else { continue }
            forgetSite()
            heard[place].removeFirst(before - 1)
        }
    }

    /// The first instant after another at which a feed is heard that a customer waits for; nil if none is known.
    func next(for waits: [FeedWait], after now: Timestamp) -> Timestamp? {
        var next: Timestamp?
        for wait in waits {
            guard let place = feeds.firstIndex(where: { $0.name == wait.feed }),
                let time = record(place).next(needs: wait.needs, after: now)
            else { continue }
            next = min(next ?? time, time)
        }
        return next
    }

    mutating func withSite<R>(_ body: (inout SiteState) -> R) -> R {
        if isNew { site = SiteState(hearing: .recorded(feeds.indices.map(record))) }
        isNew = false
        return body(&site)
    }

    /// Before a list changes, so that it is not copied.
    private mutating func forgetSite() {
        isNew = true
        site = SiteState()
    }

    private func record(_ place: Int) -> FeedRecord { .steps(clocks: heard[place], heard: heard[place]) }
}
