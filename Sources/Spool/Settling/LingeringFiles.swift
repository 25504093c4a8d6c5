import Events
import Glibc

/// What is remembered of files that stay in `incoming/` after they have been looked at: those that may not be whole yet,
/// and those that were read in doubt and may still grow. It is empty most of the time, and a start that knows nothing of
/// it takes longer and comes to the same.
struct LingeringFiles: Sendable {
    private struct Entry {
        /// As it was last seen, and since when it has been seen like that.
        var fingerprint: Fingerprint
        var unchangedSince: Timestamp
        let owner: UInt32
        /// Since when it is not read.
        var since: Timestamp
        /// When it, or what is not read of it, was not there yet; nil if it may always have been there.
        var after: Timestamp?
        /// When it was read.
        var readAt: Timestamp?
        /// Why it is not read; nil if all that is whole of it has been.
        var reason: Unsettled?
        /// Before that it is not looked at, unless the watch tells otherwise of it than it did; nil if it is always.
        var lookAgain: Timestamp?
        var told = WriterState.unknown
    }

    private var entries: [SpoolName: Entry] = [:]
    /// When the folder was last listed.
    private(set) var listedAt: Timestamp?
    /// When it was last listed before a reading that left nothing out.
    private var readAt: Timestamp?

    var isEmpty: Bool { entries.isEmpty }

    // MARK: What the folder holds

    /// The folder is being listed.
    mutating func list(at now: Timestamp) { listedAt = now }

    /// All that the last listing found has been looked at.
    mutating func finishReading() { readAt = listedAt }

    /// Memory must not grow with files that have long gone.
    mutating func forget(allBut present: Set<SpoolName>) { entries = entries.filter { present.contains($0.key) } }

    // MARK: One file

    /// For how long a file has not changed.
    func rest(_ name: SpoolName, _ fingerprint: Fingerprint, now: Timestamp) -> TimeSpan {
        let changed = fingerprint.changedAt
        // A clock that was set back, or one that a file server does not share: what we have seen ourselves counts.
        guard let entry = entries[name], entry.fingerprint == fingerprint else { return now - changed }
        return max(now - changed, now - entry.unchangedSince)
    }

    /// It is not read yet.
    /// - Parameter born: when it was made, if that matters and is known.
    mutating func wait(
        _ name: SpoolName, _ fingerprint: Fingerprint, owner: UInt32, _ reason: Unsettled, now: Timestamp,
        born: @autoclosure () -> Timestamp?
    ) {
        var entry = entry(of: name, fingerprint, owner, now, born)
        // It was read, and has grown.
        if let readAt = entry.readAt {
            entry.since = now
            entry.after = readAt
            entry.readAt = nil
        }
        entry.reason = reason
        entry.lookAgain = nil
        // Whoever writes may be about to.
        if reason == .hasWriter || entry.unchangedSince > now { entry.unchangedSince = now }
        entries[name] = entry
    }

    /// It is read, and stays, for it may still grow.
    mutating func keep(
        _ name: SpoolName, _ fingerprint: Fingerprint, owner: UInt32, until time: Timestamp, told: WriterState?,
        now: Timestamp
    ) {
        var entry = entry(of: name, fingerprint, owner, now, { nil })
        entry.reason = nil
        entry.readAt = listedAt
        entry.lookAgain = time
        entry.told = told ?? .unknown
        entries[name] = entry
    }

    /// What has been taken of it is no use as long as it may grow: it counts as not read.
    mutating func doubt(_ name: SpoolName) {
        entries[name]?.reason = .untold
        entries[name]?.readAt = nil
    }

    /// It is whole.
    mutating func settle(_ name: SpoolName) { if !entries.isEmpty { entries[name] = nil } }

    /// What is known of it, or what is known of a new file.
    private func entry(
        of name: SpoolName, _ fingerprint: Fingerprint, _ owner: UInt32, _ now: Timestamp, _ born: () -> Timestamp?
    ) -> Entry {
        if var entry = entries[name], entry.fingerprint.isSameFile(as: fingerprint) {
            if entry.fingerprint != fingerprint { entry.unchangedSince = now }
            entry.fingerprint = fingerprint
            // The clock was set back.
            entry.since = min(entry.since, now)
            return entry
        }
        return Entry(
            fingerprint: fingerprint, unchangedSince: now, owner: owner,
            since: readAt == nil ? min(born() ?? now, now) : now, after: readAt)
    }

    // MARK: All of them

    /// Whether a file stays where it is without a look.
    /// - Parameter told: what the watch knows of it.
    func isLeftAlone(_ name: SpoolName, told: WriterState?, now: Timestamp) -> Bool {
        guard let entry = entries[name], let lookAgain = entry.lookAgain else { return false }
        return lookAgain > now && entry.told == told ?? .unknown
    }

    /// Whether it has been read and may still grow.
    func isKept(_ name: SpoolName) -> Bool {
        guard let entry = entries[name] else { return false }
        return entry.lookAgain != nil
    }

    /// Names of those that have been read and may still grow.
    var read: Set<SpoolName> { Set(entries.lazy.filter { $0.value.reason == nil }.map(\.key)) }

    /// Those that are not read, by name.
    var unread: [UnsettledFile] {
        entries.compactMap { name, entry in
            entry.reason.map { UnsettledFile(name: name, owner: entry.owner, since: entry.since, reason: $0) }
        }.sorted { $0.name < $1.name }
    }

    /// - Parameter patience: for so long, and no longer, a file holds up what it may speak of.
    func hold(now: Timestamp, patience: TimeSpan) -> JudgingHold {
        var span: TimeSpan?
        for entry in entries.values where entry.reason != nil && now - entry.since < patience {
            guard let after = entry.after else { return .everything }
            span = max(span ?? .zero, now - after)
        }
        return span.map { .latest($0) } ?? .nothing
    }
}
