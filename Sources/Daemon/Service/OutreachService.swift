import Events
import Glibc
public import Logging
public import ServiceLifecycle
import Spool
public import Systemd

/// The daemon as a service: waits, lets the steward do a round, tells systemd, and waits again, until it is told to
/// stop.
public actor OutreachService: Service {
    private let open: @Sendable () throws(DaemonError) -> Steward
    /// What the first try to open has brought.
    private var first: Result<Steward, DaemonError>?
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
    /// Troubles that may pass and have been told, so that none is told each second.
    private var troubles: Set<DaemonError.Trouble> = []

    /// What inotify does not tell is found this many milliseconds later.
    private static let rescanEvery: Int32 = 5_000
    /// A file that is being written is looked at again this soon.
    private static let lookAgainAfter: Int32 = 1_000

    /// By then a file that nobody writes has been left alone for long enough.
    private static let settlesWithin = Duration.seconds(4)

    /// A trouble that may pass is looked at again this soon, whatever comes in meanwhile.
    private static let tryAgainAfter: Int32 = 1_000

    /// How often what was learned of the feeds is kept.
    private static let keepFeedsEvery = Duration.seconds(60)
    private var feedsKept: ContinuousClock.Instant?

    /// So fast the state is opened at least: 4 MB in a second, from a slow disk.
    private static let bytesOpenedInAMicrosecond: UInt64 = 4
    /// How much longer the start may take after each turn.
    private static let startUpExtension: UInt64 = 60_000_000

    /// Opens the folders and the state at once, before anybody else changes something in them. A disk that is full or
    /// read-only is waited for in `run`.
    ///
    /// - Parameters:
    ///   - open: makes the steward; it is called again after a trouble that may pass.
    ///   - loader: reads the rules again when `mailbox` says so.
    ///   - board: where others read how it fares.
    /// - Throws: what cannot be opened, and will not be by waiting.
    public init(
        open: @escaping @Sendable () throws(DaemonError) -> Steward, loader: RuleLoader, mailbox: Mailbox,
        board: StatusBoard, log: Logger, systemd: Notifier = Notifier()
    ) throws(DaemonError) {
        self.open = open
        do throws(DaemonError) {
            first = .success(try open())
        } catch {
            guard error.isUnwritableDisk else { throw error }
            first = .failure(error)
        }
        self.systemd = systemd
        reloads = Reloads(loader: loader, mailbox: mailbox, board: board, log: log)
        self.mailbox = mailbox
        self.board = board
        self.log = log
    }

    /// Tells systemd, before the steward is made, that the state is being opened: after a crash, or when it is of an
    /// older version, all of it is read.
    public static func announceOpening(of settings: Settings, to systemd: Notifier = Notifier()) {
        var status = stat()
        let size = stat(settings.state + "/outreachd.sqlite", &status) == 0 ? UInt64(max(0, status.st_size)) : 0
        systemd.tell(
            .status("starting: opening the state"),
            .extendTimeout(microseconds: startUpExtension + size / bytesOpenedInAMicrosecond))
    }

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Returns when the service was told to stop, with everything durable; throws `DaemonError`.
    public func run() async throws {
        let stop = try StopSignal()
        try await withGracefulShutdownHandler {
            try serve(until: stop)
        } onGracefulShutdown: {
            stop.give()
        }
    }

    /// The loop. It waits on this actor's own thread, so nobody else is held up.
    private func serve(until stop: StopSignal) throws(DaemonError) {
        let sources = try WakeSources(stop: stop, bell: mailbox.bell)
        defer { reloads.end() }
        guard var steward = try whenItCanBeOpened(sources) else { return }
        // Before the first listing, so that no file can come in between unseen.
        watchSpool(of: steward, sources)
        log.notice(
            "\(steward.adoption.summary)",
            metadata: Occurrence.rulesLoaded.metadata(["rules": "\(steward.adoption.rules)"]))
        try steward.resumeFeeds()
        try round(&steward)
        while reloads.isWanted, !Task.isShuttingDownGracefully {
            // Systemd still waits for the start: to it this is no reload.
            reloads.adopt(into: &steward)
            reloads.noteStarting()
            try round(&steward)
        }
        try readWhatSettles(&steward, sources)
        isReady = true
        board.note { $0.isReady = true }
        systemd.tell(.ready)
        while !Task.isShuttingDownGracefully {
            if !troubles.isEmpty { try sources.pause(milliseconds: Self.tryAgainAfter) }
            if Task.isShuttingDownGracefully { break }
            let wake = try sources.wait(
                until: steward.nextWake(),
                atMost: troubles.isEmpty
                    ? steward.someoneIsWriting ? Self.lookAgainAfter : Self.rescanEvery : 0)
            if Task.isShuttingDownGracefully { break }
            if wake.clockWasSet { log.debug("somebody set the clock") }
            if wake.isBlind || !sources.isWatching { watchSpool(of: steward, sources) }
            steward.note(movedIn: wake.movedIn)
            if reloads.isWanted {
                systemd.tell(.reloading)
                reloads.adopt(into: &steward)
                if !reloads.isPending { systemd.tell(.ready) }
            }
            try round(&steward)
            if feedsKept.map({ ContinuousClock.now - $0 > Self.keepFeedsEvery }) ?? true { try keepFeeds(steward) }
        }
        systemd.tell(.stopping)
        try keepFeeds(steward)
        steward.close()
        log.info("stopped")
    }

    /// The steward, as soon as the folders and the state can be opened; nil if the daemon shall stop before.
    private func whenItCanBeOpened(_ sources: WakeSources) throws(DaemonError) -> Steward? {
        while true {
            let tried = first ?? Result(catching: open)
            // Nobody else may hold it, or each change would copy what it knows.
            first = nil
            switch tried {
            case .success(var steward):
                steward.meters = board.meters
                steward.afterStep = { [meters = board.meters] in meters.passed($0) }
                if !troubles.isEmpty { log.notice("it goes on") }
                troubles = []
                board.note {
                    $0.rules = steward.ruleNames
                    $0.trouble = nil
                }
                return steward
            case .failure(let error):
                guard error.isUnwritableDisk else { throw error }
                tell(trouble: error)
                systemd.tell(.extendTimeout(microseconds: Self.startUpExtension))
                reloads.fail(error)
            }
            try sources.pause(milliseconds: Self.tryAgainAfter)
            if Task.isShuttingDownGracefully { return nil }
        }
    }

    /// What waited is applied when the start returns. A file that came right before it may be one that somebody is
    /// still writing, and is read when it has been left alone; one that is being written longer is not waited for.
    private func readWhatSettles(_ steward: inout Steward, _ sources: WakeSources) throws(DaemonError) {
        let start = ContinuousClock.now
        while steward.someoneIsWriting, ContinuousClock.now - start < Self.settlesWithin,
            !Task.isShuttingDownGracefully, !reloads.isWanted
        {
            let wake = try sources.wait(until: nil, atMost: Self.lookAgainAfter)
            if wake.isBlind || !sources.isWatching { watchSpool(of: steward, sources) }
            steward.note(movedIn: wake.movedIn)
            try round(&steward)
        }
    }

    /// What was learned of the feeds helps `status` only: a disk that is full just now is not its business.
    private func keepFeeds(_ steward: Steward) throws(DaemonError) {
        feedsKept = .now
        do {
            try steward.keepFeeds()
        } catch {
            guard error.mayPass else { throw error }
        }
    }

    /// One round; then systemd hears of it. A trouble that may pass is told once.
    private func round(_ steward: inout Steward) throws(DaemonError) {
        var turns = 0
        defer { board.meters.rest() }
        do {
            let report = try steward.round { [systemd, isReady, board, mailbox] in
                board.note { $0.lastTurn = WallClock.now() }
                board.meters.begin()
                // A round over a full spool takes long: systemd hears after each turn that it goes on.
                if isReady {
                    systemd.tell(.watchdog)
                } else {
                    systemd.tell(
                        .watchdog, .extendTimeout(microseconds: Self.startUpExtension),
                        .status("starting: \(Self.progress(board.meters))"))
                }
                turns += 1
                // Rules need not wait until a full spool is empty; nor does the spool wait for ever.
                return Task.isShuttingDownGracefully || (turns > 1 && !mailbox.isEmpty)
            }
            let isWhole = !Task.isShuttingDownGracefully && !reloads.isWanted
            board.note {
                $0.lastTurn = WallClock.now()
                $0.trouble = nil
            }
            if !report.isEmpty { log.info("\(report.summary)") }
            if !troubles.isEmpty { log.notice("it goes on") }
            troubles = []
            systemd.tell(.watchdog, .status(try numbers(of: steward)))
            if reloads.isPending { systemd.tell(.ready) }
            reloads.note(report, isWhole: isWhole)
        } catch {
            guard error.mayPass else { throw error }
            tell(trouble: error)
            if reloads.isPending { systemd.tell(.ready) }
            reloads.note(trouble: error.sentence)
        }
    }

    /// Tells of a trouble that may pass: the journal once, the status as long as it lasts.
    private func tell(trouble error: DaemonError) {
        if troubles.insert(error.trouble).inserted {
            log.error(
                "\(error.sentence). Nothing is taken from the spool until it can go on.",
                metadata: error.isFullDisk ? Occurrence.diskFull.metadata() : [:])
        }
        board.note { $0.trouble = error.sentence }
        systemd.tell(.watchdog, .status("waiting: \(error.sentence)"))
    }

    /// The line of `systemctl status`: `12 tasks open; 340 events of 12 files read, 0.2/s; next deadline …`
    private func numbers(of steward: Steward) throws(DaemonError) -> String {
        let rate = board.meters.rate["1m"] ?? 0
        let due = try steward.nextDue().map { $0 <= steward.wall ? "now" : "\($0)" }
        return "\(try steward.openTasks()) tasks open; \(Self.progress(board.meters)), \(rate)/s"
            + (due.map { "; next deadline \($0)" } ?? "")
    }

    private static func progress(_ meters: Meters) -> String {
        let now = meters.now
        return "\(now.events) events of \(now.files) files read"
    }

    /// Without a watch the rescan finds everything, some seconds later.
    private func watchSpool(of steward: Steward, _ sources: WakeSources) {
        do throws(SpoolError) {
            sources.use(try steward.watch())
            isBlind = false
        } catch {
            if !isBlind { log.warning("\(error.sentence) It is looked at every few seconds.") }
            isBlind = true
            sources.use(nil)
        }
    }
}
