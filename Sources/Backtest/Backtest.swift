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
        var tallies = runs.map { RunTally(lenses[$0.lens], bounds, weigher) }
        count(&tallies, &common, progress)
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

    private func count(_ tallies: inout [RunTally], _ common: inout [LensTally], _ progress: () -> Void) {
        var facts = lenses.map { CustomerFacts($0) }
        let owners = lenses.indices.map { lens in runs.firstIndex { $0.lens == lens } ?? 0 }
        // Of customers for whom nothing that is varied matters: counted once for all runs.
        var alike = RunTally(tallies[0].lens, tallies[0].bounds, tallies[0].weigher)
        replay.forEachCustomer(
            others: runs.dropFirst().map(\.dispatcher), viewsOf: Set(owners),
            incidents: { run, rule, out in tallies[run].take(incidentOf: runs[run].rules[rule], at: out) },
            { customer in
                for lens in lenses.indices {
                    guard let view = customer.views[owners[lens]] else { continue }
                    facts[lens].read(view, customer.bystanders, until: tallies[0].bounds.end, lenses[lens])
                    common[lens].take(facts[lens], customer.customer, view)
                }
                if areAlike(customer.courses), let view = customer.views[0] {
                    alike.take(customer.courses[0], facts[0], customer.customer, view)
                } else {
                    for (place, run) in runs.enumerated() {
                        guard let view = customer.views[owners[run.lens]] else { continue }
                        let courses = courses(of: place, customer.courses)
                        tallies[place].take(courses, facts[run.lens], customer.customer, view)
                    }
                }
                progress()
            })
        for place in tallies.indices where runs[place].lens == 0 { tallies[place].add(alike) }
    }

    /// Whether every run makes the same of a customer.
    private func areAlike(_ courses: [[TaskCourse]]) -> Bool {
        guard lenses.count == 1 else { return false }
        return runs.indices.dropFirst().allSatisfy { place in
            let (rules, all) = (runs[place].rules, runs[place].program.rules.count)
            if rules.count == all { return courses[place] == courses[0] }
            if courses[place].isEmpty { return !courses[0].contains { rules.contains($0.rule) } }
            return false
        }
    }

    /// What became of all tasks of a run: of rules that are as in the first run, what became of them there.
    private func courses(of run: Int, _ courses: [[TaskCourse]]) -> [TaskCourse] {
        let (rules, all) = (runs[run].rules, runs[run].program.rules.count)
        if rules.count == all { return courses[run] }
        let own = courses[run].map { course in
            var course = course
            course.rule = rules[course.rule]
            return course
        }
        return own + courses[0].filter { !rules.contains($0.rule) }
    }
}
