import CloudEvents
import Events
import Spool
import Store

/// Sorts what was read: new events, duplicates, conflicts, and what the reader rejected. Events of types that no rule
/// file declares are kept like the others, for a declaration that comes later.
///
/// First it takes the files of a turn, then it is told what of it the store knows, and then it is done. Of a good event
/// it keeps some numbers, and the text stays in its file until the events are arranged: so it is copied once, to where
/// it stays.
struct Intake {
    private(set) var counts: [Counter: Int] = [:]
    /// New events of types that no rule file declares.
    private(set) var undeclaredCounts: [Text: Int] = [:]
    /// Events of declared types, by the index of the type.
    private var types: [TypeOutcome: Int] = [:]
    /// Good events in the order of arrival, each identity once; when it is done, none that the store knows.
    private var lines: [Line] = []
    /// Finds who came before, and has the files; each line has its place in `lines` as its number there.
    private var known = KnownEvents()
    /// Events whose identity came before in this turn: the number of the first, and what this one is to it.
    private var repeats: [(line: Line, first: Int, standing: KnownEvents.Standing)] = []
    /// What was rejected, by file.
    private var rejections: [Int: FileRejections] = [:]

    private var customers = StringInterner()
    private var sources = StringInterner()
    /// The names of types that no rule file declares.
    private var undeclared = StringInterner()
    /// Who brought each file, by its number.
    private var bringers: [Text] = []

    private struct Line {
        /// Of source and id.
        var hash: UInt64
        /// In its file.
        var range: Range<Int>
        var customer: Int32
        var source: Int32
        /// The index of a declared type; of others -1 less their number in `undeclared`.
        var type: Int32
        /// When it happened.
        var time: Timestamp
        /// Where it came from.
        var file: Int32
        var number: Int

        var place: KnownEvents.Place { KnownEvents.Place(file: Int(file), range: range) }
    }

    var isEmpty: Bool { lines.isEmpty }
    /// Of the events' identities.
    var hashes: [UInt64] { lines.map(\.hash) }
    func identity(of place: Int) -> EventIdentity { known.identity(at: lines[place].place) }

    private struct TypeOutcome: Hashable {
        enum Outcome: String { case accepted, duplicate, conflict }
        var type: Int32
        var outcome: Outcome
    }

    /// All that was counted, by declared type too.
    func counts(by schema: Schema) -> [Counter: Int] {
        var counts = counts
        for (key, number) in types {
            counts[Counter(.type, Text(key.outcome.rawValue), of: schema.types[Int(key.type)].name)] = number
        }
        return counts
    }

    /// Takes some events of one file.
    /// - Parameter number: of the file; a file that has events in the turn before has the number of the last one, or
    ///   the next.
    /// - Parameter bringer: the name of who owns it.
    /// - Returns: how many bytes what was rejected takes in memory.
    mutating func take(_ read: [ReadEnvelope], of file: FileText, number: Int, from bringer: Text) -> Int {
        var weight = 0
        if number > known.file {
            known.open(file)
            bringers.append(bringer)
        }
        // Each look-up waits for memory, unless the processor was told before where it will look.
        let customerHashes = read.map { item -> UInt64 in
            guard case .envelope(let envelope) = item.outcome else { return 0 }
            let hash = customers.hash(of: envelope.customer)
            customers.prepare(hash)
            known.expect(item.identityHash)
            return hash
        }
        for hash in customerHashes { customers.prepareText(hash) }
        for (item, customerHash) in zip(read, customerHashes) {
            switch item.outcome {
            case .rejected(let rejection):
                if rejections[number, default: FileRejections()].add(rejection) { weight += rejection.weight }
            case .envelope(let envelope):
                let line = Line(
                    hash: item.identityHash, range: item.range,
                    customer: customers.number(of: envelope.customer, customerHash),
                    source: sources.number(of: envelope.source), type: typeNumber(envelope.type),
                    time: envelope.time, file: Int32(number), number: item.line)
                let admission = known.admit(line.hash, at: line.range)
                switch admission.standing {
                case .new: lines.append(line)
                case .duplicate, .conflict: repeats.append((line, admission.first, admission.standing))
                }
            }
        }
        return weight
    }

