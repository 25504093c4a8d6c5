import Glibc

extension SpoolDirectory {
    /// Our temporary names in `rejected/`.
    private static let temporary = ".outreachd-"

    /// What became of the try to move a file away.
    package enum Rejecting: Sendable {
        /// The name that it has in `rejected/`.
        case moved(SpoolName)
        /// Another file has the name now: it waits like any other.
        case changed
        /// It stays where it is and is not listed again; say this once.
        case stuck(SpoolError)
        /// It stays as before, though somebody touched it.
        case stillStuck
    }

    /// Moves a file whole to `rejected/`, and beside it writes a durable `<file>.reason.json`. If another file of that
    /// name is there, it becomes `<file>.2`. After a crash on the way, calling it again ends in the same.
    /// - Parameter json: the bytes of the reason file.
    package mutating func reject(
        _ name: SpoolName, _ fingerprint: Fingerprint, reason json: [UInt8]
    ) throws(SpoolError) -> Rejecting {
        let source = Path(incoming, name)
        guard source.status().map(Fingerprint.init) == fingerprint else { return .changed }
        let target = try freeName(name, reason: json)
        _ = try place(json, as: target.appending(".reason.json"))
        // Looked at again right before the move, for a writer may have put a new file there meanwhile.
        guard source.status().map(Fingerprint.init) == fingerprint else { return .changed }
        let destination = Path(rejected, target)
        guard try moveDurably(source, to: destination, in: rejected, halfWay: afterSecondName) else {
            let error = SpoolError.cannotMove(path: source.description, to: destination.description, errno: errno)
            switch error.code {
            case ENOENT: return .changed
            case EACCES, EPERM, EBUSY, EXDEV, ENOTEMPTY, EEXIST, EISDIR, ENOTDIR:
                return giveUp(name) ? .stuck(error) : .stillStuck
            default: throw error
            }
        }
        try syncFolder(incoming)
        return .moved(target)
    }

    /// Writes what was rejected of a file, a line each, durable, to `rejected/<file>.rejected.ndjson`. The same content
    /// is not written twice; if another one is there, the name is `<file>.2.rejected.ndjson`. Returns the name.
    @discardableResult
    package func writeRejections(_ name: SpoolName, lines: [UInt8]) throws(SpoolError) -> SpoolName {
        for number in 1... {
            let target = name.appending((number == 1 ? "" : ".\(number)") + ".rejected.ndjson")
            if try place(lines, as: target) { return target }
        }
        return name
    }

    /// What a crash left of our own writing.
    func removeLeftovers() throws(SpoolError) {
        let start = Array(SpoolDirectory.temporary.utf8)
        for name in try listFolder(rejected) where name.bytes.starts(with: start) {
            _ = Path(rejected, name).withCString { unlink($0) }
        }
    }

    /// A name in `rejected/` that is free, and whose reason file is free or is the one to be written.
    /// - Parameter content: what may lie there under the name already; nil: nothing may.
    func freeName(_ name: SpoolName, reason: [UInt8], content: [UInt8]? = nil) throws(SpoolError) -> SpoolName {
        for number in 1... {
            let candidate = number == 1 ? name : name.appending(".\(number)")
            if let content {
                if case .other = try holds(candidate, content) { continue }
            } else if Path(rejected, candidate).status() != nil {
                continue
            }
            switch try holds(candidate.appending(".reason.json"), reason) {
            case .absent, .same: return candidate
            case .other: continue
            }
        }
        return name
    }

    /// Makes a file of this name and content durable in `rejected/`; false if another one has the name.
    func place(_ bytes: [UInt8], as name: SpoolName) throws(SpoolError) -> Bool {
        switch try holds(name, bytes) {
        case .other: return false
        case .same: break
        case .absent:
            let temporary = Path(rejected, SpoolName("\(SpoolDirectory.temporary)\(getpid())"))
            _ = temporary.withCString { unlink($0) }
            try writeDurably(bytes, temporary)
            let target = Path(rejected, name)
            guard temporary.withCString({ from in target.withCString { rename(from, $0) } }) == 0 else {
                let error = SpoolError.cannotMove(
                    path: temporary.description, to: target.description, errno: errno)
                _ = temporary.withCString { unlink($0) }
                throw error
            }
        }
        try syncFolder(rejected)
        return true
    }

    private enum Holding { case absent, same, other }

    /// Whether `rejected/` holds a file of this name, and this content.
    private func holds(_ name: SpoolName, _ bytes: [UInt8]) throws(SpoolError) -> Holding {
        let path = Path(rejected, name)
        guard let status = path.status() else {
            if errno == ENOENT { return .absent }
            throw .cannotOpen(path: path.description, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == bytes.count else { return .other }
        let descriptor = path.open(O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return .other }
        defer { close(descriptor) }
        return readAll(descriptor, expected: bytes.count, limit: bytes.count + 1) == bytes ? .same : .other
    }
}
