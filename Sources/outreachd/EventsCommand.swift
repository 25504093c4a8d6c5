import ArgumentParser
import Daemon
import Events
import RuleLanguage

/// `outreachd events`: what a daemon has kept, as it came.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Print the events that a daemon has kept, one a line.",
        discussion: """
            Prints each as it came, customer by customer and in the order in which they happened, so that other programs \
            can read them, or replay. Events of types that no rule declares are among them. The daemon may be \
            running; nothing is changed.
            """)

    @Option(help: ArgumentHelp("The folder of the daemon's database.", valueName: "dir"), completion: .directory)
    var state: String

    @Option(
        help: ArgumentHelp(
            "Only events of this customer, their subject. May be given several times.", valueName: "id"),
        completion: .customers)
    var customer: [String] = []

    @Option(help: ArgumentHelp("Only events of this type. May be given several times.", valueName: "type"))
    var type: [String] = []

    @Option(
        help: ArgumentHelp("Only what happened then or later.", valueName: "time"), transform: TimeArgument.reading)
    var since: TimeArgument?

    @Option(
        help: ArgumentHelp("Only what happened then or earlier.", valueName: "time"), transform: TimeArgument.reading)
    var until: TimeArgument?

    func validate() throws {
        if let since, let until, until.time < since.time { throw ValidationError("--until is before --since.") }
    }

    func run() throws {
        let selection = EventSelection(
            customers: Set(customer.map { Text($0) }), types: Set(type.map { Text($0) }),
            times: (since?.time ?? .distantPast)...(until?.time ?? .distantFuture))
        var output = StandardOutput()
        do throws(DaemonError) {
            try StateReader(folder: state, schema: .language).events(selection) { output.json($0) }
        } catch {
            throw error.told(ofState: state)
        }
        output.flush()
    }
}
