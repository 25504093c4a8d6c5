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
            the events are those that a daemon has kept; it may be running. With --live the running daemon is asked, and \
            its own rules are told about. Times are in the site's zone.
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

    @OptionGroup var control: ControlOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Argument(help: "Files of events; - or nothing is standard input.", completion: .file())
    var events: [String] = []

    func validate() throws {
        if state != nil && !events.isEmpty { throw ValidationError("Events come from files, or from --state.") }
        if live && (state != nil || !events.isEmpty || !rulePaths.isEmpty) {
            throw ValidationError("With --live the rules and the events are the daemon's.")
        }
        if !live && rulePaths.isEmpty {
            throw ValidationError("Name the rules with --rules, or ask the daemon with --live.")
        }
    }

    func run() throws {
        var story = CustomerStory(customer: Text(customer))
        let engine: RuleEngine
        if live {
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
        } else if !live {
            for path in events.isEmpty ? ["-"] : events {
                try input.read(path) { inputs in
                    for input in inputs {
                        switch input {
                        case .event(let event): story.take(event)
                        case .passed(_, let time): story.tick(time)
                        }
                    }
                }
            }
        }
        guard story.isKnown else {
            throw failure(story.unknown, .wrong)
        }
        let explained = Dispatcher(engine: engine).explanation(
            customer: story.customer, events: story.events, at: at?.time ?? story.latest, rules: chosen,
            tasks: story.tasks)
        let report = ExplainReport(explained, bringers: story.bringers, isBrief: rule.isEmpty)
        var output = StandardOutput()
        if json {
            output.json(report.json)
        } else {
            for line in report.lines { output.line(line) }
        }
        output.flush()
        for sentence in input.types.undeclaredTypes(engine.program.schema) { complain("outreachd: \(sentence)") }
        if input.rejected > 0 { throw ExitCode.wrong }
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

/// One customer's events out of those of many.
private struct CustomerStory {
    let customer: Text
    private(set) var events: [Event] = []
    private(set) var tasks: [TaskRecord] = []
    /// Who brought the events, as far as a daemon has noted it.
    private(set) var bringers: [EventIdentity: Text] = [:]
    private(set) var isKnown = false
    private(set) var latest = Timestamp.distantPast
    private var others: Set<Text> = []

    init(customer: Text) { self.customer = customer }

    mutating func take(_ event: Event) {
        tick(event.time)
        if event.customer == customer {
            events.append(event)
            isKnown = true
        } else {
            others.insert(event.customer)
        }
    }

    /// Takes what a daemon has kept.
    mutating func read(_ folder: String, _ schema: Schema) throws {
        do throws(DaemonError) {
            let reader = try StateReader(folder: folder, schema: schema)
            if let clock = try reader.clock() { tick(clock) }
            guard let known = try reader.story(of: customer) else {
                others = Set(try reader.customers())
                return
            }
            if let reason = known.setAside { complain("outreachd: \(reason)") }
            for event in known.events { take(event) }
            tasks = known.tasks
            bringers = known.bringers
            isKnown = true
        } catch {
            throw error.told(ofState: folder)
        }
    }

    /// Takes what a running daemon told.
    /// - Returns: the engine of its rules.
    mutating func take(_ told: CustomerAnswer) throws -> RuleEngine {
        if let reason = told.setAside { complain("outreachd: \(reason)") }
        let sources = told.rules.map { Source(path: $0.path, text: $0.text) }
        let since = told.since.compactMap { name, time -> (Text, Timestamp)? in
            guard case .success(let time) = Timestamp.parse(Text(time)) else { return nil }
            return (Text(name), time)
        }
        let rules: RuleSet
        do throws(RulesRefused) { rules = try RuleLoader.check(sources) } catch { throw outreachd.told(error) }
        let reader = FieldReader(schema: rules.program.schema)
        let events = told.events.compactMap { reader.event(fromStored: Text($0)) }
        for event in events { take(event) }
        bringers = WholeEventReader().bringers(
            of: Array(told.events.map { $0 + "\n" }.joined().utf8), (told.brought ?? []).map { $0.map { Text($0) } })
        do {
            tasks = try CustomerState(customer: customer, bytes: [UInt8](told.state), events: events).tasks
        } catch {
            throw failure(error.sentence, .inputOutput)
        }
        if case .success(let now) = Timestamp.parse(Text(told.now)) { tick(now) }
        isKnown = true
        return rules.engine(since: Dictionary(since, uniquingKeysWith: { $1 }))
    }

    /// How far rules look back that were added to a daemon later.
    func since(_ folder: String) throws -> [Text: Timestamp] {
        do throws(DaemonError) {
            return try StateReader(folder: folder, schema: .language).since()
        } catch {
            throw error.told(ofState: folder)
        }
    }

    mutating func tick(_ time: Timestamp) { latest = max(latest, time) }

    /// What is said where no event is the customer's.
    var unknown: String {
        if others.isEmpty { return "there is no event of customer \"\(customer)\", nor of any other" }
        let near = nearMiss(customer, among: others.sorted())
        return
            "there is no event of customer \"\(customer)\" among those of \(plural(others.count, "other"))"
            + (near.map { "; did you mean \"\($0)\"?" } ?? "")
    }
}
