import Backtest
import Events

/// How long it took from when tasks came out to claims and ends, by queue and by person.
struct PaceTally {
    private struct Spans {
        var claimed: [TimeSpan] = []
        var done: [TimeSpan] = []
    }
    private var queues: [Text: Spans] = [:]
    private var people: [Text: Spans] = [:]

    mutating func claimed(_ line: LedgerLine, _ span: TimeSpan) {
        if let queue = line.queue { queues[queue, default: Spans()].claimed.append(span) }
        if let who = line.who { people[who, default: Spans()].claimed.append(span) }
    }

    mutating func done(_ line: LedgerLine, _ span: TimeSpan) {
        if let queue = line.queue { queues[queue, default: Spans()].done.append(span) }
        if let who = line.who { people[who, default: Spans()].done.append(span) }
    }

    /// By name.
    var byQueue: [Pace] { Self.paces(queues) }
    var byPerson: [Pace] { Self.paces(people) }

    private static func paces(_ spans: [Text: Spans]) -> [Pace] {
        spans.sorted { $0.key < $1.key }.map { name, spans in
            Pace(name: name, toClaim: Spread(spans.claimed), toDone: Spread(spans.done))
        }
    }
}
