public import Events
import Glibc

/// What a person wants to know of a spool: how much waits, and what was rejected last. It changes nothing.
public struct SpoolGlance: Sendable {
    /// A file in `rejected/`: one that was rejected whole, or the bad events of one.
    public struct Reject: Sendable {
        public var file: String
        public var at: Timestamp
        /// Of the file, or of the first of its events; nil if that cannot be read.
        public var reason: String?
        public var detail: String?
    }

    /// Files that may be taken now or soon.
    public private(set) var waiting = 0
    /// When the oldest of them was last written.
    public private(set) var oldest: Timestamp?
    /// The latest first.
    public private(set) var rejects: [Reject] = []

    /// Files that are asked when they were written, of as many as there may be.
    private static let askedAtMost = 100_000
    private static let longestReason = 1 << 16

    /// - Parameters:
    ///   - path: of the spool.
    ///   - limit: how many rejects are told.
    public init(spool path: String, rejects limit: Int) throws(SpoolError) {
        let names = try listFolder(path + "/incoming").filter { !$0.isUnfinished }
        waiting = names.count
        for name in names.prefix(Self.askedAtMost) {
            guard let time = Path(path + "/incoming", name).status().map(written) else { continue }
            oldest = min(oldest ?? time, time)
        }

        let reasons = [".rejected.ndjson", ".reason.json"]
        var found: [(name: SpoolName, at: Timestamp)] = []
        for name in try listFolder(path + "/rejected").prefix(Self.askedAtMost) {
            guard reasons.contains(where: { name.bytes.count > $0.utf8.count && name.bytes.hasSuffix($0) }),
                let time = Path(path + "/rejected", name).status().map(written)
            else { continue }
            found.append((name, time))
        }
        found.sort { $0.at != $1.at ? $0.at > $1.at : $0.name < $1.name }
        let parser = JSONParser()
        for (name, at) in found.prefix(limit) {
            let reason = Self.reason(Path(path + "/rejected", name), parser)
            let suffix = reasons.first { name.bytes.hasSuffix($0) } ?? ""
            let file = SpoolName(bytes: Array(name.bytes.dropLast(suffix.utf8.count)))
            rejects.append(Reject(file: file.description, at: at, reason: reason.code, detail: reason.detail))
        }
    }

    /// What the first line of a file says.
    private static func reason(_ path: Path, _ parser: JSONParser) -> (code: String?, detail: String?) {
        let descriptor = path.open(O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return (nil, nil) }
        defer { close(descriptor) }
        guard let bytes = readAll(descriptor, expected: longestReason, limit: longestReason) else { return (nil, nil) }
        let line = Array(bytes.prefix { $0 != 0x0a })
        return line.withUnsafeBytes { text in
            parser.parse(text, 0..<text.count) { result in
                guard case .success(let root) = result, root.kind == .object else { return (nil, nil) }
                var found: (code: String?, detail: String?)
                for (key, value) in root.members where value.isString {
                    let text = String(decoding: value.bytes, as: UTF8.self)
                    if key.elementsEqual("reason".utf8) { found.code = text }
                    if key.elementsEqual("detail".utf8) { found.detail = text }
                }
                return found
            }
        }
    }
}

private func written(_ status: stat) -> Timestamp {
    Timestamp(seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
}

extension [UInt8] {
    fileprivate func hasSuffix(_ end: String) -> Bool { suffix(end.utf8.count).elementsEqual(end.utf8) }
}
