package import Events
import Glibc

/// The folder into which programs drop files of events: `incoming/` where they wait, `rejected/` for what cannot be used.
///
/// It decides by the state of the folder alone, so that nothing needs to be remembered over a restart. What it does
/// remember (files seen in writing, files that cannot be moved away) only saves work and words.
package struct SpoolDirectory: Sendable {
    /// As it was given.
    package let path: String
    /// Where files wait.
    package let incoming: String
    /// Where files and events go that cannot be used.
    package let rejected: String
    /// The largest file that is read, in bytes.
    package let maxFile: Int
    /// For how long a file written in place must be left alone before it is taken, when it is known that nobody writes it.
    package let quiet: TimeSpan
    /// The same when nothing tells whether somebody writes it.
    package let patience: TimeSpan

    /// Knows who writes, if there is one.
    var watch: SpoolWatch?
    /// Names that were renamed into the folder, as somebody told: whole from the start.
    var movedIn: Set<SpoolName> = []
    /// Files that have been looked at and are not let go of.
    var lingering = LingeringFiles()
    /// `incoming/`, from a listing with something in it until `rest`.
    private var listed: OpenFolder?
    /// What can be neither read nor moved away, and has been said.
    private var stuck: [SpoolName: StuckFile] = [:]
    /// Called between the two steps of a move, when a file has two names; a test stops the machine there, or fails the
    /// disk.
    package var afterSecondName: @Sendable () throws(SpoolError) -> Void = { () throws(SpoolError) in }

    /// Opens the spool at a folder, and creates it and the folders in it where they are missing.
    /// One process at a time may do so, the daemon; writers need no more than `incoming/`.
    package init(
        path: String, maxFile: Int = 256 << 20, quiet: TimeSpan = TimeSpan(seconds: 2),
        patience: TimeSpan = .minutes(1)
    ) throws(SpoolError) {
        self.path = path
        self.maxFile = maxFile
        self.quiet = quiet
        self.patience = patience
        incoming = path + "/incoming"
        rejected = path + "/rejected"
        for folder in [path, incoming, rejected] {
            if mkdir(folder, 0o777) == 0 {
                try syncFolder(parent(of: folder))
            } else if errno != EEXIST {
                throw .cannotCreate(path: folder, errno: errno)
            }
            if !isFolder(folder) { throw .cannotCreate(path: folder, errno: ENOTDIR) }
        }
        try removeLeftovers()
        try finishMoves(to: [rejected])
    }

    // MARK: What waits

    /// Throws if `incoming/` cannot be reached: removed, unmounted, forbidden.
    package func checkFolder() throws(SpoolError) {
        if !isFolder(incoming) { throw .cannotList(path: incoming, errno: errno == 0 ? ENOTDIR : errno) }
    }

    /// The names of all files that may be taken now or soon, sorted by their bytes.
    ///
    /// - Parameter now: the time of the real clock: files that have been looked at and need no other look by then are left
    ///   out. Nil: none is.
    package mutating func waiting(now: Timestamp? = nil) throws(SpoolError) -> [SpoolName] {
        // What is forgotten of files that are not there must have happened before it is known what is there.
        watch?.listen()
        let folder = try OpenFolder(incoming)
        var names = try folder.names().filter { !$0.isUnfinished }
        names.sort()
        listed = names.isEmpty ? nil : folder
        if !stuck.isEmpty {
            for (name, file) in stuck { stuck[name] = file.now(Path(incoming, name).status()) }
            names.removeAll(where: isStuck)
        }
        forget(allBut: names)
        // Something is known of all that is there.
        watch?.listen()
        guard let now else { return names }
        lingering.list(at: now)
        if !lingering.isEmpty {
            names.removeAll { lingering.isLeftAlone($0, told: watch?.writers(of: $0), now: now) }
        }
        return names
    }

    /// Lets go of the folder that the last listing holds open, so that it can be unmounted.
    package mutating func rest() { listed = nil }

    /// A file of the last listing, or one that is looked up by the path.
    func place(of name: SpoolName) -> Path { listed.map { Path($0, name) } ?? Path(incoming, name) }

    /// As whom this process works, asked once for a listing.
    var user: uid_t { listed?.user ?? geteuid() }

    /// Notes that files came by rename, so that they are taken without waiting.
    package mutating func note(movedIn names: [SpoolName]) { movedIn.formUnion(names) }

    /// Memory must not grow with files that have long gone.
    private mutating func forget(allBut names: [SpoolName]) {
        watch?.forget(allBut: names)
        if movedIn.isEmpty, lingering.isEmpty { return }
        let present = Set(names)
        movedIn.formIntersection(present)
        lingering.forget(allBut: present)
    }

    // MARK: Letting go

    /// What became of the try to remove a file.
    package enum Removal: Sendable {
        case removed
        /// It is removed, and somebody still had it open: what they write from now on is nowhere.
        case removedWhileOpen
        /// Another file has the name now, or more was written: it waits like any other.
        case changed
        /// Somebody has opened it since it was taken. It stays, and is taken once more when they have closed it.
        case stillOpen
        case gone
        /// It stays where it is and is not listed again; say this once.
        case stuck(SpoolError)
        /// It stays as before, though somebody touched it.
        case stillStuck
    }

    /// Removes a file that was taken, if it is still the same and nobody writes it; `syncIncoming` makes it durable.
    package mutating func remove(_ name: SpoolName, _ fingerprint: Fingerprint) throws(SpoolError) -> Removal {
        let path = place(of: name)
        guard let status = path.status() else {
            if errno == ENOENT { return .gone }
            throw .cannotRemove(path: path.description, errno: errno)
        }
        guard Fingerprint(status) == fingerprint else { return .changed }
        if isOpen(name, status) { return .stillOpen }
        let (code, wasOpen) = isPresumed(name, status) ? Path(incoming, name).removeNoticing() : (path.remove(), false)
        if code == 0 { return wasOpen ? .removedWhileOpen : .removed }
        if errno == ENOENT { return .gone }
        return try giveUp(name, .cannotRemove(path: path.description, errno: errno))
    }

    /// Makes what was removed from `incoming/` durable.
    package func syncIncoming() throws(SpoolError) {
        if let listed { try listed.sync() } else { try syncFolder(incoming) }
    }

    /// Whether a file is known to stay, so that it is not listed.
    package func isStuck(_ name: SpoolName) -> Bool { stuck[name].map { !$0.isListed } ?? false }

    /// Remembers that a file can be neither read nor moved away, so that it is said once.
    /// As it is now: the try may have given it a second name.
    /// - Returns: whether this is news, and not a file that was known to be stuck and was touched since.
    mutating func giveUp(_ name: SpoolName) -> Bool {
        let known = stuck[name]
        stuck[name] = Path(incoming, name).status().map(StuckFile.init)
        return known == nil
    }

    /// The same for a file that is done with, if it is the file that refuses to leave (immutable, or another's in a
    /// folder with the sticky bit) and not the folder.
    mutating func giveUp(_ name: SpoolName, _ error: SpoolError) throws(SpoolError) -> Removal {
        switch error.code {
        case EPERM, EACCES, EBUSY:
            guard access(incoming, W_OK | X_OK) == 0 else { throw error }
            return giveUp(name) ? .stuck(error) : .stillStuck
        default: throw error
        }
    }
}

/// `/a/b` of `/a/b/c`, `.` of `c`, `/` of `/c`.
func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func isFolder(_ path: String) -> Bool {
    var status = stat()
    errno = 0
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The names in a folder in any order, without `.` and `..`.
func listFolder(_ path: String) throws(SpoolError) -> [SpoolName] { try OpenFolder(path).names() }
