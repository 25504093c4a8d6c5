import CloudEvents
import Events
import Logging
import RuleLanguage
import Spool
import Store
import Systemd

extension Inbox {
    /// Reads on in the spool until a turn is full.
    /// - Parameters:
    ///   - work: gets what was read.
    ///   - now: events more than some minutes ahead of it are rejected.
    ///   - store: knows which events came before.
    mutating func read(
        _ queue: inout SpoolQueue, into work: inout TurnInput, now: Timestamp, _ store: StateStore
    ) throws {
        var room = bytesPerTurn
        var files = 0
        // Bytes of the files that are in memory until the turn has sorted what they say; events or not.
        var held = 0
        var read: [(file: SpoolQueue.OpenFile, isWhole: Bool)] = []
        suspects.noteWork(on: queue)
        reading.origin.beginTurn()
        while room > 0, held < bytesPerTurn, files < Settings.filesPerTurn, !queue.isEmpty {
            // A file that may be what brought an earlier process down has a turn for itself.
            let next = queue.next
            let isSuspect = next.flatMap(suspects.crashes(over:)) != nil
            if isSuspect, files > 0 { break }
            defer { if isSuspect, queue.current == nil, let next { suspects.acquit(next) } }
            files += 1
            if queue.current == nil, let name = queue.waiting.popFirst() {
                queue.current = try open(name, work: &work)
            }
            guard var file = queue.current else { continue }
            queue.current = nil
            let isWhole = take(from: &file, number: read.count, room: &room, now: now, into: &work.intake)
            if !isWhole { queue.current = file }
            read.append((file, isWhole))
            held += file.cursor.file.count
            if isSuspect { break }
        }
        work.intake.resolve(stored: try stored(work.intake, store))
        for (number, (file, isWhole)) in read.enumerated() {
            try note(file, number: number, isWhole: isWhole, &queue, &work)
        }
        // They leave in the order in which they came in, whatever became of them.
        work.finished.sort { $0.name < $1.name }
    }

    /// Takes events of a file until it is whole or the turn is full.
    /// - Returns: whether it is whole.
    private func take(
        from file: inout SpoolQueue.OpenFile, number: Int, room: inout Int, now: Timestamp, into intake: inout Intake
    ) -> Bool {
        while room > 0 {
            let events = reading.envelopes.next(
                &file.cursor, upTo: Settings.eventsAtOnce, latest: now + Settings.aheadAtMost)
            room -= events.reduce(0) { $0 + $1.range.count }
            let checked = reading.origin.checked(events, in: file.cursor.file, from: file.bringer)
            room -= intake.take(checked, of: file.cursor.file, number: number, from: file.bringer.name)
            file.events += events.count
            if events.count < Settings.eventsAtOnce { return true }
        }
        return false
    }

    /// Notes how far a file was read, and what of it was rejected.
    private func note(
        _ file: SpoolQueue.OpenFile, number: Int, isWhole: Bool, _ queue: inout SpoolQueue, _ work: inout TurnInput
    ) throws {
        var file = file
        file.rejections.append(work.intake.takeRejections(of: number))
        if file.isInDoubt, taken.file(file.name, mark: file.mark)?.events == file.events { return }
        work.taken.append(
            TakenFile(
                name: file.name.bytes, mark: file.mark, progress: isWhole && !file.isInDoubt ? .read : .begun,
                events: file.events, rejections: file.rejections.bytes(file: file.name.description)))
        // What may still grow is met again, and read on from here.
        if isWhole { return file.isInDoubt ? () : finish(file, work: &work) }
        queue.current?.rejections = file.rejections
    }

    /// Of what was read, what the store knows: by its place, the text that came first.
    private func stored(_ intake: Intake, _ store: StateStore) throws -> [Int: Text] {
        if intake.isEmpty { return [:] }
        var stored: [Int: Text] = [:]
        try store.lookUp(intake.hashes) { places, lines in
            var sought: [EventIdentity: Int] = [:]
            for place in places where stored[place] == nil { sought[intake.identity(of: place)] = place }
            reading.whole.eachIdentity(of: lines) { identity, range in
                if let place = sought.removeValue(forKey: identity) { stored[place] = Text(lines[range]) }
                return !sought.isEmpty
            }
        }
        return stored
    }

    /// Opens a file, and goes on where an earlier turn left it; nil if there is nothing to read in it.
    private mutating func open(_ name: SpoolName, work: inout TurnInput) throws -> SpoolQueue.OpenFile? {
        let file: WaitingFile
        switch try spool.take(name, settling: settling, now: fileClock()) {
        case .file(let taken): file = taken
        case .gone: return nil
        case .notYet:
            someoneIsWriting = true
            return nil
        case .refused(let unusable, let fingerprint):
            // Its content was not read, or is nothing to go by.
            reject(name, fingerprint, mark: fingerprint.bytes, FileRejection(unusable), work: &work)
            return nil
        }
        if let crashes = suspects.crashes(over: name), crashes >= Settings.crashesAtMost {
            let detail =
                "The daemon ended without a word \(crashes) times while it worked on this file. Please report this."
            reject(
                name, file.fingerprint, mark: file.fingerprint.bytes,
                FileRejection(code: .crashed, detail: detail), work: &work)
            return nil
        }
        return try open(file, work: &work)
    }

