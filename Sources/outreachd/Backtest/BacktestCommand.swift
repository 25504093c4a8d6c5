import ArgumentParser
import Backtest
import CLinux
import Daemon
import Engine
import Events
import Report
import RuleLanguage
import ZoneFiles

/// `outreachd backtest`: what the tasks of rules would have caught of what happened.
struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Run events that happened through the rules, and count what their tasks would have caught.",
        discussion: """
            Replays the events, gates included, with nobody held out, and compares the tasks with the outcomes that the \
            rule files declare: how many tasks were right (precision), how many outcomes had a task before them (recall), \
            how much better that is than chance (lift), and how long before (lead); for the whole time and for both \
            halves of it. Rejected events go to standard error, a line each; then the exit code is 1.
            """)

    @OptionGroup var rules: RuleOptions

    @Option(
        help: ArgumentHelp(
            "Where the clock stops, itself included. By default the greatest time of an accepted event.",
            valueName: "time"),
        transform: TimeArgument.reading)
    var until: TimeArgument?

    @Option(
        help: ArgumentHelp(
            "Count tasks, outcomes and instances from then on; what was before is read, and still catches.",
            valueName: "time"),
        transform: TimeArgument.reading)
    var from: TimeArgument?

    @Option(
        help: ArgumentHelp("Where the second half begins. By default in the middle.", valueName: "time"),
        transform: TimeArgument.reading)
    var split: TimeArgument?

    @Flag(help: "Take every verdict as a task, as if there were no gates.")
    var verdicts = false

    @Option(
        help: ArgumentHelp(
            "A CSV with a column weight, by which rates are weighed. Needs --weight-key.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var weights: String?

    @Option(
        help: ArgumentHelp(
            "The column that says whose weight it is: a key of the rules, as order, or customer.", valueName: "field"))
    var weightKey: String?

    @Option(
        help: ArgumentHelp(
            "A named value of the rules, and what to try in its place: patience=1h,2h,4h. Several make every combination, "
                + "64 at most.", valueName: "name=values"))
    var vary: [String] = []

    @OptionGroup var output: FigureOptions

    @Argument(help: "Files of events; - or nothing is standard input.", completion: .file())
    var events: [String] = []

    func validate() throws {
        if (weights == nil) != (weightKey == nil) {
            throw ValidationError("--weights and --weight-key go together.")
        }
        if let from, let until, from.time > until.time {
            throw ValidationError("--from is later than --until.")
        }
        do throws(VariationError) { _ = try Variation(vary) } catch {
            throw ValidationError("--vary: \(error.sentence).")
        }
    }

    func run() throws {
        heap_prepare_large()
        let compilation = try compileRules(rules.paths)
        let program = try outreachd.program(from: compilation)
        var settings = BacktestSettings()
        (settings.until, settings.from, settings.split) = (until?.time, from?.time, split?.time)
        settings.asksGates = !verdicts
        if let weights, let weightKey {
            settings.weights = try WeightFile(path: weights, key: weightKey).read(for: program)
        }
        let engines = try VariedRules(compilation, try Variation(vary)).engines()
        var backtest = Backtest(engines, try Variation(vary), settings)

        var input = EventInput(schema: program.schema)
        let paths = events.isEmpty ? ["-"] : events
        input.showBar(for: paths)
        for path in paths { try input.read(path) { backtest.accept($0) } }
        let (types, schema) = (input.types, program.schema)
        for sentence in types.undeclaredTypes(schema) + types.unheardRules(program) + types.unstartedRules(program) {
            complain("outreachd: \(sentence)")
        }
        guard let figures = counted(&backtest) else {
            throw failure("there is no event to count by", .wrong)
        }
        try output.write(
            json: BacktestJSON(figures).bytes,
            orTables: { BacktestReport(figures, program, zone: engines[0].zones.site).print(&$0) }, page: figures.page)
        withExtendedLifetime((input, backtest)) { endProgram(input.rejected > 0 ? 1 : 0) }
    }

    private func counted(_ backtest: inout Backtest) -> BacktestFigures? {
        var bar = ProgressBar("counting", unit: "customers")
        var done = 0
        let all = backtest.customerCount
        let figures = backtest.figures {
            done += 1
            if done % 64 == 0 { bar.advance(64, share: Double(done) / Double(max(all, 1))) }
        }
        bar.finish()
        return figures
    }
}

/// The rules with each combination of their varied values.
struct VariedRules {
    private let compilation: Compilation
    private let variation: Variation

    init(_ compilation: Compilation, _ variation: Variation) {
        self.compilation = compilation
        self.variation = variation
    }

    /// One engine for each combination, in their order.
    func engines() throws -> [RuleEngine] {
        try variation.combinations.map { combination in
            if combination.isEmpty { return try makeEngine(try program(from: compilation)) }
            let sources: [Source]
            do throws(VariationError) {
                sources = try variation.sources(compilation, combination)
            } catch {
                throw failure("--vary: \(error.sentence)", .usage)
            }
            let varied = compile(sources, knownZones: allZoneNames(), zone: { try? loadZone(named: $0) })
            if varied.program == nil {
                let values = zip(variation.values, combination).map { "\($0.name) = \($1)" }
                complain("outreachd: with \(values.joined(separator: ", ")) the rules have a mistake:")
            }
            return try makeEngine(try program(from: varied))
        }
    }
}
