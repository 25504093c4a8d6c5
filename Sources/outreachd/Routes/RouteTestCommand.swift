import ArgumentParser
import Engine
import Events
import RuleLanguage
import TaskDispatch
import TaskFiles

/// `outreachd route test`: which route a task about a customer takes, and why.
struct RouteTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Say which route a task takes, and why.",
        discussion: """
            For a customer: of each rule who would get its task now, by the customer's events. For a task: who gets it, \
            by its rule and its customer at the time when it was judged. A line for each rule with the queue, the \
            priority and the time that there is, and below it the routes that were asked, in their order. The events come \
            from files or standard input, or with --state from the folder of a daemon.
            """)

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("About whom: the subject of the events.", valueName: "id"), completion: .customers)
    var customer: String?

    @Option(
        help: ArgumentHelp("A task by its id, or as much of its start as is unique.", valueName: "id"),
        completion: .taskIDs)
    var task: String?

    @OptionGroup var spool: SpoolOptions

    @Option(
        help: ArgumentHelp("Only this rule. May be given several times.", valueName: "name"), completion: .ruleNames)
    var rule: [String] = []

    @Option(
        help: ArgumentHelp(
            "As of when, that time included. By default the greatest time of an accepted event, or when the task was judged.",
            valueName: "time"),
        transform: TimeArgument.reading)
    var at: TimeArgument?

    @Option(
        help: ArgumentHelp("Read the events from this folder of a daemon, not from files.", valueName: "dir"),
        completion: .directory)
    var state: String?

    @Flag(help: "Print one JSON object for each rule, one a line.")
    var json = false

    @Argument(help: "Files of events; - or nothing is standard input.", completion: .file())
    var events: [String] = []

    func validate() throws {
        if (customer == nil) == (task == nil) { throw ValidationError("Say either --customer ID or --task ID.") }
        if task != nil && !rule.isEmpty { throw ValidationError("The rule of a task is its own.") }
        if state != nil && !events.isEmpty { throw ValidationError("Events come from files, or from --state.") }
    }

    func run() throws {
        let compilation = try compileRules(rules.paths)
        let engine = try makeEngine(try program(from: compilation))
        let task = try task.map { try spool.task($0).task }
        if let task, task.members != nil {
            throw failure(
                "task \(task.id.prefix(8)) is an incident: it goes where the first of its members goes", .wrong)
        }
        var story = CustomerStory(customer: Text(task?.customer ?? customer ?? ""))
        var input = EventInput(schema: engine.program.schema)
        if let state {
            try story.read(state, engine.program.schema)
        } else {
            try story.read(events, &input)
        }
        guard story.isKnown else { throw failure(story.unknown, .wrong) }
        let chosen = try places(ofRules: task.map { [$0.rule] } ?? rule, in: engine.program)
        let judged = task.flatMap { timestamp($0.judgedAt) }
        let routings = Dispatcher(engine: engine).routing(
            customer: story.customer, events: story.events, at: at?.time ?? judged ?? story.latest,
            rules: chosen, task: task.map { TaskID(Text($0.id)) })
        let report = RouteReport(program: engine.program, sources: compilation.sources)
        var output = StandardOutput()
        for routing in routings {
            if json {
                output.json(report.json(routing))
            } else {
                for line in report.lines(routing) { output.line(line) }
            }
        }
        output.flush()
        if input.rejected > 0 { throw ExitCode.wrong }
    }
}
