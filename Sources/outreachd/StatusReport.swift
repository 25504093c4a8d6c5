import Control
import Events
import Glibc

/// A status for a person.
struct StatusReport {
    private let status: StatusAnswer

    init(_ status: StatusAnswer) { self.status = status }

    var lines: [String] {
        var lines = entry("daemon", daemon) + entry("incoming", incoming)
        for sentence in unread { lines += entry("", sentence) }
        lines += entry("deadlines", deadlines)
        lines += entry("tasks", "\(status.openTasks) open" + counts(status.tasks, before: "; so far "))
        for queue in status.queues { lines += entry("", sentence(queue)) }
        if let unmatched = status.events.unmatchedAnswers, !unmatched.isEmpty {
            lines += entry("", "answers that name no task of their customer" + counts(unmatched, before: ": "))
        }
        if let held = status.held, !held.isEmpty {
            lines += entry("held", "\(total(held))" + counts(held, before: ": "))
        }
        lines += events + declaredFeeds + feeds
        lines += entry("rules", "\(status.rules.count) in force, loaded \(short(status.rules.loaded))")
        if !status.rules.neverFired.isEmpty { lines += entry("", "never fired: \(list(status.rules.neverFired))") }
        let unheard = (status.rules.unheard ?? [:]).sorted { $0.key < $1.key }
        for (rule, types) in unheard.prefix(Self.namesShown) {
            lines += entry(
                "",
                "\(name(rule)): nothing of its `unless` has ever come: no \(types.map(name).joined(separator: ", no "))"
            )
        }
        if unheard.count > Self.namesShown {
            lines += entry("", "the same holds for \(plural(unheard.count - Self.namesShown, "other rule"))")
        }
        if !status.rejects.isEmpty { lines += entry("rejects", rejects) }
        for reject in untoldRejects {
            lines += entry(
                "",
                "\(short(reject.at))  \(name(reject.file))" + (reject.detail.map { ": \($0.shown(upTo: 500))" } ?? ""))
        }
        for sentence in status.attention { lines += entry("LOOK", sentence) }
        return lines
    }

    // MARK: Parts

    private var daemon: String {
        "\(status.daemon.state.rawValue), process \(status.daemon.pid), since \(short(status.daemon.started))"
            + (status.daemon.lastTurn.map { ", last turn \(short($0))" } ?? "")
    }

    private var incoming: String {
        plural(status.incoming.files, "file") + (status.incoming.oldest.map { ", the oldest of \(short($0))" } ?? "")
    }

    private var deadlines: String {
        status.behind > 0
            ? "behind by \(status.behind) s" : status.nextDeadline.map { "next \(short($0))" } ?? "none"
    }

    /// Those that no line below tells.
    private var untoldRejects: [StatusAnswer.Reject] { status.rejects.filter { $0.isTold != true } }

    private var rejects: String {
        let files = status.rejectedFiles ?? status.rejects.count
        let told = status.rejects.count - untoldRejects.count
        let below = told == 0 ? "" : told == files ? ", told below" : ", \(told) of them told below"
        let latest = files > status.rejects.count ? ", the latest" : ""
        return "of \(plural(files, "file")) in rejected/\(below)"
            + (untoldRejects.isEmpty ? "" : told == 0 ? "\(latest):" : "\(latest.isEmpty ? ", the" : latest) others:")
    }

    private func sentence(_ queue: StatusAnswer.Queue) -> String {
        "\(name(queue.queue)): \(queue.open) open" + (queue.overdue > 0 ? ", \(queue.overdue) overdue" : "")
            + (queue.oldestDue.map { ", the first due \(short($0))" } ?? "")
    }

    private var events: [String] {
        let events = status.events
        var lines = entry(
            "events",
            "\(events.accepted) accepted, \(plural(events.duplicates, "duplicate")), "
                + "\(total(events.rejected)) rejected, \(events.tooLate) too late, of \(plural(events.files, "file"))")
        if let kept = events.kept {
            let oldest = events.oldestUnsettled.map { ", the oldest that is not settled came \(short($0))" } ?? ""
            let bytes = events.bytes.map { " in \(megabytes($0))" } ?? ""
            lines += entry("", "\(kept) kept\(bytes)\(oldest)")
        }
        let rate = ["1m", "5m", "15m"].compactMap { events.rate[$0] }.map { "\($0)" }.joined(separator: ", ")
        if !rate.isEmpty { lines += entry("", "in a second: \(rate) (the last 1, 5, 15 minutes)") }
        if !events.rejected.isEmpty { lines += entry("", "rejected" + counts(events.rejected, before: ": ")) }
        if !events.unknownZones.isEmpty {
            let names = sorted(events.unknownZones).map { "\($0.value) \(name($0.key))" }
            lines += entry("", "customers' time zones that are none, so that rules go by the site's: \(list(names))")
        }
        if events.undeclared.isEmpty { return lines }
        lines += entry("", "of types that no rule file declares:")
        let types = sorted(events.undeclared)
        for (type, count) in types.prefix(Self.namesShown) {
            let meant = events.meant?[type].map { "; is \(name($0)) meant?" } ?? ""
            lines += entry("", "  \(count) \(name(type))\(meant)")
        }
        if types.count > Self.namesShown { lines += entry("", "  and \(types.count - Self.namesShown) more") }
        return lines
    }

