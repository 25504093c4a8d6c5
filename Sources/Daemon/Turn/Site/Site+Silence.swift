import Events
import Logging
import RuleLanguage
import Systemd

extension Site {
    /// Tells the journal which declared feeds have fallen silent, and which are heard again: each once. All that waits in
    /// the spool has been read.
    mutating func tellSilence(at now: Timestamp, _ log: Logger) {
        for feed in heard.feeds {
            let name: Logger.Metadata = ["feed": "\(feed.name)"]
            if let since = silence(of: feed, at: now) {
                guard toldSilent.insert(feed.name).inserted else { continue }
                log.warning(
                    "the feed \(feed.name) is silent since \(since): tasks that go by what it does not say are held",
                    metadata: JournalMessage.feedSilent.metadata(name))
            } else if toldSilent.remove(feed.name) != nil {
                log.notice("the feed \(feed.name) is heard again", metadata: JournalMessage.feedHeard.metadata(name))
            }
        }
        toldSilent.formIntersection(heard.feeds.map(\.name))
    }

    /// When the next feed that is not silent will be, if nothing more comes of it; nil if none will.
    func nextSilence(after now: Timestamp) -> Timestamp? {
        heard.feeds.compactMap { feed in
            silence(of: feed, at: now) == nil ? heard.expected(feed, from: began) : nil
        }.min()
    }

    private func silence(of feed: Feed, at now: Timestamp) -> Timestamp? {
        heard.silence(of: feed, from: began, at: now)
    }
}
