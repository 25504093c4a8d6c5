import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport

/// Dispatch as the daemon uses it: the events of all customers of a trial, cut into turns by a seed, with a clock of its
/// own; between turns what is known goes to bytes and back. Only those customers are advanced whom something concerns.
struct SiteTurns {
    struct Turn {
        var now: Timestamp
        var arrived: [Event]
        /// Whether all goes to bytes and back before it.
        var restarts: Bool
        /// The escalations of each rule from here on, if they are others than before.
        var reloads: [[Escalation]]?
        /// Up to when each customer's past is settled after it: nothing that comes later is too late.
        var settles: [Text: Timestamp] = [:]
    }

    let trial: Trial
    let seed: UInt64
    private var turns: [Turn] = []

    /// - Parameter settling: whether pasts are settled between turns.
    init(_ trial: Trial, seed: UInt64, settling: Bool = false) {
        self.trial = trial
        self.seed = seed
        var random = SplitMix64(seed: seed)
        var seen: Set<EventIdentity> = []
        var events = trial.arrivals.filter { seen.insert($0.identity).inserted }
        if random.chance(50) { events.sort() }
        var now = trial.arrivals.first?.time ?? trial.until
        var rest = events[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(random.pick([0, 1, 1, 2, 3])))
            rest = rest.dropFirst(batch.count)
            // Sometimes the clock stands still, or a feed is ahead of it.
            if random.chance(75) { now = max(now, batch.map(\.time).max() ?? now) }
            if random.chance(25) { now = now + random.pick([.minutes(1), .minutes(30), .hours(1), .hours(12)]) }
            turns.append(Turn(now: now, arrived: batch, restarts: random.chance(30)))
        }
        if random.chance(50), !turns.isEmpty {
            turns[random.below(turns.count)].reloads = trial.compiled.rules.map {
                edited($0.outreach.escalations, &random)
            }
        }
        for later in [TimeSpan.hours(1), .hours(8), .days(2)] {
            turns.append(Turn(now: max(now, trial.until) + later, arrived: [], restarts: random.chance(30)))
        }
        guard settling else { return }
        for place in turns.indices {
            let (known, later) = (turns[...place].flatMap(\.arrived), turns[(place + 1)...].flatMap(\.arrived))
            for (customer, events) in Dictionary(grouping: known, by: \.customer).sorted(by: { $0.key < $1.key })
            where random.chance(50) {
                turns[place].settles[customer] = random.settling(
                    events, before: later.filter { $0.customer == customer }, through: turns[place].now)
            }
        }
    }

    /// As somebody edits the lines of a rule: one comes, one goes, they change places.
    private func edited(_ escalations: [Escalation], _ random: inout SplitMix64) -> [Escalation] {
        var edited = escalations
        if random.chance(50) {
            let new = Escalation(
                condition: random.pick([.unclaimed, .undone]), after: .elapsed(random.pick([.minutes(30), .hours(2)])),
                queue: "new", priority: random.pick([nil, .urgent]))
            edited.insert(new, at: random.below(edited.count + 1))
        }
        if random.chance(30), !edited.isEmpty { edited.remove(at: random.below(edited.count)) }
        if random.chance(50) { edited.reverse() }
        return edited
    }

    /// The program once the escalations of its rules are others.
    private func program(_ escalations: [[Escalation]]) -> Program {
        var program = trial.compiled
        for (rule, lines) in escalations.enumerated() { program.rules[rule].outreach.escalations = lines }
        return program
    }

    var disagree: Bool { comparable(reference) != comparable(production) }

    // MARK: Both sides

    private var reference: [Line] {
        var replay = ReferenceReplay(program: trial.compiled, zones: trial.zones)
        for turn in turns {
            if let escalations = turn.reloads { replay.program = program(escalations) }
            replay.turn(arrived: turn.arrived, now: turn.now)
        }
        return replay.lines
    }

    private var production: [Line] {
        var dispatcher = dispatcher(trial.compiled)
        let prefixes = Set(trial.compiled.origin.feeds.flatMap(\.prefixes))
        var site = SiteState()
        var states: [Text: CustomerState] = [:]
        var changes: [Change] = []
        for turn in turns {
            if turn.restarts { restart(&states, &site) }
            if let escalations = turn.reloads { dispatcher = self.dispatcher(program(escalations)) }
            let clock = Clock(now: turn.now, judged: Horizon(through: turn.now), lateness: .byClock)
            for event in turn.arrived {
                for prefix in prefixes where event.identity.source.hasPrefix(prefix) {
                    site.hear(prefix, at: event.time)
                }
            }
            changes += dispatcher.takeAnswers(turn.arrived, &site, clock: clock)
            var asked = concerned(by: turn, states, site)
            var arrived = turn.arrived
            site.decidesLater = true
            while !asked.isEmpty {
                for name in asked {
                    var state = states[name] ?? CustomerState(customer: name)
                    let mine = arrived.filter { $0.customer == name }
                    changes += dispatcher.advance(&state, arrivals: mine, clock: clock, site: &site)
                    states[name] = state
                }
                arrived = []
                asked = asked.filter { states[$0]?.asksSurge ?? false }
                if !asked.isEmpty { changes += dispatcher.dropEmptyIncidents(&site, clock: clock) }
            }
            changes += dispatcher.settle(&site, clock: clock)
            for (name, instant) in turn.settles {
                if var state = states[name] {
                    dispatcher.settlePast(of: &state, through: instant)
                    states[name] = state
                }
            }
        }
        return changes.compactMap(Line.init)
    }

    private func dispatcher(_ program: Program) -> Dispatcher {
        Dispatcher(engine: RuleEngine(program: program, zones: trial.zones, fewEvents: fewEvents(trial.arrivals)))
    }

    private func concerned(by turn: Turn, _ states: [Text: CustomerState], _ site: SiteState) -> [Text] {
        let feeds = trial.compiled.origin.feeds
        // After a reload everybody who has a task.
        if turn.reloads != nil { return Set(states.keys).union(turn.arrived.map(\.customer)).sorted() }
        func heard(_ name: Text) -> Timestamp? {
            feeds.first { $0.name == name }?.prefixes.compactMap { site.heard[$0] }.max()
        }
        let due = states.values.filter { state in
            state.nextDeadline.map { $0 <= turn.now } ?? false
                || state.feedWaits.contains { wait in heard(wait.feed).map { $0 >= wait.needs } ?? false }
        }
        return Set(turn.arrived.map(\.customer)).union(site.called).union(due.map(\.customer)).sorted()
    }

    private func restart(_ states: inout [Text: CustomerState], _ site: inout SiteState) {
        do {
            for (name, state) in states {
                states[name] = try CustomerState(customer: name, bytes: state.encoded(), events: state.events)
            }
            site = try SiteState(bytes: site.encoded())
        } catch {
            Issue.record("\(error)")
        }
    }

    /// Which of several events that arrived together is late evidence is nowhere said.
    private func comparable(_ lines: [Line]) -> [Line] {
        lines.map { line in
            var line = line
            if line.change == .withdrawn("late-evidence") { line.by = nil }
            return line
        }.sorted(by: Line.isBefore)
    }

    // MARK: To read

    var report: String {
        var text = trial.program.source + "\n"
        for turn in turns {
            text += "  now \(TerseTime.text(turn.now))\(turn.restarts ? ", after a restart" : "")"
            text += turn.settles.map { ", then \($0.key) settled through \(TerseTime.text($0.value))" }.joined() + "\n"
            if let escalations = turn.reloads { text += "    the escalations are now \(escalations)\n" }
            text += turn.arrived.map { "    \(trial.described($0))\n" }.joined()
        }
        for (name, lines) in [("reference", comparable(reference)), ("production", comparable(production))] {
            text += "  \(name):\n"
            text += lines.map { "    \($0.text) \($0.dueText) \($0.handedText) \($0.task.text.string.prefix(6))\n" }
                .joined()
        }
        return text
    }
}
