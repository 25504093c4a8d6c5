import ArgumentParser
import Control
import Events
import Glibc

/// A status for a person.
struct StatusReport {
    private let status: StatusAnswer

    init(_ status: StatusAnswer) { self.status = status }

    var lines: [String] {
        var lines = [
            "daemon     \(status.daemon.state.rawValue), process \(status.daemon.pid), since \(short(status.daemon.started))"
                + (status.daemon.lastTurn.map { ", last turn \(short($0))" } ?? ""),
            "incoming   \(plural(status.incoming.files, "file"))"
                + (status.incoming.oldest.map { ", the oldest of \(short($0))" } ?? ""),
            "deadlines  "
                + (status.behind > 0
                    ? "behind by \(status.behind) s"
                    : status.nextDeadline.map { "next \(short($0))" } ?? "none"),
            "tasks      \(status.openTasks) open" + counts(status.tasks, before: "; so far "),
        ]
        lines.insert(contentsOf: incoming, at: 2)
        for queue in status.queues {
            lines.append(
                "           \(queue.queue): \(queue.open) open"
                    + (queue.overdue > 0 ? ", \(queue.overdue) overdue" : "")
                    + (queue.oldestDue.map { ", the first due \(short($0))" } ?? ""))
        }
        let events = status.events
        let rate = ["1m", "5m", "15m"].compactMap { events.rate[$0] }.map { "\($0)" }.joined(separator: ", ")
        lines.append(
            "events     \(events.accepted) accepted, \(plural(events.duplicates, "duplicate")), "
                + "\(total(events.rejected)) rejected, \(events.tooLate) too late, of \(plural(events.files, "file"))")
        if !rate.isEmpty { lines.append("           in a second: \(rate) (the last 1, 5, 15 minutes)") }
        if !events.rejected.isEmpty { lines.append("           rejected" + counts(events.rejected, before: ": ")) }
        if !events.undeclared.isEmpty {
            lines.append("           of types that no rule file declares" + counts(events.undeclared, before: ": "))
        }
        let silent = status.feeds.filter(\.isSilent)
        if !status.feeds.isEmpty {
            lines.append(
                "feeds      \(status.feeds.count)"
                    + (status.feeds.first { !$0.isSilent }.map { ", the latest \($0.source) at \(short($0.last))" }
                        ?? ""))
        }
        for feed in silent.prefix(Self.namesShown) {
            lines.append(
                "           silent: \(feed.source) since \(short(feed.last)), before never for longer than "
                    + "\(TimeSpan(seconds: Int64(feed.longestSilence)))")
        }
        lines.append("rules      \(status.rules.count) in force, loaded \(short(status.rules.loaded))")
        if !status.rules.neverFired.isEmpty {
            lines.append("           never fired: \(list(status.rules.neverFired))")
        }
        if !status.rejects.isEmpty { lines.append("rejects    the latest:") }
        for reject in status.rejects {
            lines.append(
                "           \(short(reject.at))  \(reject.file)" + (reject.detail.map { ": \($0)" } ?? ""))
        }
        for sentence in status.attention { lines.append("LOOK       \(sentence)") }
        return lines.map(printable)
    }

    /// Which files are not read yet, whose they are, and why.
    private var incoming: [String] {
        var lines = status.incoming.unread.prefix(Self.namesShown).map { file in
            let why =
                switch file.reason {
                case .open: "is open for writing, so it is not read yet"
                case .recent: "was written a moment ago"
                case .untold: "may still be written, which cannot be told: it is read when it has rested for a minute"
                }
            return "           \(file.file) of \(userName(file.uid)), here since \(short(file.since)), \(why)"
        }
        let kept = status.incoming.kept
        if kept > 0 {
            lines.append(
                "           \(plural(kept, "file")) more \(kept == 1 ? "is" : "are") read, and kept a while in case of more"
            )
        }
        return lines
    }

    private func userName(_ uid: UInt32) -> String {
        guard let entry = getpwuid(uid) else { return "user \(uid)" }
        return String(cString: entry.pointee.pw_name)
    }

    private static let namesShown = 10

    private func list(_ names: [String]) -> String {
        let more = names.count - Self.namesShown
        return names.prefix(Self.namesShown).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private func counts(_ counts: [String: Int], before: String) -> String {
        if counts.isEmpty { return "" }
        return before
            + list(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" })
    }

    private func total(_ counts: [String: Int]) -> Int { counts.reduce(0) { $0 + $1.value } }

    /// `2026-03-02 14:00:31Z` of `2026-03-02T14:00:31.5Z`.
    private func short(_ time: String) -> String { "\(time.prefix(10)) \(time.dropFirst(11).prefix(8))Z" }
}
