import Engine
import TaskDispatch
import Events
import RuleLanguage

/// A change of a task as `replay` prints it, without what follows from the rule alone.
struct Line: Hashable {
    var at: Timestamp
    var change: ChangeKind
    /// The event that ended it; nil for openings and misses.
    var by: EventIdentity?
    var rule: Text
    var customer: Text
    var key: [Value]
    var task: TaskID
    /// Nil for a miss, which never opened.
    var due: Timestamp?
    var say: Text
    var evidence: [EventIdentity]
}

/// What the order of the input means.
enum ArrivalOrder: String, CaseIterable, Sendable {
    /// All events are known to come in the order of time; those of one time arrive together.
    case sorted
    /// Each event arrives on its own, in the order of the input; the clock is the latest time seen.
    case asArrived
}

/// A task of the reference: what has become of an id.
struct ReferenceTask {
    var id: TaskID
    var rule: Int
    var key: [Value]
    var name: EpisodeName
    var state: TaskState
    var due: Timestamp?
    var say: Text
    var evidence: [EventIdentity]
}

/// Section 4 "Learned late" and `replay` of section 6: after every arrival the fold is done again from nothing and
/// reconciled with the tasks that exist.
struct ReferenceReplay {
    let program: Program
    let zones: ZoneTable
    /// The latest time seen.
    private(set) var clock = Timestamp.distantPast
    private var timelines: [Text: [Event]] = [:]
    private(set) var tasks: [Text: [ReferenceTask]] = [:]
    private(set) var lines: [Line] = []

    init(program: Program, zones: ZoneTable) {
        self.program = program
        self.zones = zones
    }

    /// The lines of a whole replay. Events with the identity of an earlier one are taken for duplicates of it.
    static func run(
        _ program: Program, zones: ZoneTable, arrivals: [Event], order: ArrivalOrder, until: Timestamp
    ) -> ReferenceReplay {
        var replay = ReferenceReplay(program: program, zones: zones)
        var seen: Set<EventIdentity> = []
        let events = arrivals.filter { $0.time <= until && seen.insert($0.identity).inserted }
        switch order {
        case .sorted:
            for time in Set(events.map(\.time)).sorted() {
                replay.arrive(events.filter { $0.time == time }.sorted())
            }
        case .asArrived:
            for event in events { replay.arrive([event]) }
        }
        replay.finish(until: until)
        return replay
    }

    /// The lines in the order of the output.
    var output: [Line] { lines.sorted(by: Line.isBefore) }

    /// Events that arrive together.
    mutating func arrive(_ events: [Event]) {
        let latest = events.map(\.time).max() ?? clock
        if latest > clock {
            // "j is judged once an event later than j has been seen": what was due before it, without it.
            clock = latest
            for customer in timelines.keys.sorted() {
                reconcile(customer, arrived: [], late: .distantPast, judged: Horizon(before: clock))
            }
        }
        let arrived = Dictionary(grouping: events, by: \.customer)
        for (customer, events) in arrived.sorted(by: { $0.key < $1.key }) {
            timelines[customer, default: []] += events
            reconcile(customer, arrived: events, late: clock, judged: Horizon(before: clock))
        }
    }

    /// The end of the input: the clock goes on to `until`, itself included.
    mutating func finish(until: Timestamp) {
        clock = until
        for customer in timelines.keys.sorted() {
            reconcile(customer, arrived: [], late: .distantPast, judged: Horizon(through: until))
        }
    }

    /// A step of the daemon for one customer: every verdict is learned when the clock says.
    mutating func turn(_ customer: Text, arrived: [Event], now: Timestamp) {
        clock = now
        timelines[customer, default: []] += arrived
        reconcile(customer, arrived: arrived, late: .distantFuture, judged: Horizon(through: now))
    }

