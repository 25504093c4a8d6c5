package import Engine
package import Events
import RuleLanguage

/// The surge of one rule and group, over all customers, as their streams tell of it in any order: what a replay decides of
/// it, once everybody was advanced to a time.
package struct SurgeStream: Sendable {
    private let name: SurgeName
    /// Up to here, itself included, all is decided.
    private var clock: Timestamp
    private var site: SiteState

    /// One of which nothing is known.
    /// - Parameter surge: as in `SurgeNote`.
    package init(_ surge: Text) throws(StateError) {
        name = try SurgeName(written: surge)
        clock = .distantPast
        site = SiteState()
    }

    package enum Told: Sendable {
        /// What happened to an incident.
        case incident(Change)
        /// What the note at a place tells is so.
        case note(Int, incident: TaskID?)
    }

    /// Says that everything up to a time is known, itself included: decides in the order in which a replay would. What
    /// comes late, for a time that was decided, is decided at the clock.
    package mutating func advance(_ notes: [SurgeNote], to end: Timestamp, _ dispatcher: Dispatcher) -> [Told] {
        var told: [Told] = []
        let queue = notes.indices.map { Waiting(notes[$0], at: $0, after: clock) }.sorted()
        var next = 0
        while next < queue.count {
            let first = queue[next]
            pass(before: first.at, dispatcher, &told)
            clock = max(clock, first.at)
            let moment = Clock(
                now: clock, judged: first.phase > 0 ? Horizon(through: clock) : Horizon(before: clock),
                lateness: .byArrival)
            var round = 0
            while next < queue.count, queue[next].at == first.at, queue[next].phase == first.phase {
                let waiting = queue[next]
                if waiting.round > round {
                    told += dispatcher.dropEmptyIncidents(&site, clock: moment).map(Told.incident)
                }
                round = waiting.round
                take(notes[waiting.index], at: waiting.index, &told)
                next += 1
            }
            told += dispatcher.settle(&site, clock: moment).map(Told.incident)
        }
        if end > clock {
            pass(through: end, dispatcher, &told)
            clock = end
        }
        return told
    }

    /// When there is next something to do without a note; nil if never.
    package func nextDeadline(_ dispatcher: Dispatcher) -> Timestamp? {
        if !site.openIncidents.isEmpty { return site.nextDeadline }
        return forgottenAt(dispatcher).flatMap { $0 > clock ? $0 : nil }
    }

    private mutating func take(_ note: SurgeNote, at index: Int, _ told: inout [Told]) {
        switch note.what {
        case .asks(let asked):
            if site.gather(asked.ask, of: note.customer, at: clock) == nil {
                site.count(asked.ask.task, name, at: clock, most: asked.ask.limit.most)
            }
        case .leaves(let task):
            site.openIncidents[name]?.members.remove(TaskMember(customer: note.customer, task: task))
        case .tells(let task, let isGathered, _):
            let incident = site.openIncidents[name]
            let isMember = incident?.members.contains(TaskMember(customer: note.customer, task: task)) ?? false
            if isMember == isGathered { told.append(.note(index, incident: isMember ? incident?.task.id : nil)) }
        }
    }

    // MARK: Escalations

    private mutating func pass(before end: Timestamp, _ dispatcher: Dispatcher, _ told: inout [Told]) {
        while let next = site.nextDeadline, max(next, clock) < end { settle(max(next, clock), dispatcher, &told) }
    }

    private mutating func pass(through end: Timestamp, _ dispatcher: Dispatcher, _ told: inout [Told]) {
        while let next = site.nextDeadline, max(next, clock) <= end { settle(max(next, clock), dispatcher, &told) }
    }

    private mutating func settle(_ instant: Timestamp, _ dispatcher: Dispatcher, _ told: inout [Told]) {
        clock = instant
        let moment = Clock(now: clock, judged: Horizon(through: clock), lateness: .byArrival)
        told += dispatcher.settle(&site, clock: moment).map(Told.incident)
    }

    // MARK: Bytes

    /// Version 1: the version, a checksum of the name and of all that follows, the clock, the site. Empty if nothing that
    /// was counted may be asked for any more.
    package func encoded(_ dispatcher: Dispatcher) -> [UInt8] {
        if site.openIncidents.isEmpty, forgottenAt(dispatcher).map({ $0 <= clock }) ?? true { return [] }
        var writer = ByteWriter()
        writer.time(clock)
        writer.raw(site.encoded())
        return Sealed.bytes(of: writer.bytes, version: 1, for: name.written)
    }

    /// - Parameter bytes: empty for one of which nothing is known.
    package init(_ surge: Text, bytes: [UInt8]) throws(StateError) {
        try self.init(surge)
        if bytes.isEmpty { return }
        var reader = try Sealed.reader(of: bytes, version: 1, for: surge)
        clock = try reader.time()
        site = try SiteState(bytes: try reader.raw())
        guard reader.isAtEnd, Set(site.recent.keys).union(site.openIncidents.keys).isSubset(of: [name]) else {
            throw .damaged
        }
    }

    /// When what was counted is of no matter any more; nil if nothing was counted, or no rule of that name has a surge.
    private func forgottenAt(_ dispatcher: Dispatcher) -> Timestamp? {
        guard let last = site.recent[name]?.passages.last?.at, let place = dispatcher.rulePlaces[name.rule],
            let within = dispatcher.rules[place].outreach.surge?.within
        else { return nil }
        return last + within
    }
}

/// A note in its turn.
private struct Waiting: Comparable {
    let index: Int
    let at: Timestamp
    let phase: Int
    var round: Int { place.round }
    private let place: SurgeNote.Place
    private let customer: Text

    /// - Parameter clock: what comes for a time that is over is taken at the clock, after all else.
    init(_ note: SurgeNote, at index: Int, after clock: Timestamp) {
        self.index = index
        place = note.place
        customer = note.customer
        let isLate = place.at <= clock
        at = isLate ? clock : place.at
        phase = isLate ? .max : place.phase
    }

    static func < (a: Waiting, b: Waiting) -> Bool {
        if (a.at, a.phase) != (b.at, b.phase) { return (a.at, a.phase) < (b.at, b.phase) }
        let (x, y) = (a.place, b.place)
        return (x.at, x.phase, x.round, a.customer, x.number, a.index)
            < (y.at, y.phase, y.round, b.customer, y.number, b.index)
    }

    static func == (a: Waiting, b: Waiting) -> Bool { a.index == b.index }
}
