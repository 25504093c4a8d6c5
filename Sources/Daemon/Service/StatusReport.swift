import CloudEvents
import Control
import Events
import Glibc
import RuleLanguage
import Spool
import Store

/// Puts together what `outreachd status` shows, from the board, the spool and the store, without asking the loop.
struct StatusReport {
    let settings: Settings
    let board: StatusBoard

    /// How many files are told that are not read yet.
    private static let unreadTold = 20
    /// How many rejects are told.
    private static let rejectsTold = 10
    /// What has been waiting for longer than this is not on its way any more.
    private static let patience = TimeSpan.minutes(10)
    /// A judging may be behind by this much.
    private static let behindAtMost = TimeSpan.minutes(5)
    /// A turn may take this long.
    private static let turnAtMost = TimeSpan.minutes(2)
    /// So many silent feeds are told.
    private static let feedsTold = 5
    /// So many customers are told who are set aside.
    private static let customersTold = 5

    /// In Prometheus' text format.
    func metrics(now: Timestamp) throws(DaemonError) -> String {
        let timings = board.metrics.now.timings
        let text = { (answer: StatusAnswer) in PrometheusText(answer, timings).text }
        // As a member of a JSON object some characters take more room.
        return text(try whole(now: now).shortened { text($0).utf8.count <= Self.room / 2 })
    }

    /// What `outreachd status` shows.
    func answer(now: Timestamp) throws(DaemonError) -> StatusAnswer {
        try whole(now: now).shortened { $0.line.count <= Self.room }
    }

    /// So many bytes the channel carries beside a long answer to somebody else.
    private static let room = ControlServer.Limits().longAnswer - 1_024

    private func whole(now: Timestamp) throws(DaemonError) -> StatusAnswer {
        do {
            let notes = board.now
            let book = board.metrics.now.feeds
            let store = try StateStore(reading: settings.state)
            let declared = try DeclaredFeeds(notes.program, notes.zones, store)
            let feeds = book.sorted(at: now).filter { !declared.contain($0.source) }
            let counters = try store.counters()
            let glance = try SpoolSummary(
                spool: settings.spool, except: notes.readInDoubt, rejects: Self.rejectsTold)
            let queues = try store.openQueues(now: now)
            let deadline = try store.nextDeadline()
            let isDue = deadline.map { $0 + settings.grace < now } ?? false
            // Everybody is due at once when rules have changed, or events wait to be folded.
            let behind = isDue ? deadline.map { $0 == .distantPast ? TimeSpan.zero : now - $0 } : nil
            let rules = notes.program?.rules ?? []
            let answer = StatusAnswer(
                now: now.description,
                daemon: .init(
                    pid: Int(getpid()), started: notes.started.description,
                    state: notes.transientFailure != nil ? .waiting : notes.isReady ? .working : .starting,
                    trouble: notes.transientFailure, lastTurn: notes.lastTurn?.description),
                incoming: .init(
                    files: glance.waiting, oldest: glance.oldest?.description,
                    unread: notes.unsettled.prefix(Self.unreadTold).map(UnreadFile.init),
                    kept: notes.readInDoubt.count),
                openTasks: queues.reduce(0) { $0 + $1.open },
                queues: queues.map {
                    .init(
                        queue: $0.queue.string, open: $0.open, overdue: $0.overdue, oldestDue: $0.oldestDue?.description
                    )
                },
                nextDeadline: deadline.flatMap { $0 == .distantPast ? nil : $0.description },
                behind: Int(clamping: behind?.seconds ?? 0),
                events: try events(counters, notes, store),
                feeds: feeds.prefix(Self.namesTold).map(StatusAnswer.Feed.init),
                declaredFeeds: declared.told(at: now), held: try store.heldByGate().named,
                sources: book.sourceCount, tasks: named(.tasks, counters),
                rules: .init(
                    count: rules.count, zone: notes.zones.site.name.string,
                    answers: notes.program?.origin.answers.map {
                        .init(by: $0.owners.map(\.description), deputies: $0.deputies.map(\.string))
                    },
                    loaded: (try store.rulesLoaded() ?? notes.started).description,
                    neverFired: rules.map(\.name).filter { counters[Counter(.rule, "opened", of: $0)] == nil }
                        .map(\.string),
                    unheard: unheard(notes.program, counters),
                    refusedAt: notes.refused?.at.description, refused: notes.refused?.diagnostics,
                    tasks: paired(.rule, counters), episodes: paired(.episode, counters)),
                rejects: rejects(glance, now: now),
                rejectedFiles: glance.rejectedFiles,
                attention: attention(notes, glance, behind: behind, now: now)
                    + setAside(try store.unfinishedCustomers()) + declared.alarms(at: now)
                    + alarms(book, feeds, now: now))
            return answer
        } catch {
            throw DaemonError(error)
        }
    }

    private func rejects(_ glance: SpoolSummary, now: Timestamp) -> [StatusAnswer.Reject] {
        let told = glance.namedInNews(at: now)
        return glance.rejects.enumerated().map { place, reject in
            let note = RejectionNote(reject.note)
            return .init(
                file: reject.file, at: reject.at.description, reason: note.reason, detail: note.detail,
                isTold: place < told)
        }
    }

    /// Names come from outside, so there may be any number of them: those that count most are told.
    private static let namesTold = 100