    /// - Parameters:
    ///   - late: a verdict that is new, with a judging time before this, is not in time. In replay, because an event
    ///     that arrived after the clock had passed it brings it about.
    private mutating func reconcile(_ customer: Text, arrived: [Event], late: Timestamp, judged: Horizon) {
        var known = tasks[customer] ?? []
        var episodes: [Episode] = []
        func fold() {
            episodes = referenceFold(
                program, zones: zones, customer: customer, timeline: timelines[customer] ?? [], now: clock,
                judged: judged, missed: Set(known.filter { $0.state == .missed }.map(\.id)))
        }

        // One miss at a time, the earliest first: that it counts as lapsed may give the next trigger its own episode.
        fold()
        while let expired = episodes.filter({ isNewlyExpired($0, known, late: late) })
            .min(by: { $0.judging < $1.judging })
        {
            var task = task(for: expired, customer: customer)
            task.state = .missed
            known.append(task)
            print(task, .missed, at: clock, by: nil, customer: customer)
            fold()
        }

        for episode in episodes {
            let own = known.indices.filter { belongs(known[$0], to: episode) }.sorted {
                place(known[$0], in: episode) < place(known[$1], in: episode)
            }
            switch episode.status {
            case .open:
                let at = episode.judging < late ? clock : episode.judging
                let kept: Int?
                if let open = own.first(where: { known[$0].state == .open }) {
                    kept = open
                } else if let again = own.first(where: { known[$0].state != .missed }) {
                    // Also one that was answered, if the answer does not close this episode: the fold decides (P1).
                    kept = again
                    known[again].state = .open
                    update(&known[again], from: episode, customer: customer)
                    known[again].due = due(of: known[again], openedAt: at)
                    print(known[again], .opened, at: at, by: nil, customer: customer)
                } else {
                    var task = task(for: episode, customer: customer)
                    task.due = due(of: task, openedAt: at)
                    known.append(task)
                    kept = nil
                    print(task, .opened, at: at, by: nil, customer: customer)
                }
                if let kept { update(&known[kept], from: episode, customer: customer) }
                for other in own where other != kept && known[other].state == .open {
                    close(&known[other], .withdrawn(.lateEvidence), by: arrived.first?.identity, customer: customer)
                }
            case .ended(let ending, at: _, let by, unborn: _):
                for index in own where known[index].state == .open {
                    update(&known[index], from: episode, customer: customer)
                    close(&known[index], change(of: ending), by: by, customer: customer)
                }
            case .armed, .satisfied, .lapsed:
                for index in own where known[index].state == .open {
                    close(&known[index], .withdrawn(.lateEvidence), by: arrived.first?.identity, customer: customer)
                }
            }
        }
        for index in known.indices where known[index].state == .open {
            guard !episodes.contains(where: { belongs(known[index], to: $0) }) else { continue }
            close(&known[index], .withdrawn(.lateEvidence), by: arrived.first?.identity, customer: customer)
        }
        tasks[customer] = known
    }

    // MARK: Tasks and episodes

    /// "A task belongs to the episode that its id names, by its anchor or by a trigger that joined it."
    private func belongs(_ task: ReferenceTask, to episode: Episode) -> Bool {
        task.rule == episode.rule && task.key == episode.key && episode.names.contains(task.name)
    }

    private func place(_ task: ReferenceTask, in episode: Episode) -> Int {
        episode.names.firstIndex(of: task.name) ?? episode.names.count
    }

    private func isNewlyExpired(_ episode: Episode, _ known: [ReferenceTask], late: Timestamp) -> Bool {
        guard episode.status == .open, episode.judging < late,
            clock > program.rules[episode.rule].expire.after(episode.judging, .none)
        else { return false }
        // "what was opened once does not expire"
        return !known.contains { belongs($0, to: episode) && $0.state != .missed }
    }

    private func task(for episode: Episode, customer: Text) -> ReferenceTask {
        var task = ReferenceTask(
            id: program.taskID(rule: episode.rule, customer: customer, key: episode.key, name: episode.anchorName),
            rule: episode.rule, key: episode.key, name: episode.anchorName, state: .open, due: nil, say: "",
            evidence: [])
        update(&task, from: episode, customer: customer)
        return task
    }

    private func update(_ task: inout ReferenceTask, from episode: Episode, customer: Text) {
        let view = ReferenceView(
            program: program, zones: zones, customer: customer, timeline: (timelines[customer] ?? []).sorted(),
            rule: program.rules[episode.rule], key: episode.key)
        task.say = view.say(anchor: episode.anchor, at: episode.judging)
        task.evidence = episode.evidence.map(\.identity)
    }

    private func due(of task: ReferenceTask, openedAt: Timestamp) -> Timestamp? {
        program.rules[task.rule].task.due?.after(openedAt, .none)
    }

    // MARK: Lines

    private func change(of ending: Ending) -> ChangeKind {
        switch ending {
        case .done: return .done
        case .dismissed: return .dismissed
        case .overtaken: return .withdrawn(.overtaken)
        case .moved: return .withdrawn(.moved)
        }
    }

    private mutating func close(
        _ task: inout ReferenceTask, _ change: ChangeKind, by: EventIdentity?, customer: Text
    ) {
        switch change {
        case .done: task.state = .done
        case .dismissed: task.state = .dismissed
        case .withdrawn: task.state = .withdrawn
        case .opened, .missed, .updated, .held, .heldOut, .escalated, .expired: break
        }
        print(task, change, at: clock, by: by, customer: customer)
    }

    private mutating func print(
        _ task: ReferenceTask, _ change: ChangeKind, at: Timestamp, by: EventIdentity?, customer: Text
    ) {
        lines.append(
            Line(
                at: at, change: change, by: by, rule: program.rules[task.rule].name, customer: customer, key: task.key,
                task: task.id, due: change == .missed ? nil : task.due, say: task.say, evidence: task.evidence))
    }
}

extension Line {
    /// By (at, rule, customer, key), endings before openings.
    static func isBefore(_ a: Line, _ b: Line) -> Bool {
        if a.at != b.at { return a.at < b.at }
        if a.rule != b.rule { return a.rule < b.rule }
        if a.customer != b.customer { return a.customer < b.customer }
        if a.key != b.key { return a.key.lexicographicallyPrecedes(b.key) }
        if a.rank != b.rank { return a.rank < b.rank }
        return (a.text, a.task) < (b.text, b.task)
    }

    private var rank: Int {
        switch change {
        case .withdrawn, .done, .dismissed, .expired: return 0
        case .updated, .missed, .heldOut, .held: return 1
        case .opened, .escalated: return 2
        }
    }
}