    /// Goes on where a file was left when it was met before; nil if there is nothing new in it.
    private mutating func open(_ file: WaitingFile, work: inout TurnInput) throws -> SpoolQueue.OpenFile? {
        let format = InputFormat(fileName: file.name.description)
        var bytes = file.bytes
        if file.isInDoubt {
            // What is half written is no mistake of anybody's.
            guard let count = reading.envelopes.wholeCount(of: bytes, format: format) else {
                spool.leaveUnread(file.name)
                return nil
            }
            bytes.removeSubrange(count...)
        }
        let mark = ContentMark.bytes(of: bytes)
        if let known = taken.file(file.name, mark: mark), known.progress == .read {
            if file.isInDoubt { return nil }
            work.finished.append(
                FinishedFile(name: file.name, fingerprint: file.fingerprint, end: .read(keeping: known.rejections)))
            return nil
        }
        var cursor: EventCursor
        do throws(FileRejection) { cursor = try reading.envelopes.open(bytes, format: format) } catch {
            reject(file.name, file.fingerprint, mark: mark, error, work: &work)
            return nil
        }
        let (events, rejections) = try left(file.name, mark: mark, bytes, cursor)
        let bringer = try reading.origin.bringer(uid: file.owner)
        if let spoken = reading.origin.spoken(cursor, reading.envelopes, from: bringer) {
            tell(spoken, file.name, bringer)
            do throws(FileRejection) { cursor = try reading.envelopes.open(spoken.bytes, format: format) } catch {
                reject(file.name, file.fingerprint, mark: mark, error, work: &work)
                return nil
            }
        }
        if events > 0 { _ = reading.envelopes.next(&cursor, upTo: events, latest: nil) }
        return SpoolQueue.OpenFile(
            name: file.name, fingerprint: file.fingerprint, bringer: bringer, mark: mark, isInDoubt: file.isInDoubt,
            cursor: cursor, events: events, rejections: rejections)
    }

    /// Says that answers were not said by whom they name.
    private func tell(_ spoken: OriginCheck.SpokenFile, _ name: SpoolName, _ bringer: Bringer) {
        guard let named = spoken.firstNamed else { return }
        let others = spoken.renamed > 1 ? ", and \(spoken.renamed - 1) more like it" : ""
        log.warning(
            "an answer names \(named), and is told as said by \(bringer.name), for the rules believe `by` of deputies only\(others)",
            metadata: ["file": "\(name)"])
    }

    /// How many events of a file earlier turns have read, and what of them is still to go to `rejected/`.
    private func left(
        _ name: SpoolName, mark: [UInt8], _ bytes: [UInt8], _ cursor: EventCursor
    ) throws(SpoolError) -> (events: Int, rejections: FileRejections) {
        if let same = taken.file(name, mark: mark) { return (same.events, FileRejections(same.rejections)) }
        guard let shorter = taken.file(name, before: bytes), let count = ContentMark.count(shorter.mark) else {
            return (0, FileRejections())
        }
        let events = reading.envelopes.eventsKept(shorter.events, ofFirst: count, in: cursor)
        // All of it is read anew, and rejected anew.
        if events == 0 { return (0, FileRejections()) }
        if shorter.progress == .begun || FileRejections.isSummary(shorter.rejections) {
            return (events, FileRejections(shorter.rejections))
        }
        // The turn that noted them wrote them too, or was about to; the same lines are not written twice.
        if !shorter.rejections.isEmpty { try spool.writeRejections(name, lines: shorter.rejections) }
        return (events, FileRejections())
    }

    private func reject(
        _ name: SpoolName, _ fingerprint: Fingerprint, mark: [UInt8], _ rejection: FileRejection, work: inout TurnInput
    ) {
        work.finished.append(FinishedFile(name: name, fingerprint: fingerprint, end: .rejected(rejection)))
        // Counted and told before, if only the move is left to do.
        if taken.file(name, mark: mark)?.progress == .rejected { return }
        work.taken.append(TakenFile(name: name.bytes, mark: mark, progress: .rejected))
        work.intake.reject(rejection)
        log.warning(
            "file rejected: \(rejection.detail)",
            metadata: JournalMessage.fileRejected.metadata(["file": "\(name)", "reason": "\(rejection.code.rawValue)"]))
    }

    private func finish(_ file: SpoolQueue.OpenFile, work: inout TurnInput) {
        work.intake.finishFile()
        work.finished.append(
            FinishedFile(
                name: file.name, fingerprint: file.fingerprint,
                end: .read(keeping: file.rejections.bytes(file: file.name.description))))
        let rejected = file.rejections.count
        if rejected == 0 { return }
        let what = "events rejected" + (file.rejections.areTooMany ? ", so many that their file moves whole" : "")
        log.warning(
            "\(what): \(file.rejections.brief)",
            metadata: JournalMessage.fileRejected.metadata(["file": "\(file.name)", "count": "\(rejected)"]))
    }
}
