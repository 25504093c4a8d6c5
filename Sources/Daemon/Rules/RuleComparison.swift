import CloudEvents
import Engine
import TaskDispatch
package import Events
import RuleLanguage
import Spool
import Store

/// What other rules would change, customer by customer, in the state of a daemon that may be working on it. Nothing
/// is written.
package struct RuleComparison {
    /// What happens to tasks and deadlines.
    package struct Counts: Sendable, Equatable {
        package var opens = 0
        package var withdraws = 0
        /// Verdicts that a gate holds, or holds for another reason.
        package var holds = 0
        /// Open tasks that say something else.
        package var updates = 0
        /// Deadlines that come at another time.
        package var moves = 0
        /// Deadlines that are new, and those that are no more, without a task.
        package var starts = 0
        package var drops = 0
        /// Verdicts that are too old to open (`expire`).
        package var misses = 0

        package var isEmpty: Bool { self == Counts() }

        static func + (a: Counts, b: Counts) -> Counts {
            Counts(
                opens: a.opens + b.opens, withdraws: a.withdraws + b.withdraws, holds: a.holds + b.holds,
                updates: a.updates + b.updates, moves: a.moves + b.moves, starts: a.starts + b.starts,
                drops: a.drops + b.drops,
                misses: a.misses + b.misses)
        }
    }

    /// Kept events that do not fit the declaration of their type.
    package struct Misfits: Sendable, Equatable {
        package var events = 0
        /// What is wrong with the first of them, as one sentence.
        package var detail = ""
    }

    /// By type that only the new rules declare: kept events that came before it was declared, and that rules see then.
    package private(set) var takenIn: [Text: Int] = [:]
    /// By type that the new rules declare: those that no rule sees.
    package private(set) var misfits: [Text: Misfits] = [:]
    /// Who is not compared, for judging takes longer than the daemon would work on it.
    package private(set) var leftOut: [Text] = []
    /// By rule; rules without any change are not there.
    package private(set) var rules: [Text: Counts] = [:]
    package var total: Counts { rules.values.reduce(Counts(), +) }
    /// How many customers there are.
    package let customers: Int
    /// How many of them have a past that is settled: rules that are new, or say something else, judge from its end on.
    package private(set) var settled = 0
    /// The earliest and the latest end of those.
    package private(set) var settledThrough: ClosedRange<Timestamp>?
    /// As the new rules would be put in force.
    package let adoption: RuleActivation

    private let store: StateStore
    private let names: [Text]
    private let old: (engine: RuleEngine, reader: FieldReader)
    private let new: (engine: RuleEngine, reader: FieldReader)
    /// What customers share, under either set.
    private var sites: (old: SiteState, new: SiteState)
    /// For each type of the new rules, its name if the old ones do not declare it.
    private let newTypes: [Text?]
    private let clock: Clock

    /// - Parameters:
    ///   - folder: of the daemon's state.
    ///   - rules: those that might be put in force.
    ///   - backfill: how far rules look back that were never in force before.
    ///   - now: the time to judge by, unless the daemon has worked with a later one.
    package init(
        state folder: String, rules: RuleSet, backfill: TimeSpan, grace: TimeSpan, now: Timestamp = WallClock.now()
    ) throws(DaemonError) {
        do {
            store = try StateStore(reading: folder)
            let now = max(now, try store.clock() ?? now)
            guard let inForce = try store.rulesInForce(), let sources = RuleSet.sources(inForce.text),
                let before = try? RuleLoader.check(sources)
            else { throw DaemonError.unknownRules(folder) }
            let known = try store.knownRules()
            let adopting = TurnProcessor.adopting(rules, before: inForce, known: known, at: now, backfill: backfill)
            let since = Dictionary(
                known.compactMap { rule in rule.since.map { (rule.name, $0) } }, uniquingKeysWith: { $1 })
            let inUse = Set(before.program.rules.map(\.name))
            adoption = adopting.adoption
            old = (
                before.engine(since: since.filter { inUse.contains($0.key) }),
                FieldReader(schema: before.program.schema)
            )
            new = (adopting.engine, FieldReader(schema: rules.program.schema))
            sites = (try Site(old.engine, of: store).state, try Site(new.engine, of: store).state)
            let declared = before.program.schema
            newTypes = rules.program.schema.types.map {
                declared.index(ofWritten: $0.writtenType) == nil ? $0.name : nil
            }
            names = try store.customers()
            customers = names.count
            clock = Clock(now: now, judged: Horizon(through: now - grace), lateness: .byClock)
        } catch {
            throw DaemonError(error)
        }
    }

    /// Compares all customers.
    /// - Parameters:
    ///   - elapsed: a clock that nobody sets.
    ///   - progress: called with how many more are done.
    package mutating func run(
        elapsed: () -> TimeSpan = WallClock.sinceStart, progress: (Int) -> Void = { _ in }
    ) throws(DaemonError) {
        do {
            // The rules in force are not asked again for what they could not do.
            let setAside = Set(try store.unfinishedCustomers().filter(\.isSetAside).map(\.customer))
            for customer in names {
                let began = elapsed()
                let isCompared =
                    try !setAside.contains(customer) && compare(customer) { elapsed() - began <= FoldWatch.limit }
                if !isCompared { leftOut.append(customer) }
                progress(1)
            }
        } catch {
            throw DaemonError(error)
        }
    }

    /// - Returns: whether both sets got to the end of it.
    private mutating func compare(_ customer: Text, goesOn: () -> Bool) throws -> Bool {
        guard let stored = try store.load(customer: customer) else { return true }
        var (before, arrivals) = try stored.restored(customer, old.reader)
        // What the rules in force would do now anyway is not the doing of the new ones.
        guard advance(&before, arrivals, old.engine, &sites.old, goesOn) != nil else { return false }
        if let end = before.settledThrough {
            settled += 1
            let known = settledThrough ?? end...end
            settledThrough = min(known.lowerBound, end)...max(known.upperBound, end)
        }
        let events = stored.text.withUnsafeBytes { new.reader.events(fromStored: $0) }
        var after = try CustomerState(customer: customer, bytes: before.encoded(), events: events)
        guard let changes = advance(&after, [], new.engine, &sites.new, goesOn) else { return false }
        countKept(events, of: stored)
        count(changes)
        countWaits(before, after)
        return true
    }

    private func advance(
        _ state: inout CustomerState, _ arrivals: [Event], _ engine: RuleEngine, _ site: inout SiteState,
        _ goesOn: () -> Bool
    ) -> [Change]? {
        var counts: EpisodeCounts?
        var unmatched = UnmatchedAnswers()
        return withoutActuallyEscaping(goesOn) { goesOn in
            Dispatcher(engine: engine).advance(
                &state, arrivals: arrivals, clock: clock, site: &site, counts: &counts, unmatched: &unmatched,
                goesOn: goesOn)
        }
    }

    private mutating func count(_ changes: [Change]) {
        for change in changes {
            count(change.task.rule) { counts in
                switch change.kind {
                case .opened: counts.opens += 1
                case .withdrawn, .done, .dismissed: counts.withdraws += 1
                case .missed, .expired: counts.misses += 1
                case .updated, .escalated: counts.updates += 1
                case .held: counts.holds += 1
                // Nobody sees anything of it.
                case .heldOut: break
                }
            }
        }
    }

    private mutating func countWaits(_ before: CustomerState, _ after: CustomerState) {
        var waits = Dictionary(
            old.engine.waits(in: before).map { ($0.name, $0.at) }, uniquingKeysWith: { first, _ in first })
        for wait in new.engine.waits(in: after) {
            guard let at = waits.removeValue(forKey: wait.name) else {
                count(wait.name.rule) { $0.starts += 1 }
                continue
            }
            if at != wait.at { count(wait.name.rule) { $0.moves += 1 } }
        }
        for name in waits.keys { count(name.rule) { $0.drops += 1 } }
    }

    /// Counts what the new declarations make of the events that are kept.
    private mutating func countKept(_ events: [Event], of stored: CustomerRecord) {
        for event in events {
            if let type = newTypes[event.type] { takenIn[type, default: 0] += 1 }
        }
        // Of most customers every event is one.
        if events.count == stored.count { return }
        let schema = new.engine.program.schema
        stored.text.withUnsafeBytes { lines in
            new.reader.misfits(ofStored: lines) { type, detail in
                let name = schema.index(ofWritten: type).map { schema.types[$0].name } ?? type
                misfits[name, default: Misfits(detail: detail)].events += 1
            }
        }
    }

    private mutating func count(_ rule: Text, _ change: (inout Counts) -> Void) {
        change(&rules[rule, default: Counts()])
    }
}
