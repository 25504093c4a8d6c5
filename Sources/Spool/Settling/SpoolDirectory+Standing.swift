package import Events
import Glibc

extension SpoolDirectory {
    /// What is known of a file when it is to be taken.
    struct Look {
        let name: SpoolName
        let settling: Settling
        let now: Timestamp
        /// As whom this process works.
        let user: uid_t
        /// What the watch knows.
        let told: WriterState?
        /// Whether it came by rename.
        var cameWhole = false
        var status = stat()
        var fingerprint = Fingerprint(stat())
        /// By a lease (fcntl(2)): 1 somebody has it open for writing, 0 nobody, -1 this cannot be told.
        var hasWriter: Int32 = -1

        init(name: SpoolName, settling: Settling, now: Timestamp, user: uid_t, told: WriterState?) {
            self.name = name
            self.settling = settling
            self.now = now
            self.user = user
            self.told = told
        }

        mutating func see(_ status: stat) {
            self.status = status
            fingerprint = Fingerprint(status)
        }

        /// Whether the kernel may grant this process a lease on it: to the owner, and to root.
        var mayAsk: Bool { Self.mayAsk(status, user) }

        static func mayAsk(_ status: stat, _ user: uid_t) -> Bool { user == 0 || user == status.st_uid }
    }

    /// Whether a file is whole.
    enum Standing {
        case whole
        /// It may be, and may be read, but must stay for so long.
        case inDoubt(for: TimeSpan)
        case notYet(Unsettled)
    }

    /// First what the lease tells, for that is what is true now; then what the watch tells; then patience.
    func standing(of look: Look) -> Standing {
        let rest = lingering.rest(look.name, look.fingerprint, now: look.now)
        if look.hasWriter == 1 || (look.told == .open && look.hasWriter != 0) { return .notYet(.hasWriter) }
        // A second name is that of a writer who is about to unlink the first, or it is there to stay.
        if look.status.st_nlink > 1 { return rest >= quiet ? .whole : .notYet(.recent) }
        if look.cameWhole { return .whole }
        let isClosed = look.settling == .closed || rest >= quiet
        let isTouched = look.fingerprint.wasTouchedAfterWriting
        if look.hasWriter == 0 { return isClosed || isTouched ? .whole : .notYet(.recent) }
        switch look.told {
        case .movedIn, .linked, .closed:
            return isClosed ? .whole : .notYet(.recent)
        case .open, .reopened, .unknown, nil:
            // What was renamed here looks touched; if it was something else, what is added is read.
            let untilLetGo = look.told == .reopened ? longPatience : isTouched ? patience : patience + patience
            if rest >= untilLetGo { return .whole }
            if rest >= patience || (isTouched && isClosed) { return .inDoubt(for: untilLetGo - rest) }
            return .notYet(.untold)
        }
    }

    /// For so long a file stays that may have been opened again.
    private var longPatience: TimeSpan { .hours(1) }

    // MARK: Letting go

    /// Whether somebody has opened a file since it was taken. Then it is kept, and looked at when it is closed.
    mutating func isOpen(_ name: SpoolName, _ status: stat) -> Bool {
        let told = writers(of: name)
        switch told {
        case .open: break
        // If it can be asked who writes it, that has been done; whoever opened it since may be a reader.
        case .reopened where !Look.mayAsk(status, user): break
        case .movedIn, .linked, .closed, .reopened, .unknown, nil: return false
        }
        let now = lingering.listedAt ?? Fingerprint(status).changedAt
        lingering.keep(
            name, Fingerprint(status), owner: status.st_uid, until: now + longPatience,
            // What is being written is looked at again at once.
            told: told == .open ? .unknown : told, now: now)
        return true
    }

    /// Whether it is for no other reason than its long rest that a file is taken for whole.
    func isPresumed(_ name: SpoolName, _ status: stat) -> Bool {
        switch writers(of: name) {
        case .movedIn, .linked, .closed: return false
        case .open, .reopened, .unknown, nil: break
        }
        if Look.mayAsk(status, user) || movedIn.contains(name) { return false }
        guard let now = lingering.listedAt else { return true }
        return lingering.rest(name, Fingerprint(status), now: now) < longPatience
    }

    // MARK: What waits

    /// Files that are not read yet, because they may not be whole, by name.
    package var unsettledFiles: [UnsettledFile] { lingering.unread }

    /// Files that were read, and stay because they may still grow.
    package var filesReadInDoubt: Set<SpoolName> { lingering.read }

    /// Whether a file was left out of the listing because it has been looked at.
    package func isKept(_ name: SpoolName) -> Bool { lingering.isKept(name) }

    /// All files of the last listing have been looked at.
    package mutating func finishReading() { lingering.finishReading() }

    /// What must not be judged because of files that are not read yet: each of them holds it up for `patience` at most.
    package func hold(now: Timestamp) -> JudgingHold { lingering.hold(now: now, patience: patience) }

    // MARK: The watch

    /// Watches the folder from now on.
    package mutating func startWatch() throws(SpoolError) -> SpoolWatch {
        watch = nil
        let new = try SpoolWatch(self)
        watch = new
        return new
    }

    /// Takes note of who opens, writes and closes files.
    package func listen() { watch?.listen() }

    func writers(of name: SpoolName) -> WriterState? { watch?.writers(of: name) }
}