    private mutating func typeNumber(_ type: Envelope.TypeOfEvent) -> Int32 {
        switch type {
        case .declared(let index): return Int32(index)
        case .undeclared(let name): return -1 - undeclared.number(of: name)
        }
    }

    /// Parts what is new from what is not.
    /// - Parameter stored: of events that the store has, by their place in `hashes`, the text that came first.
    mutating func resolve(stored: [Int: Text]) {
        for (place, first) in stored.sorted(by: { $0.key < $1.key }) { settle(lines[place], after: first) }
        for (line, first, standing) in repeats {
            if let first = stored[first] { settle(line, after: first) } else { settle(line, standing) }
        }
        repeats = []
        if !stored.isEmpty { lines = lines.indices.filter { stored[$0] == nil }.map { lines[$0] } }
        countAccepted()
        for (code, count) in rejections.values.flatMap(\.counts) {
            counts[Counter(.rejected, Text(code)), default: 0] += count
        }
    }

    private mutating func countAccepted() {
        var accepted: [Int] = []
        var others = [Int](repeating: 0, count: undeclared.texts.count)
        for line in lines {
            guard line.type >= 0 else {
                others[Int(-1 - line.type)] += 1
                continue
            }
            while accepted.count <= Int(line.type) { accepted.append(0) }
            accepted[Int(line.type)] += 1
        }
        for (type, count) in accepted.enumerated() where count > 0 {
            types[TypeOutcome(type: Int32(type), outcome: .accepted)] = count
        }
        let all = accepted.reduce(0, +)
        if all > 0 { counts[Counter(.input, "accepted"), default: 0] += all }
        for (type, count) in zip(undeclared.texts, others) where count > 0 {
            undeclaredCounts[type, default: 0] += count
        }
    }

    /// Counts an event that the store has.
    private mutating func settle(_ line: Line, after first: Text) {
        settle(line, known.standing(of: line.place, after: first))
    }

    /// Counts an event that is not new.
    private mutating func settle(_ line: Line, _ standing: KnownEvents.Standing) {
        switch standing {
        case .new: break
        case .duplicate:
            if line.type >= 0 { types[TypeOutcome(type: line.type, outcome: .duplicate), default: 0] += 1 }
            counts[Counter(.input, "duplicate"), default: 0] += 1
        case .conflict:
            if line.type >= 0 { types[TypeOutcome(type: line.type, outcome: .conflict), default: 0] += 1 }
            rejections[Int(line.file), default: FileRejections()].add(
                known.conflict(at: line.place, line: line.number))
        }
    }

    /// Hands out what was rejected of a file.
    mutating func takeRejections(of file: Int) -> FileRejections {
        rejections.removeValue(forKey: file) ?? FileRejections()
    }

    /// How many new events came from each source.
    var countsBySource: [Text: Int] {
        var counts = [Int](repeating: 0, count: sources.texts.count)
        for line in lines { counts[Int(line.source)] += 1 }
        return Dictionary(uniqueKeysWithValues: zip(sources.texts, counts)).filter { $0.value > 0 }
    }

    /// The greatest time of the new events of each source.
    var latestBySource: [Text: Timestamp] {
        var latest = [Timestamp](repeating: .distantPast, count: sources.texts.count)
        for line in lines where latest[Int(line.source)] < line.time { latest[Int(line.source)] = line.time }
        return Dictionary(uniqueKeysWithValues: zip(sources.texts, latest)).filter { $0.value > .distantPast }
    }

