import ArgumentParser
import CLinux
import Daemon
import Engine
import TaskDispatch
import Events
import Glibc
import RuleLanguage
import Spool
import TaskFiles
import ZoneFiles

/// `outreachd replay`: every change of a task, by event time.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run events through the rules on their own time, and print every change of a task.",
        discussion: """
            Reads CloudEvents from files (one object, an array, or one a line) or from standard input, sorts them by \
            time, and prints one line of JSON for each task that opens, is held, escalates, is withdrawn, done, dismissed or missed. \
            Rejected events go to standard error, a line each; then the exit code is 1. After the run standard error \
            names the types of events that no rule file declares, and each rule that began to wait while nothing of \
            its unless was in the input.
            """)

    @OptionGroup var rules: RuleOptions

    @Option(
        help: ArgumentHelp(
            "Where the clock stops, itself included. By default the greatest time of an accepted event.",
            valueName: "time"),
        transform: TimeArgument.reading)
    var until: TimeArgument?

    @Flag(help: "Take the order of the input as the order of arrival, instead of sorting by time.")
    var asArrived = false

    @Flag(help: "Take every feed as heard: nothing is held because of a feed's silence.")
    var trustFeeds = false

    @Argument(help: "Files of events; - or nothing is standard input.", completion: .file())
    var events: [String] = []

    func run() throws {
        heap_prepare_large()
        let engine = try rules.engine()
        var replay = Replay(
            engine: engine, order: asArrived ? .asArrived : .byTime, until: until?.time,
            options: DispatchOptions(trustsFeeds: trustFeeds))
        var input = EventInput(schema: engine.program.schema, asked: engine.concerned)
        for path in events.isEmpty ? ["-"] : events {
            try input.read(path) { replay.accept($0) }
        }
        var output = StandardOutput()
        replay.finish(write: { ChangeLine.write($0, to: &$1) }, body: { output.json($0) })
        output.flush()
        let program = engine.program
        for sentence in input.types.undeclaredTypes(program.schema) + input.types.unheardRules(program) {
            complain("outreachd: \(sentence)")
        }
        // The process ends here: giving back a million events one by one would only take time.
        withExtendedLifetime((input, replay)) { endProgram(input.rejected > 0 ? 1 : 0) }
    }
}
