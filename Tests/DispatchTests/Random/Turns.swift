import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport

/// The Engine as the daemon uses it: the events of one customer of a trial, cut into turns by a seed, with a clock of
/// its own, and a state that goes to bytes and back.
struct Turns {
    struct Turn {
        var now: Timestamp
        var arrived: [Event]
        /// How far behind the clock the judging stays.
        var grace: TimeSpan
        /// Whether the state goes to bytes and back before it.
        var restarts: Bool
        /// Up to when the past is settled after it: nothing that comes later is too late. Nil: it is not.
        var settles: Timestamp?
    }

    let trial: Trial
    let seed: UInt64
    var turns: [Turn] = []
    /// Whose events they are.
    let customer: Text = "c"

    /// - Parameters:
    ///   - grace: whether the judging stays behind the clock, as the daemon's does; until the end.
    ///   - settling: whether pasts are settled between turns.
    init(_ trial: Trial, seed: UInt64, grace: Bool = false, settling: Bool = false) {
        self.trial = trial
        self.seed = seed
        var random = SplitMix64(seed: seed)
        var seen: Set<EventIdentity> = []
        var events = trial.arrivals.filter { $0.customer == customer && seen.insert($0.identity).inserted }
        // In order the Engine goes on from where it was; what is late makes it begin again.
        if random.chance(50) { events.sort() }
        var now = trial.arrivals.first?.time ?? trial.until
        var rest = events[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(random.pick([0, 1, 1, 2, 3])))
            rest = rest.dropFirst(batch.count)
            // Sometimes the clock stands still, or a feed is ahead of it.
            if random.chance(75) { now = max(now, batch.map(\.time).max() ?? now) }
            if random.chance(8) { now = max(now, trial.program.vocabulary.time(&random)) }
            let behind: TimeSpan = grace ? random.pick([.zero, .minutes(1), .hours(1)]) : .zero
            turns.append(Turn(now: now, arrived: batch, grace: behind, restarts: random.chance(40)))
        }
        turns.append(Turn(now: max(now, trial.until), arrived: [], grace: .zero, restarts: random.chance(40)))
        guard settling else { return }
        for place in turns.indices where random.chance(60) {
            let (known, later) = (turns[...place].flatMap(\.arrived), turns[(place + 1)...].flatMap(\.arrived))
            turns[place].settles = random.settling(known, before: later, through: turns[place].now)
        }
    }

    // MARK: Both sides

    private var reference: ReferenceReplay {
        var replay = ReferenceReplay(program: trial.compiled, zones: trial.zones)
        for turn in turns { replay.turn(arrived: turn.arrived, now: turn.now) }
        return replay
    }

    private var engine: (lines: [Line], state: CustomerState) {
        let engine = Dispatcher(
            engine: RuleEngine(program: trial.compiled, zones: trial.zones, fewEvents: fewEvents(trial.arrivals)))
        var state = CustomerState(customer: customer)
        var lines: [Line] = []
        for turn in turns {
            if turn.restarts {
                do {
                    state = try CustomerState(
                        customer: customer, bytes: state.encoded(), events: state.events.shuffled(by: seed))
                } catch {
                    Issue.record("\(error.sentence)")
                }
            }
            let changes = engine.advance(
                &state, arrivals: turn.arrived,
                clock: Clock(now: turn.now, judged: Horizon(through: turn.now - turn.grace), lateness: .byClock))
            lines += changes.compactMap(Line.init)
            if let instant = turn.settles { engine.settlePast(of: &state, through: instant) }
        }
        return (lines, state)
    }

    /// Which of several events that arrived together is late evidence is nowhere said.
    private func comparable(_ lines: [Line]) -> [Line] {
        lines.map { line in
            var line = line
            if line.change == .withdrawn("late-evidence") { line.by = nil }
            return line
        }.sorted(by: Line.isBefore)
    }

    var disagree: Bool { comparable(reference.lines) != comparable(engine.lines) }

    // MARK: P1

    private struct OpenTask: Hashable, Comparable {
        var rule: Text
        var key: [Value]
        var say: Text
        var evidence: [EventIdentity]

        static func < (a: OpenTask, b: OpenTask) -> Bool { "\(a)" < "\(b)" }
    }

    private var openByPage: [OpenTask] {
        let program = trial.compiled
        let now = turns.map(\.now).max() ?? trial.until
        let timeline = turns.flatMap(\.arrived).sorted()
        return referenceFold(
            program, zones: trial.zones, customer: customer, timeline: timeline, now: now,
            judged: Horizon(through: now)
        ).episodes.filter { $0.status == .open }.map { episode in
            let view = ReferenceView(
                program: program, zones: trial.zones, customer: customer, timeline: timeline,
                rule: program.rules[episode.rule], key: episode.key
            ).of(episode)
            return OpenTask(
                rule: program.rules[episode.rule].name, key: episode.key,
                say: view.say(anchor: episode.anchor, at: episode.judging), evidence: episode.evidence.map(\.identity))
        }.sorted()
    }

    private var openByEngine: [OpenTask] {
        engine.state.tasks.filter { $0.state == .open }.map {
            OpenTask(rule: $0.rule, key: $0.key.map(\.value), say: $0.say, evidence: $0.evidence)
        }.sorted()
    }

    var endsElsewhere: Bool { openByPage != openByEngine }

    // MARK: To read

    var ends: String { "  by the page: \(openByPage)\n  by the Engine: \(openByEngine)\n" }

    var report: String {
        var text = trial.program.source + "\n"
        for turn in turns {
            text += "  now \(TerseTime.text(turn.now))\(turn.restarts ? ", after a restart" : "")"
            text += "\(turn.settles.map { ", then settled through \(TerseTime.text($0))" } ?? "")\n"
            text += turn.arrived.map { "    \(trial.described($0))\n" }.joined()
        }
        for (name, lines) in [("reference", reference.lines), ("engine", engine.lines)] {
            text +=
                "  \(name):\n"
                + lines.map { "    \($0.text) \($0.dueText) \($0.task.text.string.prefix(6)) \"\($0.say)\"\n" }
                .joined()
        }
        return text
    }
}

extension [Event] {
    fileprivate func shuffled(by seed: UInt64) -> [Event] {
        var random = SplitMix64(seed: seed)
        return shuffled(using: &random)
    }
}

extension Trial {
    /// The same, but no verdict expires: what is missed is the one thing that depends on when it was learned.
    var forgettingNothing: Trial {
        var lasting = self
        for rule in lasting.program.rules.indices {
            lasting.program.rules[rule].clauses.removeAll { $0.hasPrefix("expire") }
            lasting.program.rules[rule].clauses.append("expire after 36500d")
        }
        guard let compiled = lasting.program.compiled().program else { return self }
        lasting.compiled = compiled
        return lasting
    }
}
