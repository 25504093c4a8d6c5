package import Engine
import Events
import RuleLanguage
package import TaskDispatch

/// Runs rules over events that happened, and counts what their tasks would have caught.
///
/// It goes the road of a replay: fold, then dispatch with its gates; nobody is held out. Pure: events and programs in,
/// figures out.
package struct Backtest {
    /// A program, with what its varied values are.
    private struct Run {
        var values: [Text]
        /// The program as it is run, whole.
        var program: Program
        /// For each rule of what is folded its place in the whole program.
        var rules: [Int]
        var dispatcher: Dispatcher
        /// The place of its lens.
        var lens: Int
    }

    private let varied: [VariedValue]
    private let settings: BacktestSettings
    private let runs: [Run]
    private let lenses: [Lens]
    private let zones: ZoneTable
    private var replay: Replay

    /// - Parameters:
    ///   - engines: one for each of `variation.combinations`, in their order, of programs that differ in nothing else.
    package init(_ engines: [RuleEngine], _ variation: Variation, _ settings: BacktestSettings) {
        self.settings = settings
        varied = variation.values
        zones = engines[0].zones
        let options = DispatchOptions(holdsOut: false, trustsFeeds: !settings.asksGates)
        let base = engines[0].program.prepared(asksGates: settings.asksGates)
        var runs: [Run] = []
        var lenses = [Lens(base)]
        for (engine, values) in zip(engines, variation.combinations) {
            let program = engine.program.prepared(asksGates: settings.asksGates)
            var folded = program
            var rules = Array(program.rules.indices)
            if !runs.isEmpty, base.hasIndependentRules {
                // Of the others the first run knows already what becomes.
                rules = program.rules(thatDifferFrom: base)
                folded.rules = rules.map { program.rules[$0] }
            }
            var lens = 0
            if !program.looksAtTheSame(as: base) {
                lens = lenses.count
                lenses.append(Lens(program))
            } else if !runs.isEmpty {
                // The first run looks at them for all.
                (folded.outcomes, folded.touches) = ([], Touches())
            }
            let dispatcher = Dispatcher(engine: RuleEngine(program: folded, zones: engine.zones), options: options)
            runs.append(Run(values: values, program: program, rules: rules, dispatcher: dispatcher, lens: lens))
        }
        self.runs = runs
        self.lenses = lenses
        replay = Replay(engine: runs[0].dispatcher.engine, order: .byTime, until: settings.until, options: options)
        replay.keepBystanders()
    }

    /// Takes what came; nothing twice.
    package mutating func accept(_ input: consuming Replay.Input) { replay.accept(input) }

    /// How many customers there are.
    package var customerCount: Int { mutating get { replay.customerCount } }

    /// All figures; nil if there was no event at all.
    /// - Parameter progress: called after each customer.
    package mutating func figures(progress: () -> Void = {}) -> BacktestFigures? {
        replay.lookUpLastOwners()
        guard let first = replay.bystanders?.first, first != .distantFuture else { return nil }
        let bounds = Bounds(settings, first: first, end: replay.end, zone: zones.site)
        let weigher = Weigher(settings.weights)
        var common = lenses.map { LensTally($0, bounds, weigher) }
        let tallies = counted(bounds, weigher, &common, progress)
        var figures = BacktestFigures(
            from: settings.from, first: first, end: bounds.end, split: bounds.split, zone: zones.site.name,
            asksGates: settings.asksGates,
            weights: settings.weights.map { weights in
                WeightFigures(
                    key: weights.key, rows: weights.count, tasksWithout: tallies[0].tasksWithout,
                    eventsWithout: common[0].eventsWithout, instancesWithout: common[0].instancesWithout)
            },
            varied: varied, runs: zip(tallies, runs).map { $0.figures(values: $1.values, common[$1.lens]) })
        if !varied.isEmpty { figures.markUnbeaten() }
        return figures
    }

    /// - Returns: one for each run.
    private func counted(
        _ bounds: Bounds, _ weigher: Weigher, _ common: inout [LensTally], _ progress: () -> Void
    ) -> [RunTally] {
        var facts = lenses.map { CustomerFacts($0) }
        let owners = lenses.indices.map { lens in runs.firstIndex { $0.lens == lens } ?? 0 }
        var tallies = SharedTallies(runs.map { RunTally(lenses[$0.lens], bounds, weigher) })
        replay.forEachCustomer(
            others: runs.dropFirst().map(\.dispatcher), viewsOf: owners,
            incidents: { run, rule, out in tallies.take(incidentOf: runs[run].rules[rule], at: out, run: run) },
            { customer in
                for lens in lenses.indices {
                    facts[lens].read(customer, customer.views[lens], bounds, lenses[lens])
                    common[lens].take(facts[lens], customer.customer, customer.views[lens])
                }
                var rest = RunSet(all: runs.count)
                for place in runs.indices where rest.contains(place) {
                    let alike = runs.indices[place...].filter { $0 == place || areAlike(place, $0, customer.courses) }
                    let set = RunSet(alike)
                    rest.subtract(set)
                    let courses = courses(of: place, customer.courses)
                    if courses.isEmpty { continue }
                    let lens = runs[place].lens
                    tallies.forEach(set) { $0.take(courses, facts[lens], customer.customer, customer.views[lens]) }
                }
                progress()
            })
        return tallies.all
    }

    /// Whether two runs make the same of a customer, the earlier first.
    private func areAlike(_ a: Int, _ b: Int, _ courses: [[TaskCourse]]) -> Bool {
        if runs[a].lens != runs[b].lens { return false }
        let (mine, theirs) = (runs[a].rules, runs[b].rules)
        if mine == theirs { return courses[a] == courses[b] }
        guard a == 0 else { return false }
        // Of the first run those of the rules that the other has anew.
        var next = 0
        for course in courses[0] where theirs.contains(course.rule) {
            guard next < courses[b].count, courses[b][next].isSame(as: course, rule: theirs[courses[b][next].rule])
            else { return false }
            next += 1
        }
        return next == courses[b].count
    }

    /// What became of all tasks of a run: of rules that are as in the first run, what became of them there.
    private func courses(of run: Int, _ courses: [[TaskCourse]]) -> [TaskCourse] {
        let rules = runs[run].rules
        if rules.count == runs[run].program.rules.count { return courses[run] }
        var all = courses[run]
        for place in all.indices { all[place].rule = rules[all[place].rule] }
        for course in courses[0] where !rules.contains(course.rule) { all.append(course) }
        return all
    }
}