    /// `12.3 MB`
    private func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    /// What the rules say of feeds, and how far each is heard.
    private var declaredFeeds: [String] {
        let feeds = status.declaredFeeds ?? []
        var lines: [String] = []
        for feed in feeds.sorted(by: { $0.silentSince != nil && $1.silentSince == nil }).prefix(Self.namesShown) {
            let heard = feed.heard.map { "heard at \(short($0))" } ?? "never heard"
            let state = feed.silentSince.map { "silent since \(short($0))" } ?? heard
            let holds = feed.holds > 0 ? "; it holds tasks of \(plural(feed.holds, "customer"))" : ""
            lines += entry(
                lines.isEmpty ? "feeds" : "", "\(name(feed.feed)): \(state), due every \(feed.every)\(holds)")
        }
        if feeds.count > Self.namesShown { lines += entry("", "and \(feeds.count - Self.namesShown) more") }
        return lines
    }

    /// Of sources that belong to no declared feed what is usual is learned.
    private var feeds: [String] {
        if status.feeds.isEmpty { return [] }
        let latest = status.feeds.first { !$0.isSilent }
        var lines = entry(
            status.declaredFeeds?.isEmpty ?? true ? "feeds" : "others",
            "\(status.sources ?? status.feeds.count)"
                + (latest.map { ", the latest \(name($0.source)) at \(short($0.last))" } ?? ""))
        for feed in status.feeds.filter(\.isSilent).prefix(Self.namesShown) {
            lines += entry(
                "",
                "silent: \(name(feed.source)) since \(short(feed.last)), before never for longer than "
                    + "\(TimeSpan(seconds: Int64(feed.longestSilence)))")
        }
        return lines
    }

    /// Which files are not read yet, whose they are, and why.
    private var unread: [String] {
        var sentences = status.incoming.unread.prefix(Self.namesShown).map { file in
            let why =
                switch file.reason {
                case .open: "is open for writing, so it is not read yet"
                case .recent: "was written a moment ago"
                case .untold: "may still be written, which cannot be told: it is read when it has rested for a minute"
                }
            return "\(name(file.file)) of \(userName(file.uid)), here since \(short(file.since)), \(why)"
        }
        let kept = status.incoming.kept
        if kept > 0 {
            sentences.append(
                "\(plural(kept, "file")) more \(kept == 1 ? "is" : "are") read, and kept a while in case of more")
        }
        return sentences
    }

    private func userName(_ uid: UInt32) -> String {
        guard let entry = getpwuid(uid), let name = entry.pointee.pw_name else { return "user \(uid)" }
        return String(cString: name)
    }

    // MARK: Words

    private static let namesShown = 10

    /// A line, or as many as it needs, behind what it is about.
    private func entry(_ what: String, _ text: String) -> [String] {
        let indent = text.prefix { $0 == " " }
        return text.dropFirst(indent.count).printable.wrapped(after: what.padded(to: 11) + indent, width: lineWidth)
    }

    /// Names come from outside, and may be of any length.
    private func name(_ name: String) -> String { name.shown(upTo: 60) }

    private func list(_ names: [String]) -> String {
        let more = names.count - Self.namesShown
        return names.prefix(Self.namesShown).map(name).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private func counts(_ counts: [String: Int], before: String) -> String {
        counts.isEmpty ? "" : before + list(sorted(counts).map { "\($0.value) \($0.key)" })
    }

    /// The greatest first.
    private func sorted(_ counts: [String: Int]) -> [(key: String, value: Int)] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    }

    private func total(_ counts: [String: Int]) -> Int { counts.reduce(0) { $0 + $1.value } }

    /// `2026-03-02 14:00:31Z` of `2026-03-02T14:00:31.5Z`.
    private func short(_ time: String) -> String { "\(time.prefix(10)) \(time.dropFirst(11).prefix(8))Z" }
}
