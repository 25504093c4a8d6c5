import CloudEvents
import Events
import Spool

extension SpoolSummary {
    /// For so long a reject is news.
    private static let isNewsFor = TimeSpan.hours(1)
    /// So many files are named, so that one of many mistakes does not hide another.
    private static let namesTold = 3

    /// How many of `rejects`, the first of them, `news` tells by name.
    func namedInNews(at now: Timestamp) -> Int { min(news(at: now).count, Self.namesTold) }

    /// What was rejected lately, a sentence for each file, and one for those that are not named.
    func news(at now: Timestamp) -> [String] {
        let news = rejects.prefix { now - $0.at < Self.isNewsFor }
        var sentences = news.prefix(Self.namesTold).map { reject in
            let detail = RejectionNote(reject.note).detail ?? "its reason is in rejected/"
            let at = Timestamp(seconds: reject.at.seconds)
            return "\(reject.file) was rejected at \(at): \(detail)"
        }
        let more = news.count - sentences.count
        if more > 0 {
            // Only the latest are looked at.
            let mayBeMore = news.count == rejects.count && rejectedFiles > rejects.count
            sentences.append(
                "of \(more)\(mayBeMore ? " or more" : "") other \(more == 1 && !mayBeMore ? "file" : "files") something was rejected in the last hour too"
            )
        }
        return sentences
    }
}
