import CLinux
package import Events
import Glibc

extension SpoolDirectory {
    /// When a file that was written in place counts as whole.
    package enum Settling: Sendable {
        /// When nobody has it open for writing and it has been left alone for `quiet`.
        case leftAlone
        /// When nobody has it open for writing; where that cannot be told, as `leftAlone`. For a single run.
        case closed
    }

    /// Why a file is not taken yet.
    package enum Unsettled: Sendable {
        /// Somebody has it open for writing, for as long as they like.
        case hasWriter
        /// It was changed a moment ago: after `quiet` it can be taken.
        case recent
    }

    /// What became of the try to take a file.
    package enum Taking: Sendable {
        case file(WaitingFile)
        /// Somebody is writing it, or may be: ask again later.
        case notYet(Unsettled)
        /// No file of this name is there any more.
        case gone
        /// It cannot be read as events; `reject` moves it away.
        case refused(UnusableFile, Fingerprint)
    }

    /// Reads a waiting file whole, if it is whole itself and no more than `maxFile` bytes. Never follows a link and
    /// never waits. `now` is the time of the real clock, which the times of files go by.
    package mutating func take(
        _ name: SpoolName, settling: Settling = .leftAlone, now: Timestamp
    ) throws(SpoolError) -> Taking {
        let path = place(of: name)
        // Opening some devices does something, so that only what looks like a file is opened at all.
        if !name.isRegular {
            guard let seen = path.status() else { return try unseen(path, errno) }
            if let fault = kindFault(seen) { return .refused(fault, Fingerprint(seen)) }
        }

        let descriptor = path.open(O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        if descriptor < 0 { return try notOpened(name, path, settling, now, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path.description, errno: errno) }
        let before = Fingerprint(status)
        if let fault = kindFault(status) { return .refused(fault, before) }

        let cameByRename = movedIn.contains(name)
        let hasWriter = cameByRename ? 0 : file_has_writer(descriptor)
        guard isSettled(name, before, status, hasWriter, settling, now, cameByRename) else {
            return .notYet(hasWriter == 1 ? .hasWriter : .recent)
        }
        if status.st_nlink > 1 {
            return .refused(.hardLinks(Int(status.st_nlink)), before)
        }
        guard before.size <= maxFile else {
            return .refused(.tooLarge(size: Int(before.size), limit: maxFile), before)
        }
        guard let bytes = readAll(descriptor, expected: Int(before.size), limit: maxFile) else {
            throw .cannotRead(path: path.description, errno: errno)
        }
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path.description, errno: errno) }
        // Somebody wrote while it was read.
        guard Fingerprint(status) == before, bytes.count == Int(before.size) else { return .notYet(.recent) }
        movedIn.remove(name)
        unsettled[name] = nil
        return .file(WaitingFile(name: name, fingerprint: before, bytes: bytes))
    }

    /// The state of a waiting file without reading it; nil if it is gone.
    package func fingerprint(of name: SpoolName) -> Fingerprint? {
        Path(incoming, name).status().map(Fingerprint.init)
    }

    /// A file of which not even the kind can be told.
    private func unseen(_ path: Path, _ code: Int32) throws(SpoolError) -> Taking {
        if code == ENOENT { return .gone }
        throw .cannotOpen(path: path.description, errno: code)
    }

    /// A file that may not be read: the mode may be set right in a moment, so it gets the time that a writer has.
    private mutating func notOpened(
        _ name: SpoolName, _ path: Path, _ settling: Settling, _ now: Timestamp, _ code: Int32
    ) throws(SpoolError) -> Taking {
        switch code {
        case ENOENT: return .gone
        case ELOOP, ENXIO, EAGAIN: return .notYet(.recent)
        case EACCES, EPERM:
            guard let seen = path.status() else { return try unseen(path, errno) }
            let fingerprint = Fingerprint(seen)
            guard isSettled(name, fingerprint, seen, -1, settling, now, false) else { return .notYet(.recent) }
            return .refused(.cannotBeOpened(errno: code), fingerprint)
        default: throw .cannotOpen(path: path.description, errno: code)
        }
    }

    /// - Parameter hasWriter: 1 somebody has it open for writing, 0 nobody, -1 this cannot be told.
    private mutating func isSettled(
        _ name: SpoolName, _ fingerprint: Fingerprint, _ status: stat, _ hasWriter: Int32, _ settling: Settling,
        _ now: Timestamp, _ cameByRename: Bool
    ) -> Bool {
        // A second name is that of a writer who is about to unlink the first, or it is there to stay.
        if status.st_nlink == 1 {
            if cameByRename { return true }
            if hasWriter == 0, settling == .closed || fingerprint.wasTouchedAfterWriting { return true }
        }
        if hasWriter == 1 {
            unsettled[name] = nil
            return false
        }
        let changed = Timestamp(seconds: fingerprint.changed.seconds, nanoseconds: fingerprint.changed.nanoseconds)
        if changed + quiet <= now { return true }
        // A clock that was set back, or one that a file server does not share: what we have seen ourselves counts.
        if let known = unsettled[name], known.fingerprint == fingerprint, known.since <= now {
            return known.since + quiet <= now
        }
        unsettled[name] = (fingerprint, now)
        return false
    }
}

/// Nil for a regular file, else what it is instead.
private func kindFault(_ status: stat) -> UnusableFile? {
    let kind: String
    switch status.st_mode & S_IFMT {
    case S_IFREG: return nil
    case S_IFDIR: kind = "a folder"
    case S_IFLNK: kind = "a symbolic link"
    case S_IFIFO: kind = "a FIFO"
    case S_IFSOCK: kind = "a socket"
    default: kind = "a device"
    }
    return .notARegularFile(what: kind)
}
