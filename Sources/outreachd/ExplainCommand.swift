import CloudEvents
import ArgumentParser
import Control
import Daemon
import Engine
import TaskDispatch
import Events
import RuleLanguage
import Spool

/// `outreachd explain`: why a customer's tasks are as they are.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a task opened, why it did not, what is waited for, and what ended it.",
        discussion: """
            Reads CloudEvents from files (one object, an array, or one a line) or from standard input, and tells what \
            every rule decided about one customer, each decision with the event that brought it about. With --state \
            the events are those that a daemon has kept; it may be running. With --live, and where \
            nothing is named but the customer, the running daemon is asked, and its own rules are told about. Times are in \
            the site's zone.
            """)

    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp("A rule file, or a directory of *.rules. May be given several times.", valueName: "path"),
        completion: .file())
    var rulePaths: [String] = []

    @Option(
        help: ArgumentHelp("Whose story: the subject of the events.", valueName: "id"), completion: .customers)
    var customer: String

    @Option(
        help: ArgumentHelp("Only this rule. May be given several times.", valueName: "name"), completion: .ruleNames)
    var rule: [String] = []

    @Option(
        help: ArgumentHelp(
            "As of when, that time included. By default the greatest time of an accepted event, or the daemon's.",
            valueName: "time"),
        transform: TimeArgument.reading)
    var at: TimeArgument?

    @Option(
        help: ArgumentHelp("Read the events from this folder of a daemon, not from files.", valueName: "dir"),
        completion: .directory)
    var state: String?

    @Flag(help: "Ask the running daemon for its rules and for what it has of the customer.")
    var live = false

    @Option(
        help: ArgumentHelp(
            "How long to work on it. Then the events are counted, and it is said how far it came.",
            valueName: "duration"),
        completion: .durations("10s", "1min", "1h"), transform: SpanArgument.reading)
    var giveUpAfter = SpanArgument(.minutes(1))

    @OptionGroup var control: ControlOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Argument(help: "Files of events; - or nothing is standard input.", completion: .file())
    var events: [String] = []

    func validate() throws {
        if state != nil && !events.isEmpty { throw ValidationError("Events come from files, or from --state.") }
        if isLive && (state != nil || !events.isEmpty || !rulePaths.isEmpty) {
            throw ValidationError("With --live the rules and the events are the daemon's.")
        }
        if !isLive && rulePaths.isEmpty {
            throw ValidationError("Name the rules with --rules, or ask the daemon with --live.")
        }
    }

    /// Whether the daemon is asked: nothing else could be meant where neither rules nor events are named, nor handed in.
    private var isLive: Bool { live || rulePaths.isEmpty && state == nil && events.isEmpty && !inputIsHandedIn }

    func run() throws {
        var story = CustomerStory(customer: Text(customer))
        let engine: RuleEngine
        if isLive {
            let answer = try control.ask(ControlRequest(.customer, customer: customer))
            guard let told = answer.customer else {
                throw failure("the daemon answered something else", .badAnswer)
            }
            engine = try story.take(told)
        } else {
            engine = try ruleEngine(since: try state.map { try story.since($0) } ?? [:])
        }
        let chosen = try places(ofRules: rule, in: engine.program)
        var input = EventInput(schema: engine.program.schema)
        if let state {
            try story.read(state, engine.program.schema)
        } else if !isLive {
            try story.read(events, &input)
        }
        guard story.isKnown else {
            throw failure(story.unknown, .wrong)
        }
        try tell(story, engine, chosen)
        for sentence in input.types.undeclaredTypes(engine.program.schema) { complain("outreachd: \(sentence)") }
        if input.rejected > 0 { throw ExitCode.wrong }
    }

    /// Prints the story; one that takes too long is told in short, and ends the command with exit code 1.
    private func tell(_ story: CustomerStory, _ engine: RuleEngine, _ rules: [Int]) throws {
        let dispatcher = Dispatcher(engine: engine)
        let at = at?.time ?? story.latest
        let patience = Patience(giveUpAfter.span)
        var output = StandardOutput()
        do {
            let explained =
                if let state = story.state {
                    try dispatcher.explanation(of: state, at: at, rules: rules, goesOn: { patience.goesOn })
                } else {
                    try dispatcher.explanation(
                        customer: story.customer, events: story.events, at: at, rules: rules,
                        goesOn: { patience.goesOn })
                }
            let report = ExplainReport(
                explained, bringers: story.bringers, setAside: story.setAside, isBrief: rule.isEmpty)
            if json {
                output.json(report.json)
            } else {
                for line in report.lines { output.line(line) }
            }
        } catch {
            let report = GivenUpReport(
                customer: story.customer, at: at, events: story.events.filter { $0.time <= at },
                tasks: dispatcher.explained(story.state?.tasks ?? [], rules: rules), setAside: story.setAside,
                givenUp: error,
                patience: patience.span, engine: engine)
            if json {
                output.json(report.json)
            } else {
                for line in report.lines { output.line(line) }
            }
            output.flush()
            throw ExitCode.wrong
        }
        output.flush()
    }

    /// - Parameter since: how far rules look back that were added later.
    private func ruleEngine(since: [Text: Timestamp]) throws -> RuleEngine {
        do throws(RulesRefused) {
            return try RuleLoader(paths: rulePaths).load().engine(since: since)
        } catch {
            throw told(error)
        }
    }
}