    private func events(
        _ counters: [Counter: Int], _ notes: StatusBoard.Notes, _ store: StateStore
    ) throws -> StatusAnswer.Events {
        let input = { (name: Text) in counters[Counter(.input, name)] ?? 0 }
        let undeclared = bySubject(.undeclared, counters).filter {
            notes.program?.schema.index(ofWritten: Text($0.key)) == nil
        }
        return .init(
            files: input("files"), accepted: input("accepted"), duplicates: input("duplicate"),
            tooLate: input("too-late"), rejected: named(.rejected, counters), undeclared: undeclared,
            meant: meant(undeclared, notes.program), unmatchedAnswers: bySubject(.answer, counters),
            types: paired(.type, counters),
            unknownZones: bySubject(.zone, counters).filter { notes.zones.isUnknown(Text($0.key)) },
            rate: board.metrics.rate,
            kept: input("accepted") + counters.reduce(0) { $0 + ($1.key.kind == .undeclared ? $1.value : 0) }
                - input("settled"),
            oldestUnsettled: try store.oldestUnsettled()?.description, bytes: try store.bytesInUse())
    }

    /// For types that nobody declares the declared one that was probably meant.
    private func meant(_ undeclared: [String: Int], _ program: Program?) -> [String: String] {
        guard let program else { return [:] }
        var meant: [String: String] = [:]
        for name in undeclared.keys { meant[name] = nearType(Text(name), in: program.schema)?.string }
        return meant
    }

    /// Rules that heard what starts them and nothing of their `unless`, with the types of that.
    private func unheard(_ program: Program?, _ counters: [Counter: Int]) -> [String: [String]] {
        guard let program else { return [:] }
        let found = program.unheardRules { type in
            counters[Counter(.type, "accepted", of: program.schema.types[type].name)] != nil
        }
        return Dictionary(
            found.prefix(Self.namesTold).map { ($0.rule.string, $0.types.map(\.string)) }, uniquingKeysWith: { $1 })
    }

    private func named(_ kind: Counter.Kind, _ counters: [Counter: Int]) -> [String: Int] {
        counted(kind, counters, by: \.name)
    }

    private func bySubject(_ kind: Counter.Kind, _ counters: [Counter: Int]) -> [String: Int] {
        counted(kind, counters, by: \.subject)
    }

    private func counted(
        _ kind: Counter.Kind, _ counters: [Counter: Int], by name: KeyPath<Counter, Text>
    ) -> [String: Int] {
        var counts: [Text: Int] = [:]
        for (counter, count) in counters where counter.kind == kind {
            counts[counter[keyPath: name].shortened(to: Settings.nameAtMost), default: 0] += count
        }
        let found = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        return Dictionary(found.prefix(Self.namesTold).map { ($0.key.string, $0.value) }, uniquingKeysWith: +)
    }

    /// By subject, then by name: of the rule `late-not-told` so many tasks were opened.
    private func paired(_ kind: Counter.Kind, _ counters: [Counter: Int]) -> [String: [String: Int]] {
        var found: [String: [String: Int]] = [:]
        for (counter, count) in counters where counter.kind == kind {
            found[counter.subject.string, default: [:]][counter.name.string, default: 0] += count
        }
        return found
    }

    /// Which feeds somebody should look after.
    private func alarms(_ book: FeedActivity, _ feeds: [FeedActivity.Told], now: Timestamp) -> [String] {
        feeds.filter { book.isAlarming($0.feed, at: now) }.prefix(Self.feedsTold).map {
            "the feed \($0.source) is silent since \($0.feed.last), and never was for longer than "
                + "\($0.feed.longestSilence) before"
        }
    }

    /// Whose events are not judged.
    private func setAside(_ customers: [UnfinishedCustomer]) -> [String] {
        let setAside = customers.filter(\.isSetAside)
        let more = setAside.count - Self.customersTold
        return setAside.prefix(Self.customersTold).map(\.sentence)
            + (more > 0 ? ["and \(more) more customers are set aside: outreachd doctor names them all"] : [])
    }

    /// What somebody should look at.
    private func attention(
        _ notes: StatusBoard.Notes, _ glance: SpoolSummary, behind: TimeSpan?, now: Timestamp
    ) -> [String] {
        var found: [String] = []
        if let transientFailure = notes.transientFailure { found.append("it cannot go on: \(transientFailure)") }
        if notes.isReady, let last = notes.lastTurn, now - last > Self.turnAtMost {
            found.append("no turn has ended since \(last)")
        }
        if let refused = notes.refused {
            let first = refused.diagnostics.first.map { $0.prefix { $0 != "\n" } } ?? ""
            found.append("the rule files were refused at \(refused.at), those of before judge: \(first)")
        }
        if let behind, behind > Self.behindAtMost { found.append("judging is behind by \(behind)") }
        if let oldest = glance.oldest, now - oldest > Self.patience {
            found.append("a file waits in incoming since \(oldest)")
        }
        for file in notes.unsettled.prefix(Self.unreadTold)
        where file.reason == .hasWriter && now - file.since > Self.patience {
            found.append("\(file.name) is open for writing since \(file.since), and is read when it is closed")
        }
        return found + glance.news(at: now)
    }
}

extension StatusAnswer.Feed {
    init(_ told: FeedActivity.Told) {
        self.init(
            source: told.source.string, events: told.feed.events, last: told.feed.last.description,
            longestSilence: Int(clamping: told.feed.longestSilence.seconds), isSilent: told.isSilent)
    }
}
