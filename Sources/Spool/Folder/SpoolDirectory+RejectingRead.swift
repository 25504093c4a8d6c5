package import Events
import Glibc

extension SpoolDirectory {
    /// Lets go of a file that was read and of which too much was rejected, if it is still the same and nobody writes it:
    /// it moves whole to `rejected/`, beside a durable `<file>.reason.json`. With an archive it moves there, for its good
    /// events count, and `rejected/` has a copy. After a crash on the way, calling it again ends in the same.
    /// `syncIncoming` makes it durable.
    /// - Parameters:
    ///   - json: the bytes of the reason file.
    ///   - time: under which the archive keeps it.
    package mutating func rejectRead(
        _ name: SpoolName, _ fingerprint: Fingerprint, reason json: [UInt8], archive: SpoolArchive?,
        readAt time: Timestamp
    ) throws(SpoolError) -> Removal {
        let source = Path(incoming, name)
        guard let status = source.status() else {
            if errno == ENOENT { return .gone }
            throw .cannotRemove(path: source.description, errno: errno)
        }
        guard Fingerprint(status) == fingerprint else { return .changed }
        if isOpen(name, status) { return .stillOpen }
        if let archive {
            try copyToRejected(source, name, expected: Int(fingerprint.size), reason: json)
            return try self.archive(name, fingerprint, in: archive, readAt: time)
        }
        switch try reject(name, fingerprint, reason: json) {
        case .moved: return .removed
        case .changed: return .changed
        case .stuck(let error): return .stuck(error)
        case .stillStuck: return .stillStuck
        }
    }

    private func copyToRejected(
        _ source: Path, _ name: SpoolName, expected: Int, reason json: [UInt8]
    ) throws(SpoolError) {
        let descriptor = source.open(O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: source.description, errno: errno) }
        defer { close(descriptor) }
        guard let bytes = readAll(descriptor, expected: expected, limit: .max - 1) else {
            throw .cannotRead(path: source.description, errno: errno)
        }
        let target = try freeName(name, reason: json, content: bytes)
        _ = try place(json, as: target.appending(".reason.json"))
        _ = try place(bytes, as: target)
    }
}
