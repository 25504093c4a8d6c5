extension StatusAnswer {
    /// How many entries a list may have, if all are too many to be told; from the first that is enough.
    private static let lengths = [1_000, 100, 10]
    /// The bytes of a text then.
    private static let textAtMost = 256

    /// The answer as it is if that fits, else with shorter lists and texts, which it says. What counts most is told first.
    /// - Parameter fits: of some tens of kilobytes it is true.
    package func shortened(until fits: (StatusAnswer) -> Bool) -> StatusAnswer {
        if fits(self) { return self }
        var answer = self
        for length in Self.lengths {
            answer = cut(to: length)
            if fits(answer) { break }
        }
        return answer
    }

    private func cut(to length: Int) -> StatusAnswer {
        var cut = self
        cut.daemon.trouble = daemon.trouble.map(Self.cut)
        cut.queues = queues.sorted { ($1.open, $0.queue) < ($0.open, $1.queue) }.prefix(length).map { queue in
            var queue = queue
            queue.queue = Self.cut(queue.queue)
            return queue
        }
        cut.events.undeclared = Self.cut(events.undeclared, to: length) { $0 }
        cut.events.meant = events.meant.map { meant in
            let kept = meant.filter { cut.events.undeclared[$0.key] != nil }
            return Dictionary(kept.map { (Self.cut($0.key), Self.cut($0.value)) }) { first, _ in first }
        }
        cut.events.types = Self.cut(events.types, to: length, by: Self.total)
        cut.feeds = feeds.prefix(length).map { feed in
            var feed = feed
            feed.source = Self.cut(feed.source)
            return feed
        }
        cut.rules.neverFired = rules.neverFired.prefix(length).map(Self.cut)
        cut.rules.refused = rules.refused.map { $0.prefix(length).map(Self.cut) }
        cut.rules.tasks = Self.cut(rules.tasks, to: length, by: Self.total)
        cut.rules.episodes = Self.cut(rules.episodes, to: length, by: Self.total)
        cut.rejects = rejects.prefix(length).map { reject in
            var reject = reject
            reject.detail = reject.detail.map(Self.cut)
            // The sentence may be among those that are left out.
            reject.isTold = nil
            return reject
        }
        cut.attention =
            attention.prefix(length).map(Self.cut)
            + ["there is more to tell than an answer carries: its lists end after \(length)"]
        return cut
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= textAtMost ? text : text.prefix(textAtMost / 4) + "…"
    }

    private static func total(_ counts: [String: Int]) -> Int { counts.values.reduce(0, +) }

    /// The entries that count most. Of names that begin alike and are cut, one is told.
    private static func cut<Value>(
        _ entries: [String: Value], to length: Int, by weight: (Value) -> Int
    ) -> [String: Value] {
        let sorted = entries.sorted { (weight($1.value), $0.key) < (weight($0.value), $1.key) }
        return Dictionary(sorted.prefix(length).map { (cut($0.key), $0.value) }) { first, _ in first }
    }
}
