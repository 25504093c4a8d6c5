import CloudEvents
import Events
import Logging
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
        work.intake.resolve(known: try known(work.intake, store), reader)
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
            let events = reader.next(
                &file.cursor, upTo: Settings.eventsAtOnce, latest: now + Settings.aheadAtMost)
            room -= events.reduce(0) { $0 + $1.range.count }
            intake.take(events, of: file.cursor.file, number: number, reader)
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
        file.rejections += Rejection.lines(of: work.intake.rejections(of: number))
        work.taken.append(
            TakenFile(
                name: file.name.bytes, mark: file.mark, progress: isWhole ? .read : .begun,
                events: file.events, rejections: file.rejections))
        if isWhole { return finish(file, work: &work) }
        if file.rejections.count >= Settings.rejectionsAtOnce {
            // Written after the commit of this turn; the next one starts with none.
            work.parts.append(TurnInput.Part(name: file.name, lines: file.rejections))
            tellRejected(file)
            file.rejections = []
        }
        queue.current?.rejections = file.rejections
    }

    /// Of what was read, what the store knows: by its place, the text that came first.
    private func known(_ intake: Intake, _ store: StateStore) throws -> [Int: Text] {
        if intake.isEmpty { return [:] }
        var known: [Int: Text] = [:]
        for (place, candidates) in try store.known(intake.hashes) {
            let identity = reader.identity(ofStored: intake.text(of: place))
            known[place] = candidates.first { reader.identity(ofStored: $0) == identity }
        }
        return known
    }

    /// Opens a file, and goes on where an earlier turn left it; nil if there is nothing to read in it.
    private mutating func open(_ name: SpoolName, work: inout TurnInput) throws -> SpoolQueue.OpenFile? {
        let file: WaitingFile
        switch try spool.take(name, settling: settling, now: WallClock.now()) {
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
        let mark = ContentMark.bytes(of: file.bytes)
        let known = taken.file(name, mark: mark)
        if let known, known.progress == .read {
            work.finished.append(
                FinishedFile(name: name, fingerprint: file.fingerprint, end: .read(rejections: known.rejections)))
            return nil
        }
        var rejections = known?.rejections ?? []
        if rejections.count >= Settings.rejectionsAtOnce {
            // The turn that noted them wrote them too, or was about to; the same lines are not written twice.
            try spool.writeRejections(name, lines: rejections)
            rejections = []
        }
        do throws(FileRejection) {
            var cursor = try reader.open(file.bytes, format: InputFormat(fileName: name.description))
            if let known, known.events > 0 { _ = reader.next(&cursor, upTo: known.events, latest: nil) }
            return SpoolQueue.OpenFile(
                name: name, fingerprint: file.fingerprint, mark: mark, cursor: cursor, events: known?.events ?? 0,
                rejections: rejections)
        } catch {
            reject(name, file.fingerprint, mark: mark, error, work: &work)
            return nil
        }
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
            FinishedFile(name: file.name, fingerprint: file.fingerprint, end: .read(rejections: file.rejections)))
        tellRejected(file)
    }

    private func tellRejected(_ file: SpoolQueue.OpenFile) {
        let rejected = file.rejections.count { $0 == UInt8(ascii: "\n") }
        if rejected == 0 { return }
        log.warning(
            "events rejected",
            metadata: JournalMessage.fileRejected.metadata(["file": "\(file.name)", "count": "\(rejected)"]))
    }
}
