import CloudEvents
import Events
import Logging
import Spool

extension Inbox {
    /// Makes the bad lines of files durable that were read. From then on they need no memory.
    mutating func writeRejections(of files: inout [FinishedFile]) throws(SpoolError) {
        for place in files.indices {
            guard case .read(let lines) = files[place].end, !lines.isEmpty else { continue }
            try spool.writeRejections(files[place].name, lines: lines)
            files[place].end = .read(rejections: [])
            taken.wroteRejections(of: files[place].name)
        }
    }

    /// Takes files out of `incoming/`. All that follows from them must be durable by now.
    /// - Parameter time: of the turn, under which the archive keeps them, if there is one.
    mutating func release(_ files: [FinishedFile], at time: Timestamp) throws(SpoolError) {
        if files.isEmpty { return }
        // Whatever fails from here on, the next round looks: a file with two names would be taken for somebody's link.
        mayBeHalfMoved = true
        spool.listen()
        var left: [SpoolName] = []
        for file in files {
            switch file.end {
            case .read:
                let removal =
                    if let archive {
                        try spool.archive(file.name, file.fingerprint, in: archive, readAt: time)
                    } else {
                        try spool.remove(file.name, file.fingerprint)
                    }
                if note(removal, of: file.name) { left.append(file.name) }
            case .readInPart(let reason):
                let removal = try spool.rejectRead(
                    file.name, file.fingerprint, reason: reason, archive: archive, readAt: time)
                if note(removal, of: file.name) { left.append(file.name) }
            case .rejected(let rejection):
                let reason = Array((rejection.json(file: file.name.description) + "\n").utf8)
                switch try spool.reject(file.name, file.fingerprint, reason: reason) {
                case .moved, .changed: left.append(file.name)
                case .stillStuck: break
                case .stuck(let error): log.error("a file cannot be moved away, and stays: \(error.sentence)")
                }
            }
        }
        try spool.syncIncoming()
        mayBeHalfMoved = false
        // What stays must not be taken for a new file, and what was added to it is read from where it was left.
        for name in left { taken.left(name) }
        leaving = []
    }

    /// Says what became of the try to take a file away that was read.
    /// - Returns: whether it is out of `incoming/`.
    private func note(_ removal: SpoolDirectory.Removal, of name: SpoolName) -> Bool {
        switch removal {
        case .removed, .gone: return true
        case .removedWhileOpen:
            log.warning(
                "a file was taken away while somebody still had it open: what is written to it from now on is lost",
                metadata: ["file": "\(name)"])
            return true
        case .stillStuck: break
        case .changed: log.notice("more was written to a file after it was read", metadata: ["file": "\(name)"])
        case .stillOpen:
            log.notice(
                "a file was opened again before it was taken away, and stays until it is closed",
                metadata: ["file": "\(name)"])
        case .stuck(let error):
            log.error("a file that was read cannot be taken away, and stays: \(error.sentence)")
        }
        return false
    }
}
