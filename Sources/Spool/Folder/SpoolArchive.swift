package import Events
import Glibc

/// The folder that keeps what was read: `<day>/<time>~<name>`, by the clock of the turn that read it, so that the
/// names in order are the order in which the files were read. From it a lost state can be built again.
package struct SpoolArchive: Sendable {
    package let path: String

    /// Makes the folder if it is missing.
    package init(path: String) throws(SpoolError) {
        self.path = path
        try Self.make(path)
    }

    /// A file of the archive.
    package struct Entry: Sendable, Hashable {
        /// When the turn that read it worked, by its clock.
        package var readAt: Timestamp
        /// As it was called in `incoming/`; a very long name is cut.
        package var name: SpoolName
        package var path: String
    }

    /// Takes over a file that is done with. When this returns, it is out of `incoming/` and durable here, but for
    /// `incoming/` itself, which the caller syncs.
    /// - Parameter fingerprint: as it was read.
    /// - Returns: false if it was changed while it was copied to another file system; then nothing has happened.
    func take(
        _ file: Path, _ fingerprint: Fingerprint, named name: SpoolName, readAt time: Timestamp,
        halfWay: () throws(SpoolError) -> Void
    ) throws(SpoolError) -> Bool {
        let text = time.description
        let day = path + "/" + text.prefix(10)
        try Self.make(day)
        // 10:00:00.5Z as 10-00-00.500000000: of one width, so that it sorts.
        let digits = String(time.nanoseconds)
        let start =
            text.dropFirst(11).prefix(8).replacing(":", with: "-") + "."
            + String(repeating: "0", count: 9 - digits.count) + digits + "~"
        for number in 1... {
            let called = SpoolName(bytes: Array(start.utf8) + name.bytes).appending(number == 1 ? "" : "~\(number)")
            let target = Path(day, called)
            // Not over a file of the same moment: the clock may have been set back.
            if target.status() != nil { continue }
            if try !moveDurably(file, to: target, in: day, halfWay: halfWay) {
                switch errno {
                case ENOENT: return true
                case EXDEV: return try copy(file, fingerprint, to: target, in: day, halfWay: halfWay)
                default: throw .cannotMove(path: file.description, to: target.description, errno: errno)
                }
            }
            return true
        }
        return true
    }

    /// The folders of the days.
    func days() throws(SpoolError) -> [String] {
        var days: [String] = []
        for day in try listFolder(path).sorted()
        where Path(path, day).status().map({ $0.st_mode & S_IFMT == S_IFDIR }) == true {
            days.append(path + "/" + day.description)
        }
        return days
    }

    /// All files, in the order in which they were read.
    package func entries() throws(SpoolError) -> [Entry] {
        var entries: [Entry] = []
        for folder in try days() {
            let day = folder.dropFirst(path.utf8.count + 1)
            for called in try listFolder(folder).sorted() {
                let parts = called.bytes.split(separator: UInt8(ascii: "~"), maxSplits: 1)
                guard parts.count == 2 else { continue }
                let clock = String(decoding: parts[0], as: UTF8.self)
                let stamp = Text(day + "T" + clock.replacing("-", with: ":") + "Z")
                guard case .success(let time) = Timestamp.parse(stamp) else { continue }
                entries.append(
                    Entry(
                        readAt: time, name: SpoolName(bytes: Array(parts[1])),
                        path: Path(folder, called).description))
            }
        }
        return entries
    }

    /// To another file system: whole and durable there before it is removed here.
    private func copy(
        _ file: Path, _ fingerprint: Fingerprint, to target: Path, in day: String,
        halfWay: () throws(SpoolError) -> Void
    ) throws(SpoolError) -> Bool {
        let descriptor = file.open(O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: file.description, errno: errno) }
        defer { close(descriptor) }
        guard let bytes = readAll(descriptor, expected: 1 << 16, limit: .max - 1) else {
            throw .cannotRead(path: file.description, errno: errno)
        }
        let temporary = Path(day, SpoolName(".outreachd-\(getpid())"))
        _ = temporary.withCString { unlink($0) }
        try writeDurably(bytes, temporary)
        guard temporary.withCString({ from in target.withCString { rename(from, $0) } }) == 0 else {
            throw .cannotMove(path: temporary.description, to: target.description, errno: errno)
        }
        try syncFolder(day)
        try halfWay()
        // A copy takes its time, and somebody may have written meanwhile.
        if let status = file.status(), Fingerprint(status) != fingerprint {
            _ = target.withCString { unlink($0) }
            return false
        }
        guard file.withCString({ unlink($0) }) == 0 || errno == ENOENT else {
            throw .cannotRemove(path: file.description, errno: errno)
        }
        return true
    }

    private static func make(_ folder: String) throws(SpoolError) {
        if mkdir(folder, 0o750) == 0 {
            try syncFolder(parent(of: folder))
        } else if errno != EEXIST {
            throw .cannotCreate(path: folder, errno: errno)
        }
    }
}
