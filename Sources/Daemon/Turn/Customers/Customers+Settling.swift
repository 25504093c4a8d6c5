import CloudEvents
import Engine
import TaskDispatch
import Events
import Store

extension Customers {
    /// Whether something of a customer's past has been known for long enough.
    func maySettle(_ held: CustomerCache.Held, _ clock: Clock) -> Bool {
        guard let oldest = held.unsettled, oldest <= Settings.settles(at: clock.learned, lateness: lateness) else {
            return false
        }
        return dispatcher.hasFolded(held.state)
    }

    /// Settles the past of a customer, if something of it has been known for long enough: before what arrives is folded, for
    /// that says what of it comes too late.
    /// - Parameters:
    ///   - held: as it was before the turn.
    ///   - known: how many of the events in the store its state knows.
    ///   - rows: of its events in the store; nil if nothing may settle.
    /// - Returns: what is not kept any more, if the turn of the customer can be done.
    func settle(
        _ held: inout CustomerCache.Held, known: Int, _ rows: [ArrivalRow]?, _ clock: Clock, _ key: HashKey
    ) -> SettlingPast.Kept {
        let cutoff = Settings.settles(at: clock.learned, lateness: lateness)
        var nothing = SettlingPast.Kept()
        nothing.hasNews = held.known > known
        guard let rows else { return nothing }
        // Where it cannot be done, it is tried again later.
        held.unsettled = clock.learned
        guard let past = SettlingPast(rows, known: known, cutoff: cutoff, wholeReader) else { return nothing }
        // What came later and happened before the rest holds that up.
        held.unsettled = past.holdsUp ?? clock.learned
        if let end = past.end(before: held.state.frontier) {
            dispatcher.settlePast(
                of: &held.state, through: end, forgetting: keepClosed.map { clock.learned - $0 })
        }
        guard let through = held.state.settledThrough else { return nothing }
        var kept = past.kept(through: through, held.state, key)
        kept.hasNews = nothing.hasNews
        held.known -= kept.gone
        held.unsettled = kept.unsettled.map { $0 <= cutoff ? past.holdsUp ?? clock.learned : $0 }
        return kept
    }

    /// Notes what a turn that could be done has settled, and what came too late.
    func note(
        _ settling: SettlingPast.Kept?, of held: inout CustomerCache.Held, at now: Timestamp, _ writes: inout TurnWrites
    ) {
        guard let settling else { return }
        writes.settled += settling.rows
        if settling.hasNews { held.unsettled = min(held.unsettled ?? now, now) }
        if settling.gone > 0 { writes.counts[Counter(.input, "settled"), default: 0] += settling.gone }
        if settling.tooLate > 0 { writes.counts[Counter(.input, "too-late"), default: 0] += settling.tooLate }
    }
}
