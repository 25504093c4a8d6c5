import ArgumentParser
import Engine
import Events
import RuleLanguage

/// `outreachd explain`: why a customer's tasks are as they are.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a task opened, why it did not, what is waited for, and what ended it.",
        discussion: """
            Reads CloudEvents from files (one object, an array, or one a line) or from standard input, and tells what \
            every rule decided about one customer, each decision with the event that brought it about. Times are in \
            the site's zone.
            """)

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("Whose story: the subject of the events.", valueName: "id"))
    var customer: String

    @Option(help: ArgumentHelp("Only this rule. May be given several times.", valueName: "name"))
    var rule: [String] = []

    @Option(help: "As of when, that time included. By default the greatest time of an accepted event.")
    var at: TimeArgument?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Argument(help: "Files of events; - or nothing is standard input.", completion: .file())
    var events: [String] = []

    func run() throws {
        let engine = try rules.engine()
        let chosen = try places(ofRules: rule, in: engine.program)
        var story = CustomerStory(customer: Text(customer))
        var input = EventInput(schema: engine.program.schema)
        for path in events.isEmpty ? ["-"] : events {
            try input.read(path, event: { story.take($0) }, undeclared: { story.tick($0) })
        }
        guard !story.events.isEmpty else {
            complain(story.unknown)
            throw ExitCode(1)
        }
        let explanation = engine.explanation(
            customer: story.customer, events: story.events, at: at?.time ?? story.latest, rules: chosen)
        let report = ExplainReport(explanation: explanation, isBrief: rule.isEmpty)
        var output = StandardOutput()
        if json {
            output.line(report.json)
        } else {
            for line in report.lines { output.line(line) }
        }
        output.flush()
        if input.rejected > 0 { throw ExitCode(1) }
    }
}

/// One customer's events out of those of many.
private struct CustomerStory {
    let customer: Text
    private(set) var events: [Event] = []
    private(set) var latest = Timestamp.distantPast
    private var others: Set<Text> = []

    init(customer: Text) { self.customer = customer }

    mutating func take(_ event: Event) {
        tick(event.time)
        if event.customer == customer { events.append(event) } else { others.insert(event.customer) }
    }

    mutating func tick(_ time: Timestamp) { latest = max(latest, time) }

    /// What is said where no event is the customer's.
    var unknown: String {
        if others.isEmpty { return "outreachd: there is no event of customer \"\(customer)\", nor of any other" }
        let near = nearMiss(customer, among: others.sorted())
        return
            "outreachd: there is no event of customer \"\(customer)\" among those of \(plural(others.count, "other"))"
            + (near.map { "; did you mean \"\($0)\"?" } ?? "")
    }
}
