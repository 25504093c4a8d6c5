public import Events
import CLinux
import Glibc

/// The folder into which programs drop files of events: `incoming/` where they wait, `rejected/` for what cannot be used.
///
/// It decides by the state of the folder alone, so that nothing needs to be remembered over a restart. What it does
/// remember (files seen in writing, files that cannot be moved away) only saves work and words.
public struct SpoolDirectory: Sendable {
    /// As it was given.
    public let path: String
    /// Where files wait.
    public let incoming: String
    /// Where files and events go that cannot be used.
    public let rejected: String
    /// The largest file that is read, in bytes.
    public let maxFile: Int
    /// For how long a file written in place must be left alone before it is taken.
    public let quiet: TimeSpan

    /// Names that were renamed into the folder, as inotify told: whole from the start.
    private var movedIn: Set<SpoolName> = []
    /// Files that were seen in writing: in which state, and since when.
    private var unsettled: [SpoolName: (fingerprint: Fingerprint, since: Timestamp)] = [:]
    /// What can be neither read nor moved away, and has been said.
    private var stuck: [SpoolName: Fingerprint] = [:]

    /// Opens the spool at a folder, and creates it and the folders in it where they are missing.
    /// One process at a time may do so, the daemon; writers need no more than `incoming/`.
    public init(
        path: String, maxFile: Int = 256 << 20, quiet: TimeSpan = TimeSpan(seconds: 2)
    ) throws(SpoolError) {
        self.path = path
        self.maxFile = maxFile
        self.quiet = quiet
        incoming = path + "/incoming"
        rejected = path + "/rejected"
        var created = false
        for folder in [path, incoming, rejected] {
            if mkdir(folder, 0o777) == 0 {
                created = true
            } else if errno != EEXIST {
                throw .cannotCreate(path: folder, errno: errno)
            }
            if !isFolder(folder) { throw .cannotCreate(path: folder, errno: ENOTDIR) }
        }
        if created { try syncFolder(path) }
        try removeLeftovers()
    }

    // MARK: What waits

    /// The names of all files that may be taken now or soon, sorted by their bytes.
    public mutating func waiting() throws(SpoolError) -> [SpoolName] {
        var names = try listFolder(incoming).filter { !$0.isUnfinished }
        names.sort()
        if !stuck.isEmpty {
            let incoming = incoming
            stuck = stuck.filter { Path(incoming, $0.key).status().map(Fingerprint.init) == $0.value }
            names.removeAll { stuck[$0] != nil }
        }
        forget(allBut: names)
        return names
    }

    /// Notes that files came by rename, so that they are taken without waiting.
    public mutating func note(movedIn names: [SpoolName]) { movedIn.formUnion(names) }

    /// Memory must not grow with files that have long gone.
    private mutating func forget(allBut names: [SpoolName]) {
        if movedIn.isEmpty && unsettled.isEmpty { return }
        let present = Set(names)
        movedIn.formIntersection(present)
        unsettled = unsettled.filter { present.contains($0.key) }
    }

    // MARK: Taking

    /// When a file that was written in place counts as whole.
    public enum Settling: Sendable {
        /// When nobody has it open for writing and it has been left alone for `quiet`.
        case leftAlone
        /// When nobody has it open for writing; where that cannot be told, as `leftAlone`. For a single run.
        case closed
    }

    /// Why a file is not taken yet.
    public enum Unsettled: Sendable {
        /// Somebody has it open for writing, for as long as they like.
        case hasWriter
        /// It was changed a moment ago: after `quiet` it can be taken.
        case recent
    }

    /// What became of the try to take a file.
    public enum Taking: Sendable {
        case file(WaitingFile)
        /// Somebody is writing it, or may be: ask again later.
        case notYet(Unsettled)
        /// No file of this name is there any more.
        case gone
        /// It cannot be read as events; `reject` moves it away.
        case refused(FileRejection, Fingerprint)
    }

