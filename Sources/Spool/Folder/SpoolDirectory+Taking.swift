import CLinux
package import Events
import Glibc

extension SpoolDirectory {
    /// When a file counts as whole of which it is known that nobody writes it.
    package enum Settling: Sendable {
        /// When it has been left alone for `quiet`.
        case leftAlone
        /// At once. For a single run.
        case closed
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

    /// Reads a waiting file whole, if it is whole itself and no more than `maxFile` bytes; in doubt as it is. Never
    /// follows a link and never waits. `now` is the time of the real clock, which the times of files go by.
    package mutating func take(
        _ name: SpoolName, settling: Settling = .leftAlone, now: Timestamp
    ) throws(SpoolError) -> Taking {
        var look = Look(name: name, settling: settling, now: now, user: user, told: writers(of: name))
        look.cameWhole = look.told == .movedIn || (look.told == nil && movedIn.contains(name))
        let path = place(of: name)
        // Opening some devices does something, so that only what looks like a file is opened at all. To the watch, we too
        // are somebody who opens a file.
        let isWatched = watch != nil && look.user != 0
        if !name.isRegular || (isWatched && !look.cameWhole) {
            guard let seen = path.status() else { return try unseen(path, errno) }
            if let fault = kindFault(seen) { return .refused(fault, Fingerprint(seen)) }
            look.see(seen)
            // The file of somebody else is opened only to be read.
            if !look.cameWhole, !look.mayAsk, case .notYet(let reason) = standing(of: look) {
                return notYet(reason, look)
            }
        }

        let descriptor = path.open(O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        if descriptor < 0 { return try notOpened(look, path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path.description, errno: errno) }
        look.see(status)
        let before = look.fingerprint
        if let fault = kindFault(status) { return .refused(fault, before) }

        if !look.cameWhole, look.mayAsk { look.hasWriter = file_has_writer(descriptor) }
        let standing = standing(of: look)
        if case .notYet(let reason) = standing { return notYet(reason, look, descriptor) }
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
        guard Fingerprint(status) == before, bytes.count == Int(before.size) else { return notYet(.recent, look) }
        movedIn.remove(name)
        if case .inDoubt(let span) = standing {
            lingering.keep(name, before, owner: status.st_uid, until: now + span, told: look.told, now: now)
            return .file(
                WaitingFile(name: name, fingerprint: before, bytes: bytes, owner: status.st_uid, isInDoubt: true))
        }
        lingering.settle(name)
        return .file(
            WaitingFile(name: name, fingerprint: before, bytes: bytes, owner: status.st_uid, isInDoubt: false))
    }

    /// The state of a waiting file without reading it; nil if it is gone.
    package func fingerprint(of name: SpoolName) -> Fingerprint? {
        Path(incoming, name).status().map(Fingerprint.init)
    }

    /// Of a file that was taken in doubt nothing can be read as long as it may grow: so it counts as not read.
    package mutating func leaveUnread(_ name: SpoolName) { lingering.doubt(name) }

    /// A file of which not even the kind can be told.
    private func unseen(_ path: Path, _ code: Int32) throws(SpoolError) -> Taking {
        if code == ENOENT { return .gone }
        throw .cannotOpen(path: path.description, errno: code)
    }

    /// A file that may not be read: the mode may be set right in a moment, so it gets the time that a writer has.
    private mutating func notOpened(_ look: Look, _ path: Path, _ code: Int32) throws(SpoolError) -> Taking {
        var look = look
        switch code {
        case ENOENT: return .gone
        case ELOOP, ENXIO, EAGAIN: return .notYet(.recent)
        case EACCES, EPERM:
            guard let seen = path.status() else { return try unseen(path, errno) }
            look.see(seen)
            look.cameWhole = false
            switch standing(of: look) {
            case .notYet(let reason): return notYet(reason, look)
            case .inDoubt where lingering.rest(look.name, look.fingerprint, now: look.now) < patience:
                return notYet(.untold, look)
            case .inDoubt, .whole:
                lingering.settle(look.name)
                return .refused(.cannotBeOpened(errno: code), look.fingerprint)
            }
        default: throw .cannotOpen(path: path.description, errno: code)
        }
    }

    private mutating func notYet(_ reason: Unsettled, _ look: Look, _ descriptor: Int32? = nil) -> Taking {
        lingering.wait(
            look.name, look.fingerprint, owner: look.status.st_uid, reason, now: look.now,
            born: reason == .hasWriter ? descriptor.flatMap(birth) : nil)
        return .notYet(reason)
    }
}

/// When the file of a descriptor was made; nil where the file system does not know.
private func birth(_ descriptor: Int32) -> Timestamp? {
    var seconds: Int64 = 0
    var nanoseconds: Int64 = 0
    guard file_birth(descriptor, &seconds, &nanoseconds) == 1 else { return nil }
    return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
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
