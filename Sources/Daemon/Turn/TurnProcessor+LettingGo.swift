import CloudEvents
import Events
import Logging
import Spool

extension TurnProcessor {
    /// Makes the bad lines of files durable.
    func writeRejections(of files: [FinishedFile]) throws {
        for file in files {
            if case .read(let lines) = file.end, !lines.isEmpty { try spool.writeRejections(file.name, lines: lines) }
        }
    }

    /// Takes files out of `incoming/`. All that follows from them must be durable by now.
    /// - Parameter time: of the turn, under which the archive keeps them, if there is one.
    mutating func letGo(of files: [FinishedFile], at time: Timestamp) throws {
        // Whatever fails from here on, the next round looks: a file with two names would be taken for somebody's link.
        mayBeHalfMoved = true
        for file in files {
            switch file.end {
            case .read:
                let removal =
                    if let archive {
                        try spool.archive(file.name, file.fingerprint, in: archive, readAt: time)
                    } else {
                        try spool.remove(file.name, file.fingerprint)
                    }
                switch removal {
                case .removed, .gone: break
                case .changed:
                    log.notice("more was written to a file after it was read", metadata: ["file": "\(file.name)"])
                case .stuck(let error):
                    log.error("a file that was read cannot be taken away, and stays: \(error.sentence)")
                }
            case .rejected(let rejection):
                let reason = Array((rejection.json(file: file.name.description) + "\n").utf8)
                switch try spool.reject(file.name, file.fingerprint, reason: reason) {
                case .moved, .changed: break
                case .stuck(let error): log.error("a file cannot be moved away, and stays: \(error.sentence)")
                }
            }
        }
        if !files.isEmpty { try spool.syncIncoming() }
        mayBeHalfMoved = false
        // What stays must not be taken for a new file by the next start.
        for file in files where !spool.isStuck(file.name) && taken.removeValue(forKey: file.name) != nil {
            gone.append(file.name)
        }
    }
}
