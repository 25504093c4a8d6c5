package import Events
import Glibc

/// What a person wants to know of a spool: how much waits, and what was rejected last. It changes nothing.
package struct SpoolSummary: Sendable {
    /// A file in `rejected/`: one that was rejected whole, or the bad events of one.
    package struct Reject: Sendable {
        package var file: String
        package var at: Timestamp
        /// The first line of what was written about it; empty if that cannot be read.
        package var note: [UInt8]
    }

    /// Files that may be taken now or soon.
    package private(set) var waiting = 0
    /// When the oldest of them was last written.
    package private(set) var oldest: Timestamp?
    /// The latest first.
    package private(set) var rejects: [Reject] = []
    /// How many files lie in `rejected/` for which a reason was written, told in `rejects` or not.
    package private(set) var rejectedFiles = 0

    /// Files that are asked when they were written, of as many as there may be.
    private static let askedAtMost = 100_000
    private static let longestReason = 1 << 16

    /// - Parameters:
    ///   - path: of the spool.
    ///   - read: files in `incoming/` that have been read and do not wait.
    ///   - limit: how many rejects are told.
    package init(spool path: String, except read: Set<SpoolName> = [], rejects limit: Int) throws(SpoolError) {
        let names = try listFolder(path + "/incoming").filter { !$0.isUnfinished && !read.contains($0) }
        waiting = names.count
        for name in names.prefix(Self.askedAtMost) {
            guard let time = Path(path + "/incoming", name).status().map(written) else { continue }
            oldest = min(oldest ?? time, time)
        }

        let reasons = [".rejected.ndjson", ".reason.json"]
        var found: [(name: SpoolName, at: Timestamp)] = []
        for name in try listFolder(path + "/rejected").prefix(Self.askedAtMost) {
            guard reasons.contains(where: { name.bytes.count > $0.utf8.count && name.bytes.hasSuffix($0) }),
                // What we wrote is a file; what else has such a name is not opened.
                let status = Path(path + "/rejected", name).status(), status.st_mode & S_IFMT == S_IFREG
            else { continue }
            found.append((name, written(status)))
        }
        rejectedFiles = found.count
        found.sort { $0.at != $1.at ? $0.at > $1.at : $0.name < $1.name }
        for (name, at) in found.prefix(limit) {
            let note = Self.firstLine(Path(path + "/rejected", name))
            let suffix = reasons.first { name.bytes.hasSuffix($0) } ?? ""
            let file = SpoolName(bytes: Array(name.bytes.dropLast(suffix.utf8.count)))
            rejects.append(Reject(file: file.description, at: at, note: note))
        }
    }

    private static func firstLine(_ path: Path) -> [UInt8] {
        let descriptor = path.open(O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let bytes = readAll(descriptor, expected: longestReason, limit: longestReason) ?? []
        return Array(bytes.prefix { $0 != 0x0a })
    }
}

private func written(_ status: stat) -> Timestamp {
    Timestamp(seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
}

extension [UInt8] {
    fileprivate func hasSuffix(_ end: String) -> Bool { suffix(end.utf8.count).elementsEqual(end.utf8) }
}
