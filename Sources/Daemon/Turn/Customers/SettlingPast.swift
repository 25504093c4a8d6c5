import CloudEvents
import Engine
import TaskDispatch
import Events
import Store

/// Finds how far one customer's past may be settled: up to where every event has been known for long enough. Then it says
/// what of the events is kept.
struct SettlingPast {
    private struct Line {
        let row: Int
        let event: StoredEvent
        let arrived: Timestamp
    }

    private let rows: [ArrivalRow]
    private let reader: WholeEventReader
    /// Those that the state knows, in the order of time.
    private let known: [Line]
    private let cutoff: Timestamp

    /// - Parameters:
    ///   - known: how many of the events the state knows, in the order of arrival.
    ///   - cutoff: what came by then has been known for long enough.
    /// - Returns: nil if one of the texts cannot be read.
    init?(_ rows: [ArrivalRow], known: Int, cutoff: Timestamp, _ reader: WholeEventReader) {
        self.rows = rows
        self.reader = reader
        self.cutoff = cutoff
        var found: [Line] = []
        for (place, row) in rows.enumerated() where found.count < known {
            let events = row.text.withUnsafeBytes { reader.events(in: $0) }
            guard events.count == row.text.count(where: { $0 == UInt8(ascii: "\n") }) else { return nil }
            found += events.map { Line(row: place, event: $0, arrived: row.arrived) }
        }
        // A row is of one turn, which a state knows as a whole.
        guard found.count == known else { return nil }
        self.known = found.sorted { $0.event < $1.event }
    }

    /// The greatest time up to which all that is known has been known for long enough.
    /// - Parameter frontier: of the fold.
    func end(before frontier: Timestamp) -> Timestamp? {
        let first = known.first { $0.arrived > cutoff }?.event.time ?? .distantFuture
        return known.last { $0.event.time < first && $0.event.time <= frontier }?.event.time
    }

    /// When the first in the order of time came that has not been known for long enough; nil if all have.
    var holdsUp: Timestamp? { known.first { $0.arrived > cutoff }?.arrived }

    /// What is left.
    struct Kept {
        /// The rows of which some events are gone.
        var rows: [SettledRow] = []
        /// How many those are.
        var gone = 0
        /// When the oldest event came that is not settled; nil if all are.
        var unsettled: Timestamp?
        /// Whether something came in the turn.
        var hasNews = false
        /// How many of what came was too late.
        var tooLate = 0
    }

    /// Of an event that no rule file declares the engine knows nothing: it is settled when it has been known for long
    /// enough.
    /// - Parameters:
    ///   - through: up to when the past is settled.
    ///   - state: of what is kept.
    func kept(through: Timestamp, _ state: CustomerState, _ key: HashKey) -> Kept {
        let needed = Set(state.events.map(\.identity))
        var kept = Kept()
        var gone: [Int: [StoredEvent]] = [:]
        for line in known {
            let isNeeded = needed.contains(line.event.identity)
            if !isNeeded, line.event.time <= through, line.arrived <= cutoff {
                gone[line.row, default: []].append(line.event)
            } else if !isNeeded || line.event.time > through {
                kept.unsettled = min(kept.unsettled ?? line.arrived, line.arrived)
            }
        }
        for (place, events) in gone.sorted(by: { $0.key < $1.key }) {
            kept.gone += events.count
            kept.rows.append(rest(of: rows[place], without: events, key))
        }
        return kept
    }

    private func rest(of row: ArrivalRow, without gone: [StoredEvent], _ key: HashKey) -> SettledRow {
        let starts = Set(gone.map(\.line.lowerBound))
        let all = row.text.withUnsafeBytes { reader.events(in: $0) }
        var text: [UInt8] = []
        var names: [Text] = []
        for (number, event) in all.enumerated() where !starts.contains(event.line.lowerBound) {
            text += row.text[event.line]
            text.append(UInt8(ascii: "\n"))
            if let name = row.brought.name(ofLine: number) { names.append(name) }
        }
        return SettledRow(
            id: row.id, text: text, brought: text.isEmpty ? row.brought : Arrivals.Bringers(names),
            gone: gone.map { key.hash(of: $0.identity) })
    }
}
