import Engine
import Events

extension CustomerStream {
    /// Whether surges are asked of tasks that have not ended: then nothing is settled.
    package var isForked: Bool { fork != nil }

    /// What was to be told to surges since this was last asked, in the order in which it happened.
    package mutating func takeNotes() -> [SurgeNote] {
        defer { notes = [] }
        return notes
    }

    /// Goes one step both as if surges let all come out and as if they gathered all.
    /// - Returns: what is so whatever they decide.
    mutating func stepApart(
        _ arrivals: [Event], _ clock: Clock, _ dispatcher: Dispatcher, _ feeds: inout FeedRecording
    ) -> [Change] {
        phase = phase.next(of: clock)
        var changes: [Change] = []
        var arrivals = arrivals
        var round = 0
        repeat {
            if round > 0, fork == nil { fork = SurgeFork(state) }
            let out = feeds.advance(&state, arrivals, clock, dispatcher, gathers: false)
            var gathered = Apart()
            if var fork {
                self.fork = nil
                gathered = feeds.advance(&fork.state, arrivals, clock, dispatcher, gathers: true)
                self.fork = fork
            }
            changes += note(out, gathered, at: clock.learned, round: round)
            arrivals = []
            round += 1
        } while state.asksSurge || fork?.state.asksSurge ?? false
        return changes
    }

    private mutating func note(_ out: Apart, _ gathered: Apart, at: Timestamp, round: Int) -> [Change] {
        guard var fork else { return out.changes }
        self.fork = nil
        var number = 0
        func add(_ name: SurgeName, _ what: SurgeNote.What, _ change: Change?, to notes: inout [SurgeNote]) {
            let place = SurgeNote.Place(at: at, phase: phase.number, round: round, number: number)
            notes.append(SurgeNote(name: name, customer: state.customer, place: place, what: what, change: change))
            number += 1
        }
        for ask in out.asks {
            fork.asked[ask.task] = ask.name
            add(ask.name, .asks(SurgeNote.Ask(ask: ask)), nil, to: &notes)
        }
        var common: [Change] = []
        for change in out.changes {
            guard let name = fork.asked[change.task.id] else {
                common.append(change)
                continue
            }
            add(name, .tells(change.task.id, isGathered: false, incident: nil), change, to: &notes)
        }
        for change in gathered.changes {
            guard let name = fork.asked[change.task.id] else { continue }
            let incident = change.task.outreach.hold?.incident
            add(name, .tells(change.task.id, isGathered: true, incident: incident), change, to: &notes)
        }
        for task in fork.left {
            guard let name = fork.asked.removeValue(forKey: task) else { continue }
            add(name, .leaves(task), nil, to: &notes)
        }
        self.fork = fork.asked.isEmpty ? nil : fork
        return common
    }
}

/// What came of a step under one of the answers that a surge may give.
private struct Apart {
    var changes: [Change] = []
    var asks: [SurgeAsk] = []
}

extension FeedRecording {
    fileprivate mutating func advance(
        _ state: inout CustomerState, _ arrivals: [Event], _ clock: Clock, _ dispatcher: Dispatcher, gathers: Bool
    ) -> Apart {
        withSite { site in
            site.decision = .elsewhere(gathers: gathers, asks: [])
            site.decidesLater = true
            var apart = Apart()
            apart.changes = dispatcher.advance(&state, arrivals: arrivals, clock: clock, site: &site)
            if case .elsewhere(_, let asks) = site.decision { apart.asks = asks }
            site.decision = .here
            site.decidesLater = false
            return apart
        }
    }
}

/// Which of the steps of one instant a customer goes.
struct StreamPhase: Sendable {
    private var at = Timestamp.distantPast
    private(set) var number = 0

    init() {}

    private init(at: Timestamp, number: Int) {
        self.at = at
        self.number = number
    }

    func next(of clock: Clock) -> StreamPhase {
        let judges = clock.lateness == .byClock || clock.judged.contains(clock.now)
        return StreamPhase(at: clock.now, number: judges ? (at == clock.now ? number + 1 : 1) : 0)
    }
}
