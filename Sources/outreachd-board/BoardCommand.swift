import ArgumentParser
import Board
import BoardServer
import Glibc
import Logging
import ServiceLifecycle
import Systemd

/// `outreachd-board`: where people work the tasks.
@main
struct BoardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outreachd-board",
        abstract: "Pages for the people who work the tasks of outreachd.",
        discussion: """
            Serves HTTP on the socket that systemd hands over, or where --listen says. Members of the desk's group may \
            look and answer; who they are the kernel tells of a Unix socket, or a proxy that --proxy-user names.
            """)

    @Option(help: ArgumentHelp("The folder with incoming/ and tasks/.", valueName: "dir"), completion: .directory)
    var spool = "/var/spool/outreachd"

    @Option(help: ArgumentHelp("The control socket of the daemon.", valueName: "path"), completion: .file())
    var control = "/run/outreachd/control"

    @Option(
        help: ArgumentHelp(
            "Listen there and not on a socket that is handed over: a path, or host:port.", valueName: "place"),
        transform: { text in
            guard let place = ListenPlace(text) else { throw ValidationError("\(text) is no path and no host:port.") }
            return place
        })
    var listen: ListenPlace?

    @Option(
        help: ArgumentHelp(
            "Keep answers there that can still be taken back. By default in STATE_DIRECTORY, else in memory.",
            valueName: "dir"), completion: .directory)
    var state: String?

    @Option(help: ArgumentHelp("The group whose members may look and answer.", valueName: "group"))
    var desk = "outreachd-desk"

    @Option(
        help: ArgumentHelp(
            "A user whose requests say in X-Remote-User for whom they ask, as www-data. May be repeated.",
            valueName: "user"))
    var proxyUser: [String] = []

    @Flag(help: "Whoever connects over TCP is such a proxy.")
    var tcpIsProxy = false

    @Option(
        help: ArgumentHelp(
            "Whoever connects over TCP is this person: for a look on your own machine.", valueName: "name")
    )
    var tcpUser: String?

    @Option(
        help: ArgumentHelp(
            "A name under which the board is asked for, besides localhost. May be repeated; none is any of a proxy's.",
            valueName: "name"))
    var host: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where another program shows a customer, as https://crm.example/{customer}.", valueName: "address"),
        transform: { text in
            guard let link = CustomerLink(text) else {
                throw ValidationError("\(text) is no address of a page with {customer} behind the host.")
            }
            return link
        })
    var customerLink: CustomerLink?

    @Option(
        help: ArgumentHelp(
            "The event that says that a customer was reached, as \"call.completed outcome=spoke\". It ends their other "
                + "tasks too.", valueName: "event"),
        transform: { text in
            guard let event = ContactEvent(text) else {
                throw ValidationError("\(text) is no event type followed by fields as name=value.")
            }
            return event
        })
    var reached: ContactEvent?

    @Option(
        help: ArgumentHelp("Show this page of HTML as the screen Report, if it is there.", valueName: "file"),
        completion: .file())
    var report = "/var/lib/outreachd-report/report.html"

    @Option(
        help: ArgumentHelp("Links for teams: a line each, a name and ?queue=care&who=@me.", valueName: "file"),
        completion: .file())
    var views: String?

    func validate() throws {
        if tcpIsProxy && tcpUser != nil { throw ValidationError("--tcp-is-proxy or --tcp-user, not both.") }
    }

    func run() async throws {
        // Who goes away while something is sent must not take the board along.
        signal(SIGPIPE, SIG_IGN)
        let log = boardLog()
        let place: ListenPlace
        if let listen {
            place = listen
        } else {
            do throws(InheritedSocket.Failure) {
                place = .inherited(try InheritedSocket().descriptor)
            } catch {
                throw refusal(error.sentence)
            }
        }
        let settings = try settings()
        do {
            let services = try BoardProcess.services(settings, at: place, log: log) { port in
                log.notice("listening\(port.map { " on port \($0)" } ?? "")")
            }
            try await services.run()
            Notifier().tell(.stopping)
        } catch {
            log.critical("\(error)")
            throw ExitCode(71)
        }
    }

    private func settings() throws -> BoardSettings {
        var settings = BoardSettings(spool: spool, control: control, deskGroup: desk)
        settings.state = state ?? getenv("STATE_DIRECTORY").map { String(cString: $0) }
        if let state = settings.state {
            let folder = state + "/incoming"
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw refusal("\(folder): \(String(cString: strerror(errno)))")
            }
        }
        for name in proxyUser {
            guard let uid = userID(named: name) else { throw refusal("--proxy-user \(name): there is no such user") }
            settings.proxies.insert(uid)
        }
        settings.tcp = tcpIsProxy ? .proxy : tcpUser.map { .person($0) } ?? .nobody
        settings.hosts = Set(host.map { $0.lowercased() })
        settings.customerLink = customerLink
        settings.reached = reached
        settings.report = report
        settings.views = views
        return settings
    }

    /// What keeps it from serving, as systemd knows it: a wrong configuration.
    private func refusal(_ sentence: String) -> ExitCode {
        boardLog().critical("\(sentence)")
        return ExitCode(78)
    }
}

/// To the journal with fields, or on standard error.
private func boardLog() -> Logger {
    guard standardErrorIsJournal() else {
        return Logger(label: "outreachd-board") { StreamLogHandler.standardError(label: $0) }
    }
    let sink = JournalSink()
    return Logger(label: "outreachd-board") { _ in JournalLogHandler(sink: sink, identifier: "outreachd-board") }
}
