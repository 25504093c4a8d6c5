import CloudEvents
import Engine
import TaskDispatch
package import Events
import Glibc
package import Logging
import Spool
import Store
import TaskFiles

/// Examines what a daemon left on disk, while none runs, and repairs what can be repaired.
///
/// What readers did to `tasks/`, and what a crash left half done, needs no doctor: the daemon puts it right at its
/// next start. This is for a database that the daemon refuses.
package struct Doctor {
    let state: String
    let spool: String
    /// The folder of `--archive`, if files were kept.
    let archive: String?
    /// With which pasts settle when a state is built again of which it cannot be read.
    let lateness: TimeSpan
    let log: Logger

    package init(state: String, spool: String, archive: String?, lateness: TimeSpan = .days(7), log: Logger) {
        self.lateness = lateness
        self.state = state
        self.spool = spool
        self.archive = archive
        self.log = log
    }

    /// What was found, a sentence each, and whether the daemon would start.
    package struct Diagnosis: Sendable {
        package var isHealthy: Bool
        package var sentences: [String]
        var finding: StateFinding

        /// Whether a repair builds the state anew, for which an archive is judged by rules.
        package var needsRebuilding: Bool {
            switch finding {
            case .absent, .sound, .older: return false
            case .changed, .broken: return true
            }
        }
    }

    /// What a repair did.
    package struct Repair: Sendable {
        /// A sentence each.
        package var done: [String] = []
        /// What is left to a person before all is as it was, a sentence each; empty if nothing is known to be missing.
        package var left: [String] = []
    }

    package func examine() throws(DaemonError) -> Diagnosis {
        let finding: StateFinding
        do { finding = try StateStore.examine(folder: state) } catch { throw .store(error) }
        var sentences: [String] = []
        var isHealthy = true
        switch finding {
        case .absent: sentences.append("\(state): there is no state yet")
        case .sound(let turn):
            sentences.append("\(state): sound, up to transaction \(turn)")
            let unfinished = (try? StateStore(reading: state).unfinishedCustomers()) ?? []
            let setAside = unfinished.filter(\.isSetAside)
            isHealthy = setAside.isEmpty
            sentences += setAside.map(\.sentence)
        case .older(let turn, let kept):
            isHealthy = false
            sentences.append(
                "\(state): sound in itself, but its last transaction is \(turn), and \(kept) were kept: "
                    + "it is an older copy, or outreachd.sqlite-wal was lost or damaged")
        case .changed:
            isHealthy = false
            sentences.append("\(state): the pages agree, but somebody changed the file since outreachd closed it")
        case .broken(let wrong):
            isHealthy = false
            for detail in wrong { sentences.append("\(state): damaged: \(detail)") }
        }
        sentences += examineFolders()
        return Diagnosis(isHealthy: isHealthy, sentences: sentences, finding: finding)
    }

    private func examineFolders() -> [String] {
        var sentences: [String] = []
        do throws(SpoolError) {
            var incoming = try SpoolDirectory(path: spool)
            sentences.append("\(spool)/incoming: \(try incoming.waiting().count) files wait")
            if let archive {
                sentences.append("\(archive): \(try SpoolArchive(path: archive).entries().count) files were kept")
            }
        } catch {
            sentences.append(error.sentence)
        }
        return sentences
    }

    /// Repairs what an examination found.
    /// - Parameters:
    ///   - rules: to judge the archive by; nil if it shall not be judged.
    ///   - now: names what is moved aside.
    package func repair(_ diagnosis: Diagnosis, rules: RuleSet?, now: Timestamp) throws(DaemonError) -> Repair {
        do {
            switch diagnosis.finding {
            case .absent: return Repair()
            case .sound: return try release()
            case .older(let turn, _):
                let clock = try StateStore(reading: state).clock()
                let aside = "damaged-" + now.description.replacing(":", with: "-")
                let doubtful = try StateStore.keepLog(folder: state, in: aside)
                try StateStore.accept(folder: state)
                var repair = Repair(done: ["the state is accepted as of transaction \(turn)"])
                if let archive, let clock {
                    let count = try feed(try SpoolArchive(path: archive).entries().filter { $0.readAt >= clock })
                    repair.done.append("\(count) files of the archive, read since then, are in \(spool)/incoming again")
                } else {
                    repair.left.append(
                        "what was read since then is missing: drop those files into \(spool)/incoming again, what is known "
                            + "is ignored")
                }
                try keep(doubtful, in: aside, &repair)
                return repair
            case .changed where archive == nil || rules == nil:
                try StateStore.accept(folder: state)
                return Repair(
                    done: ["the state is accepted as it is: its pages agree, but a text in it may have been changed"])
            case .changed, .broken: return try rebuild(rules: rules, now: now)
            }
        } catch {
            throw DaemonError(error)
        }
    }

    /// Builds the state anew: from the archive what it holds, through the spool what can still be read.
    private func rebuild(rules: RuleSet?, now: Timestamp) throws -> Repair {
        let aside = "damaged-" + now.description.replacing(":", with: "-")
        try StateStore.moveAside(folder: state, to: aside)
        var repair = Repair(done: ["the damaged files are in \(state)/\(aside)"])
        if let archive, let rules {
            let known = StateStore.lateness(ofDamaged: "\(state)/\(aside)/outreachd.sqlite")
            let lateness = known ?? lateness
            let count = try replay(try SpoolArchive(path: archive).entries(), rules: rules, lateness: lateness)
            repair.done.append(
                "the state is built again from \(count) files of the archive, each at the time it was read, with "
                    + "--lateness \(lateness)\(known == nil ? ", for what the daemon ran with cannot be read" : "")")
        }
        let (events, doubtful) = StateStore.salvage("\(state)/\(aside)/outreachd.sqlite")
        if !events.isEmpty {
            try dropEvents(lines(events), named: SpoolName("salvaged-\(now.seconds).ndjson"), into: spool)
            repair.done.append(
                "\(events.count) events could be read, and wait in \(spool)/incoming; what is known is ignored")
        }
        try keep(doubtful, in: aside, &repair)
        if archive == nil || rules == nil {
            repair.done.append(
                "without --archive and --rules, verdicts older than `expire` are missed and open no task")
            if events.isEmpty && doubtful.isEmpty {
                repair.left.append(
                    "no event could be read in the damaged database: drop what your programs have kept into "
                        + "\(spool)/incoming again")
            }
        }
        return repair
    }

    /// Lets customers who are set aside be tried anew.
    private func release() throws -> Repair {
        let store = try StateStore(folder: state, identities: WholeEventReader().identities)
        let released = try store.releaseUnfinished()
        store.close()
        if released.isEmpty { return Repair() }
        let names = released.map { "\"\($0)\"" }.joined(separator: ", ")
        return Repair(done: ["released, and tried again at the next start: \(names)"])
    }

    /// Keeps for a person what may have been changed.
    private func keep(_ doubtful: [Text], in aside: String, _ repair: inout Repair) throws {
        if doubtful.isEmpty { return }
        let path = "\(state)/\(aside)/doubtful.ndjson"
        try writeFile(lines(doubtful), to: path)
        repair.left.append(
            "\(doubtful.count) events lie where something is damaged, and may have been changed: look at \(path), and "
                + "drop into \(spool)/incoming what is right")
    }

    private func lines(_ events: [Text]) -> [UInt8] {
        var lines: [UInt8] = []
        for event in events {
            event.withBytes { lines.append(contentsOf: $0) }
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }

    /// Lets a daemon live through the archive again, by the clocks of that time, in a folder beside the state.
    private func replay(_ entries: [SpoolArchive.Entry], rules: RuleSet, lateness: TimeSpan) throws -> Int {
        let place = "\(state)/rebuild-\(getpid())"
        let settings = Settings(spool: place + "/spool", state: place + "/state", lateness: lateness, keepClosed: nil)
        let clock = SettableClock(entries.first?.readAt ?? .distantPast)
        do {
            var processor = try TurnProcessor(
                settings: settings, rules: rules, settling: .closed, log: log, clock: { clock.time },
                elapsed: { clock.time - .distantPast })
            var rest = entries[...]
            var number = 0
            while let first = rest.first {
                // What came due before these files were read was judged before.
                while let due = try processor.nextDue(), due < first.readAt {
                    clock.time = due
                    _ = try processor.round()
                }
                clock.time = first.readAt
                while let entry = rest.first, entry.readAt == first.readAt {
                    number += 1
                    let digits = String(number)
                    let name = String(repeating: "0", count: max(0, 9 - digits.count)) + digits + "~"
                    try copyFile(
                        entry.path, intoSpool: settings.spool,
                        named: SpoolName(bytes: Array(name.utf8) + entry.name.bytes))
                    rest.removeFirst()
                }
                _ = try processor.round()
            }
            processor.close()
        }
        // The ledger that was written on the way is not the one that goes on.
        let store = try StateStore(folder: settings.state, identities: WholeEventReader().identities)
        try store.forgetLedger()
        store.close()
        try StateStore.install(from: settings.state, into: state)
        removeTree(place)
        return entries.count
    }

    /// Puts files of the archive back into the spool.
    private func feed(_ entries: [SpoolArchive.Entry]) throws -> Int {
        for (number, entry) in entries.enumerated() {
            let name = Array("archived-\(number)~".utf8) + entry.name.bytes
            try copyFile(entry.path, intoSpool: spool, named: SpoolName(bytes: name))
        }
        return entries.count
    }
}