    /// Reads a waiting file whole, if it is whole itself and no more than `maxFile` bytes. Never follows a link and
    /// never waits. `now` is the time of the real clock, which the times of files go by.
    public mutating func take(
        _ name: SpoolName, settling: Settling = .leftAlone, now: Timestamp
    ) throws(SpoolError) -> Taking {
        let path = Path(incoming, name)
        guard let seen = path.status() else {
            if errno == ENOENT { return .gone }
            throw .cannotOpen(path: path.description, errno: errno)
        }
        // Opening some devices does something, so that only what looks like a file is opened at all.
        if let fault = kindFault(seen) { return .refused(fault, Fingerprint(seen)) }

        let descriptor = path.open(O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        if descriptor < 0 { return try notOpened(name, path, seen, settling, now, errno) }
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
            return .refused(
                FileRejection(code: .notARegularFile, detail: "The file has \(status.st_nlink) names (hard links)."),
                before)
        }
        guard before.size <= maxFile else {
            return .refused(
                FileRejection(
                    code: .tooLarge,
                    detail: "The file has \(before.size) bytes, and \(maxFile) are the most that is read: split it."),
                before)
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
    public func fingerprint(of name: SpoolName) -> Fingerprint? {
        Path(incoming, name).status().map(Fingerprint.init)
    }

    /// A file that may not be read: the mode may be set right in a moment, so it gets the time that a writer has.
    private mutating func notOpened(
        _ name: SpoolName, _ path: Path, _ seen: stat, _ settling: Settling, _ now: Timestamp, _ code: Int32
    ) throws(SpoolError) -> Taking {
        switch code {
        case ENOENT: return .gone
        case ELOOP, ENXIO, EAGAIN: return .notYet(.recent)
        case EACCES, EPERM:
            let fingerprint = Fingerprint(seen)
            guard isSettled(name, fingerprint, seen, -1, settling, now, false) else { return .notYet(.recent) }
            let reason = String(cString: strerror(code))
            return .refused(
                FileRejection(code: .unreadable, detail: "The file cannot be opened: \(reason)."), fingerprint)
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

    // MARK: Letting go

    /// What became of the try to remove a file.
    public enum Removal: Sendable {
        case removed
        /// Another file has the name now, or more was written: it waits like any other.
        case changed
        case gone
    }

    /// Removes a file that was taken, if it is still the same; `syncIncoming` makes it durable.
    public func remove(_ name: SpoolName, _ fingerprint: Fingerprint) throws(SpoolError) -> Removal {
        let path = Path(incoming, name)
        guard let status = path.status() else {
            if errno == ENOENT { return .gone }
            throw .cannotRemove(path: path.description, errno: errno)
        }
        guard Fingerprint(status) == fingerprint else { return .changed }
        if path.withCString({ unlink($0) }) == 0 { return .removed }
        if errno == ENOENT { return .gone }
        throw .cannotRemove(path: path.description, errno: errno)
    }

    /// Makes what was removed from `incoming/` durable.
    public func syncIncoming() throws(SpoolError) { try syncFolder(incoming) }

    /// Remembers that a file can be neither read nor moved away, so that it is said once.
    mutating func giveUp(_ name: SpoolName, _ fingerprint: Fingerprint) { stuck[name] = fingerprint }
}

/// A file of events, whole.
public struct WaitingFile: Sendable {
    public let name: SpoolName
    /// What tells it from a later file of that name.
    public let fingerprint: Fingerprint
    public let bytes: [UInt8]
}

/// Nil for a regular file, else what it is instead.
private func kindFault(_ status: stat) -> FileRejection? {
    let kind: String
    switch status.st_mode & S_IFMT {
    case S_IFREG: return nil
    case S_IFDIR: kind = "a folder"
    case S_IFLNK: kind = "a symbolic link"
    case S_IFIFO: kind = "a FIFO"
    case S_IFSOCK: kind = "a socket"
    default: kind = "a device"
    }
    return FileRejection(code: .notARegularFile, detail: "This is \(kind), and only regular files are read.")
}

private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The names in a folder in any order, without `.` and `..`.
func listFolder(_ path: String) throws(SpoolError) -> [SpoolName] {
    guard let stream = opendir(path) else { throw .cannotList(path: path, errno: errno) }
    defer { closedir(stream) }
    var names: [SpoolName] = []
    while true {
        errno = 0
        guard let entry = readdir(stream) else {
            if errno != 0 { throw .cannotList(path: path, errno: errno) }
            return names
        }
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        if name != [UInt8(ascii: ".")], name != [UInt8(ascii: "."), UInt8(ascii: ".")] {
            names.append(SpoolName(bytes: name))
        }
    }
}
