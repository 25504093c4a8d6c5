import ArgumentParser
import Daemon
import Events
import Glibc
import Logging
import ServiceLifecycle
import Spool
import UnixSignals

/// `outreachd run`: the daemon, or with `--once` one round of it.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "The daemon: read events from the spool and write tasks.",
        discussion: """
            Programs rename files of events into SPOOL/incoming/; tasks appear as files in SPOOL/tasks/open/, and what \
            cannot be accepted in SPOOL/rejected/, with the reason. outreachd reload, or SIGHUP, reads the rules again; \
            a set with a mistake is refused, and the old one stays.

            Exit codes: 0 fine; 1 the rules do not check, or with --once some input was rejected (what is good has \
            been done); 64 wrong usage; \
            70 a defect of outreachd; 71 the system refused a call; 74 a disk failed or is full; 75 another daemon \
            works on this state; 78 the state is of a newer outreachd, or the configuration is wrong.
            """)

    @OptionGroup var rules: RuleOptions

    @Option(
        help: ArgumentHelp("The folder with incoming/, rejected/ and tasks/.", valueName: "dir"), completion: .directory
    )
    var spool: String

    @Option(help: ArgumentHelp("The folder of the database.", valueName: "dir"), completion: .directory)
    var state: String

    @Option(
        help: ArgumentHelp("Judge a deadline when it has passed by this much.", valueName: "duration"),
        completion: .durations("0s", "1min", "5min"), transform: SpanArgument.reading)
    var grace = SpanArgument(.minutes(1))

    @Option(
        help: ArgumentHelp(
            "Events may come this late and in any order; what nobody looks at any more then leaves.",
            valueName: "duration"),
        completion: .durations("1d", "7d", "30d"), transform: SpanArgument.reading)
    var lateness = SpanArgument(.days(7))

    @Option(help: ArgumentHelp("Reject larger files unread.", valueName: "bytes"))
    var maxFile = 256 << 20

    @Option(
        help: ArgumentHelp(
            "Listen there for status, reload and explain. By default at control in RUNTIME_DIRECTORY, else in --state.",
            valueName: "path"), completion: .file())
    var control: String?

    @Option(
        help: ArgumentHelp("Keep the files of tasks that have ended this long.", valueName: "duration"),
        completion: .durations("30d", "90d", "365d"), transform: SpanArgument.reading)
    var keepClosed = SpanArgument(.days(90))

    @Option(
        help: ArgumentHelp(
            "Move files that have been read to dated folders here, and do not remove them.", valueName: "dir"),
        completion: .directory)
    var archive: String?

    @Option(
        help: ArgumentHelp(
            "The folder of the ledger, which tells each change of a task. By default ledger in --state.",
            valueName: "dir"), completion: .directory)
    var ledger: String?

    @Flag(help: "Read what waits, judge what is due, and end.")
    var once = false

    @Option(
        help: ArgumentHelp("With --once: as if it were that time, like 2026-03-02T10:00:00Z.", valueName: "time"),
        transform: TimeArgument.reading)
    var now: TimeArgument?

    func validate() throws {
        if now != nil && !once { throw ValidationError("--now is only for --once.") }
        if maxFile < 1 { throw ValidationError("--max-file must be at least 1.") }
    }

    func run() async throws {
        // A reader of our messages who goes away must not take the daemon along.
        signal(SIGPIPE, SIG_IGN)
        FaultMark.watch(state: state)
        // Until somebody answers it, the rules are being read anyway.
        signal(SIGHUP, SIG_IGN)
        let settings = Settings(
            spool: spool, state: state, grace: grace.span, lateness: lateness.span, maxFile: maxFile,
            keepClosed: keepClosed.span, archive: archive, ledger: ledger)
        let rules = once ? try self.rules.load() : try rulesOfTheService()
        do {
            let folders = try MissingFolders(of: settings)
            if once {
                try runOnce(settings, consume rules, folders)
            } else {
                try await serve(settings, consume rules, folders)
            }
        } catch let error as DaemonError {
            ServiceUnit.ends(because: error.sentence)
            guard logIsJournal else { throw failure(error.sentence, ExitCode(error.exitCode)) }
            serviceLog(.info).critical("\(error.sentence)")
            throw ExitCode(error.exitCode)
        }
    }

    private static let namesShown = 10

    private func runOnce(_ settings: Settings, _ rules: RuleSet, _ folders: MissingFolders) throws {
        let time = now?.time
        var steward = try TurnProcessor(
            settings: settings, rules: rules, settling: .closed, log: serviceLog(.warning),
            clock: { time ?? WallClock.now() },
            // A time that was said stands still.
            elapsed: { time == nil ? WallClock.sinceStart() : .zero })
        for sentence in folders.sentences { complain("outreachd: \(sentence)") }
        let report = try steward.round()
        let open = try steward.openTasks()
        let unread = steward.unsettledFiles
        steward.close()
        complain("outreachd: \(report.summary); \(plural(open, "task")) open")
        if !unread.isEmpty {
            let names = unread.prefix(Self.namesShown).map { $0.name.description.shown(upTo: 60) }.joined(
                separator: ", ")
            let more = unread.count - Self.namesShown
            complain(
                "outreachd: not read, for somebody writes or may still write: \(names)"
                    + (more > 0 ? " and \(more) more" : "")
                    + ". Deadlines that such a file may speak of are not judged; run it again in a minute.")
        }
        if report.rejected > 0 { throw ExitCode.wrong }
    }

    private func serve(_ settings: Settings, _ rules: consuming RuleSet, _ folders: MissingFolders) async throws {
        let log = serviceLog(.info)
        OutreachService.announceOpening(of: settings)
        let mailbox = try Mailbox()
        let board = StatusBoard()
        let desk = RequestHandler(settings: settings, mailbox: mailbox, board: board)
        // First what takes the lock: where another daemon is at work nothing may be changed.
        let outreach = try OutreachService(
            open: Self.opener(settings, consume rules, log),
            loader: RuleLoader(paths: self.rules.paths), mailbox: mailbox, board: board, log: log)
        for sentence in folders.sentences { log.notice("\(sentence)") }
        var services: [any Service] = []
        // It ends last, so that whoever waits for an answer gets it.
        if let channel = try ControlService(at: controlPlace, desk: desk, log: log) {
            services.append(channel)
            // A service is where everybody looks for it.
            if !logIsJournal {
                log.notice(
                    "files of events go to \(spool)/incoming; outreachd status --control \(controlPlace.path) tells the rest"
                )
            }
        }
        services.append(outreach)
        services.append(SighupService(mailbox: mailbox))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: serviceLog(.critical)))
        try await group.run()
    }

    /// It alone holds the rules as they were read, which are large with a table, and is forgotten when all is open.
    private static func opener(_ settings: Settings, _ rules: RuleSet, _ log: Logger) -> OutreachService.Opener {
        { () throws(DaemonError) in try TurnProcessor(settings: settings, rules: rules, log: log) }
    }

    /// Where it was said; else in the folder that systemd made for it (systemd.exec(5), RuntimeDirectory=), or beside
    /// the database.
    private var controlPlace: ControlService.Place {
        if let control { return .path(control) }
        let folder = getenv("RUNTIME_DIRECTORY").map { String(cString: $0).prefix { $0 != ":" } }
        return .pathIfPossible("\(folder ?? Substring(state))/control")
    }

    /// The rules at the start. If they are refused, systemd keeps the first mistake for whoever asks; where messages go to
    /// the journal, each mistake is an entry that is found by its file.
    private func rulesOfTheService() throws -> RuleSet {
        do throws(RulesRefused) {
            return try RuleLoader(paths: rules.paths).load()
        } catch {
            ServiceUnit.ends(because: "the rules were refused: \(error.summary)")
            guard logIsJournal else { throw told(error) }
            error.tell(serviceLog(.info), "rules refused")
            throw ExitCode(error.exitCode)
        }
    }
}
