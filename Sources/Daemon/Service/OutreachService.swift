import Events
import Glibc
package import Logging
import ServiceLifecycle
import Spool
package import Systemd

/// The daemon as a service: waits, lets the processor do a round, tells systemd, and waits again, until it is told to
/// stop.
package actor OutreachService: Service {
    private var opening: Opening
    private var reloads: Reloads
    private let mailbox: Mailbox
    private let board: StatusBoard
    private let log: Logger
    private let systemd: Notifier
    private let executor = TurnExecutor()
    /// Whether systemd has been told that the start is over.
    private var isReady = false
    /// Whether the spool cannot be watched, which has been told.
    private var isBlind = false
    /// Failures that may pass and have been told, so that none is told each second.
    private var transientFailures: Set<DaemonError.TransientFailure> = []

    /// What inotify does not tell is found this many milliseconds later.
    private static let rescanEvery: Int32 = 5_000
    /// A file that is being written is looked at again this soon.
    private static let lookAgainAfter: Int32 = 1_000

    /// By then a file that nobody writes has been left alone for long enough.
    private static let settlesWithin = Duration.seconds(4)

    /// A transientFailure that may pass is looked at again this soon, whatever comes in meanwhile.
    private static let tryAgainAfter: Int32 = 1_000

    /// How often what was learned of the feeds is kept.
    private static let keepFeedsEvery = Duration.seconds(60)
    private var feedsKept: ContinuousClock.Instant?

    /// So fast the state is opened at least: 4 MB in a second, from a slow disk.
    private static let bytesOpenedInAMicrosecond: UInt64 = 4
    /// How much longer the start may take after each turn.
    private static let startUpExtension: UInt64 = 60_000_000

    /// How far it is with opening the folders and the state.
    private enum Opening {
        case opened(TurnProcessor)
        case failed(DaemonError, again: Opener)
        /// To the loop. The rules that it was opened with go with the opener: only the state holds their text.
        case handedOn

        init(_ open: @escaping Opener) {
            do throws(DaemonError) {
                self = .opened(try open())
            } catch {
                self = .failed(error, again: open)
            }
        }
    }

    /// Makes the processor.
    package typealias Opener = @Sendable () throws(DaemonError) -> TurnProcessor

    /// Opens the folders and the state at once, before anybody else changes something in them. A disk that is full or
    /// read-only is waited for in `run`.
    ///
    /// - Parameters:
    ///   - open: makes the processor; it is called again after a transientFailure that may pass.
    ///   - loader: reads the rules again when `mailbox` says so.
    ///   - board: where others read how it fares.
    /// - Throws: what cannot be opened, and will not be by waiting.
    package init(
        open: @escaping Opener, loader: RuleLoader, mailbox: Mailbox,
        board: StatusBoard, log: Logger, systemd: Notifier = Notifier()
    ) throws(DaemonError) {
        opening = Opening(open)
        if case .failed(let error, _) = opening, !error.isUnwritableDisk { throw error }
        self.systemd = systemd
        reloads = Reloads(loader: loader, mailbox: mailbox, board: board, log: log)
        self.mailbox = mailbox
        self.board = board
        self.log = log
    }

    /// Tells systemd, before the processor is made, that the state is being opened: after a crash, or when it is of an
    /// older version, all of it is read.
    package static func announceOpening(of settings: Settings, to systemd: Notifier = Notifier()) {
        var status = stat()
        let size = stat(settings.state + "/outreachd.sqlite", &status) == 0 ? UInt64(max(0, status.st_size)) : 0
        systemd.tell(
            .status("starting: opening the state"),
            .extendTimeout(microseconds: startUpExtension + size / bytesOpenedInAMicrosecond))
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Returns when the service was told to stop, with everything durable; throws `DaemonError`.
    package func run() async throws {
        let stop = try StopSignal()
        try await withGracefulShutdownHandler {
            try serve(until: stop)
        } onGracefulShutdown: {
            stop.give()
        }
    }

    /// The loop. It waits on this actor's own thread, so nobody else is held up.
    private func serve(until stop: StopSignal) throws(DaemonError) {
        let sources = try WakeSources(stop: stop, wakePipe: mailbox.wakePipe)
        defer { reloads.end() }
        guard var processor = try whenItCanBeOpened(sources) else { return }
        // Before the first listing, so that no file can come in between unseen.
        watchSpool(of: &processor, sources)
        log.notice(
            "\(processor.adoption.summary)",
            metadata: JournalMessage.rulesLoaded.metadata(["rules": "\(processor.adoption.rules)"]))
        try processor.resumeFeeds()
        try round(&processor)
        while reloads.isWanted, !Task.isShuttingDownGracefully {
            // Systemd still waits for the start: to it this is no reload.
            reloads.adopt(into: &processor)
            reloads.noteStarting()
            try round(&processor)
        }
        try readWhatSettles(&processor, sources)
        isReady = true
        board.note { $0.isReady = true }
        systemd.tell(.ready)
        while !Task.isShuttingDownGracefully {
            if !transientFailures.isEmpty { try sources.pause(milliseconds: Self.tryAgainAfter) }
            if Task.isShuttingDownGracefully { break }
            let wake = try sources.wait(
                until: processor.nextWake(),
                atMost: transientFailures.isEmpty
                    ? processor.someoneIsWriting ? Self.lookAgainAfter : Self.rescanEvery : 0)
            if Task.isShuttingDownGracefully { break }
            if wake.clockWasSet { log.debug("somebody set the clock") }
            if wake.isBlind || !sources.isWatching { watchSpool(of: &processor, sources) }
            processor.note(movedIn: wake.movedIn)
            if reloads.isWanted {
                systemd.tell(.reloading)
                reloads.adopt(into: &processor)
                if !reloads.isPending { systemd.tell(.ready) }
            }
            try round(&processor)
            if feedsKept.map({ ContinuousClock.now - $0 > Self.keepFeedsEvery }) ?? true { try keepFeeds(processor) }
        }
        systemd.tell(.stopping)
        try keepFeeds(processor)
        processor.close()
        log.info("stopped")
    }

    /// The processor, as soon as the folders and the state can be opened; nil if the daemon shall stop before.
    private func whenItCanBeOpened(_ sources: WakeSources) throws(DaemonError) -> TurnProcessor? {
        while true {
            switch opening {
            case .opened(var processor):
                // Nobody else may hold it, or each change would copy what it knows.
                opening = .handedOn
                processor.giveBackMemory()
                processor.metrics = board.metrics
                processor.whileWorking { [systemd, board] in
                    systemd.tell(.watchdog)
                    if !board.now.isReady { systemd.tell(.extendTimeout(microseconds: Self.startUpExtension)) }
                    return Task.isShuttingDownGracefully
                }
                processor.afterStep = { [metrics = board.metrics] in metrics.passed($0) }
                if !transientFailures.isEmpty { log.notice("it goes on") }
                transientFailures = []
                board.note {
                    $0.engine = processor.engine
                    $0.transientFailure = nil
                }
                return processor
            case .failed(let error, let again):
                guard error.isUnwritableDisk else { throw error }
                tell(transientFailure: error)
                systemd.tell(.extendTimeout(microseconds: Self.startUpExtension))
                reloads.fail(error)
                try sources.pause(milliseconds: Self.tryAgainAfter)
                if Task.isShuttingDownGracefully { return nil }
                opening = Opening(again)
            case .handedOn: return nil
            }
        }
    }

    /// What waited is applied when the start returns. A file that came right before it may be one that somebody is
    /// still writing, and is read when it has been left alone; one that is being written longer is not waited for.
    private func readWhatSettles(_ processor: inout TurnProcessor, _ sources: WakeSources) throws(DaemonError) {
        let start = ContinuousClock.now
        while processor.someoneIsWriting, ContinuousClock.now - start < Self.settlesWithin,
            !Task.isShuttingDownGracefully, !reloads.isWanted
        {
            let wake = try sources.wait(until: nil, atMost: Self.lookAgainAfter)
            if wake.isBlind || !sources.isWatching { watchSpool(of: &processor, sources) }
            processor.note(movedIn: wake.movedIn)
            try round(&processor)
        }
    }

    /// What was learned of the feeds helps `status` only: a disk that is full just now is not its business.
    private func keepFeeds(_ processor: TurnProcessor) throws(DaemonError) {
        feedsKept = .now
        do {
            try processor.keepFeeds()
        } catch {
            guard error.mayPass else { throw error }
        }
    }

    /// One round; then systemd hears of it. A transientFailure that may pass is told once.
    private func round(_ processor: inout TurnProcessor) throws(DaemonError) {
        var turns = 0
        defer { board.metrics.rest() }
        do {
            let report = try processor.round { [systemd, isReady, board, mailbox] in
                board.note { $0.lastTurn = WallClock.now() }
                board.metrics.begin()
                // A round over a full spool takes long: systemd hears after each turn that it goes on.
                if isReady {
                    systemd.tell(.watchdog)
                } else {
                    systemd.tell(
                        .watchdog, .extendTimeout(microseconds: Self.startUpExtension),
                        .status("starting: \(Self.progress(board.metrics))"))
                }
                turns += 1
                // Rules need not wait until a full spool is empty; nor does the spool wait for ever.
                return Task.isShuttingDownGracefully || (turns > 1 && !mailbox.isEmpty)
            }
            let isWhole = !Task.isShuttingDownGracefully && !reloads.isWanted
            board.note {
                $0.lastTurn = WallClock.now()
                $0.transientFailure = nil
                $0.unsettled = processor.unsettledFiles
                $0.readInDoubt = processor.filesReadInDoubt
            }
            if !report.isEmpty { log.info("\(report.summary)") }
            if !transientFailures.isEmpty { log.notice("it goes on") }
            transientFailures = []
            systemd.tell(.watchdog, .status(try numbers(of: processor)))
            if reloads.isPending { systemd.tell(.ready) }
            reloads.note(report, isWhole: isWhole)
        } catch {
            guard error.mayPass else { throw error }
            tell(transientFailure: error)
            if reloads.isPending { systemd.tell(.ready) }
            reloads.note(transientFailure: error.sentence)
        }
    }

    /// Tells of a transientFailure that may pass: the journal once, the status as long as it lasts.
    private func tell(transientFailure error: DaemonError) {
        if transientFailures.insert(error.transientFailure).inserted {
            log.error(
                "\(error.sentence). Nothing is taken from the spool until it can go on.",
                metadata: error.isFullDisk ? JournalMessage.diskFull.metadata() : [:])
        }
        board.note { $0.transientFailure = error.sentence }
        systemd.tell(.watchdog, .status("waiting: \(error.sentence)"))
    }

    /// The line of `systemctl status`: `12 tasks open; 340 events of 12 files read, 0.2/s; next deadline …`
    private func numbers(of processor: TurnProcessor) throws(DaemonError) -> String {
        let rate = board.metrics.rate["1m"] ?? 0
        let due = try processor.nextDue().map { $0 <= processor.wall ? "now" : "\($0)" }
        return "\(try processor.openTasks()) tasks open; \(Self.progress(board.metrics)), \(rate)/s"
            + (due.map { "; next deadline \($0)" } ?? "")
    }

    private static func progress(_ metrics: Metrics) -> String {
        let now = metrics.now
        return "\(now.events) events of \(now.files) files read"
    }

    /// Without a watch the rescan finds everything, some seconds later.
    private func watchSpool(of processor: inout TurnProcessor, _ sources: WakeSources) {
        do throws(SpoolError) {
            sources.use(try processor.watch())
            isBlind = false
        } catch {
            if !isBlind { log.warning("\(error.sentence) It is looked at every few seconds.") }
            isBlind = true
            sources.use(nil)
        }
    }
}
