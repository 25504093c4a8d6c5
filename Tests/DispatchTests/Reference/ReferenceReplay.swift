import Engine
import Events
import RuleLanguage

/// What the order of the input means.
enum ArrivalOrder: String, CaseIterable, Sendable {
    /// All events are known to come in the order of time; those of one time arrive together.
    case sorted
    /// Each event arrives on its own, in the order of the input; the clock is the latest time seen.
    case asArrived
}

/// A replay over all customers, instant by instant: after every arrival the fold is
/// done again from nothing, reconciled with the tasks that exist, and the gates are asked.
struct ReferenceReplay {
    /// Other rules may come into force.
    var program: Program
    let zones: ZoneTable
    /// The present instant.
    var clock = Timestamp.distantPast
    var timelines: [Text: [Event]] = [:]
    var tasks: [Text: [ReferenceTask]] = [:]
    var incidents: [ReferenceIncident] = []
    var outside: [Text: OutsideEndings] = [:]
    var lines: [Line] = []
    /// Whose timeline or endings have changed since they were folded last.
    var unfolded: Set<Text> = []
    /// When the fold of a customer has something due next.
    var due: [Text: Timestamp] = [:]
    /// Every event with the clock once it had arrived: what is heard of a feed is asked of the whole instant.
    var heard: [(clock: Timestamp, event: Event)] = []
    /// In a test every feed is heard at every instant, and nobody is held out.
    var isTest = false

    init(program: Program, zones: ZoneTable) {
        self.program = program
        self.zones = zones
    }

    /// The lines of a whole replay. Events with the identity of an earlier one are taken for duplicates of it.
    static func run(
        _ program: Program, zones: ZoneTable, arrivals: [Event], order: ArrivalOrder, until: Timestamp,
        isTest: Bool = false
    ) -> ReferenceReplay {
        var replay = ReferenceReplay(program: program, zones: zones)
        replay.isTest = isTest
        var seen: Set<EventIdentity> = []
        let events = arrivals.filter { $0.time <= until && seen.insert($0.identity).inserted }
        var clock = Timestamp.distantPast
        for event in order == .sorted ? events.sorted() : events {
            clock = max(clock, event.time)
            replay.heard.append((clock, event))
        }
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

    // MARK: Arrivals

    /// Events that arrive together.
    mutating func arrive(_ events: [Event]) {
        let latest = events.map(\.time).max() ?? clock
        if latest > clock {
            // "j is judged once an event later than j has been seen": what was due before it, without it.
            settle(Horizon(before: latest))
            clock = latest
        }
        for event in events.sorted() {
            timelines[event.customer, default: []].append(event)
            unfolded.insert(event.customer)
            answerIncident(event)
        }
        // What is learned late is asked at once, until nothing changes.
        var learned: Set<TaskID> = []
        repeat {
            reconcile(arrived: events, late: clock, judged: Horizon(before: clock))
            learned.formUnion(tasks.values.joined().filter { $0.isAsked && $0.holding.isNew }.map(\.id))
        } while dispatch { learned.contains($0.id) }
        printHeld()
        // At the end of the instant everything is judged that is due at it.
        unfolded.formUnion(timelines.keys)
    }

    /// The end of the input: the clock goes on to `until`, itself included.
    mutating func finish(until: Timestamp) {
        settle(Horizon(through: until))
        clock = until
    }

    /// A turn of the daemon: every verdict is learned when the clock says, and the gates are asked then.
    mutating func turn(arrived: [Event], now: Timestamp) {
        clock = now
        for event in arrived.sorted() {
            timelines[event.customer, default: []].append(event)
            heard.append((now, event))
            answerIncident(event)
        }
        unfolded.formUnion(timelines.keys)
        repeat {
            reconcile(arrived: arrived, late: .distantFuture, judged: Horizon(through: now))
        } while dispatch { _ in true }
        escalate()
        printHeld()
    }

    // MARK: Instants

    /// Ends the present instant, and goes from one at which anything may happen to the next.
    private mutating func settle(_ end: Horizon) {
        if clock == .distantPast { return }
        while end.contains(clock) {
            settleInstant()
            guard let next = nextInstant(), end.contains(next) else { return }
            clock = next
        }
    }

    /// "at one instant: events, verdicts of all customers, gates, escalations"
    private mutating func settleInstant() {
        repeat {
            reconcile(arrived: [], late: .distantPast, judged: Horizon(through: clock))
        } while dispatch { _ in true }
        escalate()
        printHeld()
    }

    /// The next instant at which a verdict is due, a gate may let go, or somebody is told.
    private func nextInstant() -> Timestamp? {
        let all = tasks.values.joined()
        var times = Array(due.values)
        times += all.filter(\.isAsked).flatMap(gateTimes)
        times += all.filter { $0.state == .open }.flatMap(escalationTimes)
        times += incidents.filter(\.isOpen).flatMap(escalationTimes)
        return times.filter { $0 > clock && $0 < .distantFuture }.min()
    }

    /// Gates, and what has been held too long.
    /// - Returns: whether anything has changed.
    private mutating func dispatch(_ whose: (ReferenceTask) -> Bool) -> Bool {
        dropEmptyIncidents()
        let ids = Set(tasks.values.joined().filter { $0.isAsked && whose($0) }.map(\.id))
        return askGates(ids) || expire(ids)
    }

    // MARK: Views

    /// What is known of a customer, seen from an instance.
    func view(_ customer: Text, _ rule: Int, key: [Value]) -> ReferenceView {
        ReferenceView(
            program: program, zones: zones, customer: customer,
            timeline: (timelines[customer] ?? []).filter { $0.time <= clock }.sorted(), rule: program.rules[rule],
            key: key)
    }

    func view(_ task: ReferenceTask) -> ReferenceView {
        view(task.customer, task.rule, key: task.key).of(task.episode)
    }

    func rule(_ task: ReferenceTask) -> Rule { program.rules[task.rule] }

    mutating func withTask(_ customer: Text, _ id: TaskID, _ body: (inout ReferenceTask) -> Void) {
        guard let place = tasks[customer]?.firstIndex(where: { $0.id == id }) else { return }
        if tasks[customer] != nil { body(&tasks[customer, default: []][place]) }
    }
}