    /// The texts of the new events of some declared types.
    /// - Parameter isWanted: whether a type is one of them.
    func texts(ofTypes isWanted: (Int) -> Bool) -> [Text] {
        lines.compactMap { line in
            guard line.type >= 0, isWanted(Int(line.type)) else { return nil }
            var text: [UInt8] = []
            known.text(ofFile: Int(line.file)).appendLine(line.range, to: &text)
            return Text(String(decoding: text.dropLast(), as: UTF8.self))
        }
    }

    /// The new events by customer. The files are let go of, so that nothing can be taken any more.
    mutating func arranged() -> Arrivals {
        let customers = customers.texts
        var counts = [Int](repeating: 0, count: customers.count)
        for line in lines { counts[Int(line.customer)] += 1 }
        let order = customers.indices.filter { counts[$0] > 0 }.map { (head: customers[$0].head, place: $0) }
            .sorted { a, b in a.head != b.head ? a.head < b.head : customers[a.place] < customers[b.place] }
        // Where the next line of each customer goes.
        var next = [Int](repeating: 0, count: customers.count)
        var end = 0
        for (_, place) in order {
            next[place] = end
            end += counts[place]
        }
        var arranged = [Int32](repeating: 0, count: lines.count)
        for (index, line) in lines.enumerated() {
            arranged[next[Int(line.customer)]] = Int32(index)
            next[Int(line.customer)] += 1
        }
        let arrivals = copied(order.map(\.place), counts, next, arranged)
        known = KnownEvents()
        return arrivals
    }

    /// Copies each event's text to where it stays.
    /// - Parameters:
    ///   - order: the customers with new events, sorted.
    ///   - counts: of each customer's new events.
    ///   - ends: of each customer's places among all.
    ///   - arranged: of each place its line.
    private func copied(_ order: [Int], _ counts: [Int], _ ends: [Int], _ arranged: [Int32]) -> Arrivals {
        var arrivals = Arrivals()
        arrivals.hashes.reserveCapacity(lines.count)
        arrivals.shares.reserveCapacity(order.count)
        arrivals.text.reserveCapacity(lines.reduce(0) { $0 + $1.range.count + 1 })
        let files = bringers.indices.map { known.text(ofFile: $0) }
        // Mostly one program brings them all.
        let all = Arrivals.Bringers(bringers)
        lines.withUnsafeBufferPointer { lines in
            for place in order {
                let events = (ends[place] - counts[place])..<ends[place]
                let start = arrivals.text.count
                for at in events {
                    // Each text is somewhere else, and would be waited for.
                    let soon = at + Self.linesAhead
                    if soon < arranged.count {
                        let line = lines[Int(arranged[soon])]
                        files[Int(line.file)].prepare(line.range)
                    }
                    let line = lines[Int(arranged[at])]
                    files[Int(line.file)].appendLine(line.range, to: &arrivals.text)
                    arrivals.hashes.append(line.hash)
                }
                let brought =
                    all.names.count <= 1
                    ? all : Arrivals.Bringers(events.map { bringers[Int(lines[Int(arranged[$0])].file)] })
                arrivals.shares.append(
                    Arrivals.Share(
                        customer: customers.texts[place], events: events, text: start..<arrivals.text.count,
                        brought: brought))
            }
        }
        return arrivals
    }

    private static let linesAhead = 6

    /// Counts a file that cannot be read as events at all.
    mutating func reject(_ rejection: FileRejection) {
        counts[Counter(.rejected, Text(rejection.code.rawValue)), default: 0] += 1
    }

    /// Counts a file that has been read to its end.
    mutating func finishFile() { counts[Counter(.input, "files"), default: 0] += 1 }
}

extension Text {
    /// The first eight bytes as a number, which sorts as they do.
    fileprivate var head: UInt64 {
        withBytes { bytes in
            var head: UInt64 = 0
            for at in 0..<8 { head = head << 8 | (at < bytes.count ? UInt64(bytes[at]) : 0) }
            return head
        }
    }
}
