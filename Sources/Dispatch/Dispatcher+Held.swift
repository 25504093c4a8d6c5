import Engine
import Events
import RuleLanguage

extension Dispatcher {
    /// What becomes of one customer's verdicts when gates hold some of them: one after the other at the instants at which
    /// something of theirs or of the gates changes, without another fold. Gates that only hold change nothing of it.
    /// - Parameters:
    ///   - changes: of a fold from the first event to `until`, every event of which was known in time.
    /// - Returns: nil if it has to go from instant to instant: dispatch ends a verdict, which the fold has to be told, or
    ///   people's answers or escalations come in.
    func heldChanges(
        _ changes: [VerdictChange], of folded: inout FoldedTimeline, until end: Timestamp, _ hearing: FeedHearing
    ) -> [Change]? {
        if hasSurges || !escalations.isEmpty || holdsOut && isAnyHeldOut(changes, customer: folded.customer) {
            return nil
        }
        let events = folded.events
        // Most gates say another thing only when a verdict comes or goes, or when they said they would.
        let hearsEvents =
            engine.program.customerZone != nil || engine.program.gates.budgets.contains { $0.counting != nil }
        if events.contains(where: isAnswer) { return nil }
        let times = changes.compactMap { engine.time(of: $0, in: folded) }
        if times.count < changes.count { return nil }
        var state = DispatchState()
        var site = SiteState(hearing: hearing)
        var told: [Change] = []
        var next = 0
        var nextEvent = 0
        while true {
            var instant = min(next < times.count ? times[next] : .distantFuture, state.due ?? .distantFuture)
            if hearsEvents, !state.held.isEmpty, nextEvent < events.count {
                instant = min(instant, events[nextEvent].time)
            }
            if instant > end || instant == .distantFuture { return told }
            while nextEvent < events.count, events[nextEvent].time <= instant { nextEvent += 1 }
            let first = next
            while next < times.count, times[next] <= instant { next += 1 }
            let clock = Clock(now: instant, judged: Horizon(through: instant), lateness: .byArrival)
            var reconciliation = Reconciliation(
                dispatcher: self, customer: folded.customer, clock: clock, arrivals: [], state: taken(&state))
            let report = FoldReport(changes: Array(changes[first..<next]))
            guard reconciliation.take(report, of: &folded, &site), reconciliation.state.tasks.endings.isEmpty else {
                return nil
            }
            state = reconciliation.state
            told += reconciliation.changes
        }
    }

    private func isAnyHeldOut(_ changes: [VerdictChange], customer: Text) -> Bool {
        changes.contains { change in
            guard case .opened(let verdict) = change else { return false }
            return engine.isHeldOut(rule: verdict.rule, customer: customer)
        }
    }
}
