import Engine
import Foundation
import Events
import RuleLanguage
import TaskDispatch
import TestSupport
import Testing

/// Customers whose events come in any order and whose time goes on by steps, to bytes and back between any two, and whose
/// past is settled now and then: what comes out must be what a replay by time says.
///
/// `FUZZ_SECONDS` and `FUZZ_SEED` as in `EngineFuzzTests`.
@Suite struct StreamFuzzTests {
    @Test("A stream tells what a replay by time tells", arguments: 0..<FuzzRun.workers)
    func pairs(worker: Int) { FuzzRun.pairs(worker: worker, atLeast: 60, Self.complaint) }

    /// What is wrong with the pair of a seed; nil if nothing is.
    private static func complaint(seed: UInt64) -> String? {
        var random = SplitMix64(seed: seed)
        var trial: Trial
        switch random.chance(70) ? Trial.outreach(&random) : Trial.scoredOutreach(&random) {
        case .success(let made): trial = made
        case .failure(let error): return error.description
        }
        if random.chance(50) { trial.leaveSurgesOut() } else { trial.leaveOutWhatSurgesEndOtherwise() }
        Streams.leaveOutAnswersToIncidents(&trial)
        let steps = random.next()
        if Streams(trial, seed: steps).disagree {
            return "a stream differs from the replay\n\(Streams(trial, seed: steps).report)"
        }
        return nil
    }
}

extension StreamFuzzTests {
    static let folder = ProcessInfo.processInfo.environment["STREAM_FOLDER"]

    /// For `make library-test`: STREAM_FOLDER names where STREAM_PAIRS (40) folders go, each with `random.rules`, the files
    /// of its tables and `events.ndjson`.
    @Test(.enabled(if: folder != nil)) func programsAreWritten() throws {
        let folder = try #require(Self.folder)
        let environment = ProcessInfo.processInfo.environment
        let pairs = environment["STREAM_PAIRS"].flatMap(UInt64.init) ?? 40
        let first = environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1
        for seed in first..<(first + pairs) {
            var random = SplitMix64(seed: seed)
            let trial = try Trial.scoredOutreach(&random).get()
            // In a text a surge cannot be left out so easily.
            if trial.compiled.rules.contains(where: { $0.outreach.surge != nil }) { continue }
            let place = "\(folder)/\(seed)"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            func write(_ name: String, _ bytes: [UInt8]) throws {
                try Data(bytes).write(to: URL(fileURLWithPath: "\(place)/\(name)"))
            }
            try write("random.rules", Array(trial.program.source.utf8))
            for table in trial.program.vocabulary.tableFiles { try write(table.path, table.bytes) }
            try write("events.ndjson", trial.arrivals.flatMap { try trial.json($0) + [UInt8(ascii: "\n")] })
        }
    }
}

extension Trial {
    fileprivate mutating func leaveSurgesOut() {
        for rule in compiled.rules.indices { compiled.rules[rule].outreach.surge = nil }
    }

    /// A gathered task counts as out for what is asked after its end, and one that is not true any more when only a surge
    /// could hold it has ended: there a stream is another than a replay.
    fileprivate mutating func leaveOutWhatSurgesEndOtherwise() {
        for place in compiled.gates.inhibits.indices { compiled.gates.inhibits[place].after = nil }
        for rule in compiled.rules.indices where compiled.rules[rule].outreach.surge != nil {
            compiled.rules[rule].whileConditions = []
        }
    }

    fileprivate func json(_ event: Event) throws -> [UInt8] {
        let type = compiled.schema.types[event.type]
        var data: [String: Any] = [:]
        for (field, value) in zip(type.fields, event.fields) {
            switch value {
            case .number(let number): data[field.name.string] = number
            case .boolean(let truth): data[field.name.string] = truth
            case .time(let time): data[field.name.string] = time.description
            case .text(let text): data[field.name.string] = text.string
            case .date(let date): data[field.name.string] = date.description
            case .duration, nil: break
            }
        }
        let object: [String: Any] = [
            "specversion": "1.0", "id": event.identity.id.string, "source": event.identity.source.string,
            "type": type.name.string, "subject": event.customer.string, "time": event.time.description, "data": data,
        ]
        return Array(
            try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]))
    }
}

/// The events of a trial handed to streams: as late as the next step of time, which a seed chooses, allows.
private struct Streams {
    let trial: Trial
    let seed: UInt64
    private let dispatcher: Dispatcher

    init(_ trial: Trial, seed: UInt64) {
        self.trial = trial
        self.seed = seed
        dispatcher = Dispatcher(engine: RuleEngine(program: trial.compiled, zones: trial.zones))
    }

    /// Each once.
    private var events: [Event] {
        var seen: Set<EventIdentity> = []
        return trial.arrivals.filter { seen.insert($0.identity).inserted && $0.time <= trial.until }
    }

    /// What a stream does not hear.
    static func leaveOutAnswersToIncidents(_ trial: inout Trial) {
        while true {
            let lines = Streams(trial, seed: 0).lines
            let incidents = Set(lines.filter { $0.customer == "" }.map { Value.text($0.task.text) })
            let before = trial.arrivals.count
            trial.arrivals.removeAll { event in
                event.fields.contains { field in field.map { incidents.contains($0) } ?? false }
            }
            if trial.arrivals.count == before { return }
        }
    }

    private var lines: [Line] {
        var replay = Replay(engine: dispatcher.engine, order: .byTime, until: trial.until)
        for event in events { replay.accept(event) }
        return replay.finish().compactMap(Line.init)
    }

    var disagree: Bool { replayed != streamed }

    private var replayed: [String] { lines.map(Self.told).sorted() }

    private var streamed: [String] {
        var random = SplitMix64(seed: seed)
        var feeds = FeedRecording(dispatcher)
        var streams: [Text: CustomerStream] = [:]
        var changes: [Change] = []
        var surges = Surges(dispatcher)
        var rest = events.sorted()
        while true {
            var end = trial.until
            if !rest.isEmpty {
                let count = min(rest.count, 1 + random.below(4))
                end = rest[count - 1].time
            }
            // All up to the step, and sometimes what happens later, in any order.
            var batch = rest.filter { $0.time <= end || random.chance(20) }
            let taken = Set(batch.map(\.identity))
            rest.removeAll { taken.contains($0.identity) }
            batch.shuffle(using: &random)
            for event in batch {
                _ = feeds.hear(event.identity.source, at: event.time)
                streams[event.customer, default: CustomerStream(customer: event.customer)].take(event)
            }
            for (name, stream) in streams {
                var stream = random.chance(50) ? again(stream) : stream
                // Some lag behind, to be brought up later.
                if end == trial.until && rest.isEmpty || random.chance(70) {
                    changes += stream.advance(to: end, dispatcher, &feeds)
                    surges.take(stream.takeNotes())
                    // All that happened by then is known, so it makes no difference.
                    if random.chance(30) { _ = stream.settle(through: end, dispatcher) }
                }
                streams[name] = stream
            }
            // What is to come of others is not known yet.
            let isLast = rest.isEmpty && end == trial.until
            let clock = isLast ? end : streams.values.map(\.clock).min() ?? end
            if isLast || random.chance(60) { changes += surges.advance(to: min(clock, end), isLast, &random) }
            if isLast { break }
        }
        return changes.compactMap(Line.init).map(Self.told).sorted()
    }

    /// To bytes and back.
    private func again(_ stream: CustomerStream) -> CustomerStream {
        do {
            let events = Array(stream.state.events.reversed())
            let state = try CustomerState(
                customer: stream.state.customer, bytes: stream.state.encoded(), events: events)
            var fork: SurgeFork?
            if let before = stream.fork {
                var writer = ByteWriter()
                before.write(to: &writer) { $0 }
                var reader = ByteReader(writer.bytes)
                let bytes = try reader.raw()
                fork = try SurgeFork(
                    customer: stream.state.customer, bytes, SurgeFork.asked(&reader), events: events, named: { $0 })
            }
            return CustomerStream(state, clock: stream.clock, pending: stream.pending.reversed(), fork: fork)
        } catch {
            Issue.record("\(error)")
            return stream
        }
    }

    private static func told(_ line: Line) -> String {
        "\(line.text) \(line.dueText) \(line.judgedText) \(line.handedText) “\(line.say)” \(line.task)"
    }

    var report: String {
        let (a, b) = (replayed, streamed)
        return trial.program.source + "\n  until \(TerseTime.text(trial.until)):\n"
            + events.map { "    \(trial.described($0))\n" }.joined()
            + "  only the replay:\n" + a.filter { !b.contains($0) }.map { "    \($0)\n" }.joined()
            + "  only the stream:\n" + b.filter { !a.contains($0) }.map { "    \($0)\n" }.joined()
    }
}

/// The surges of a run, each by its own, to bytes and back between any two steps.
private struct Surges {
    private let dispatcher: Dispatcher
    private var kept: [Text: [UInt8]] = [:]
    private var waiting: [Text: [SurgeNote]] = [:]

    init(_ dispatcher: Dispatcher) { self.dispatcher = dispatcher }

    mutating func take(_ notes: [SurgeNote]) {
        for note in notes { waiting[note.surge, default: []].append(note) }
    }

    mutating func advance(to end: Timestamp, _ isLast: Bool, _ random: inout SplitMix64) -> [Change] {
        var changes: [Change] = []
        for name in Set(kept.keys).union(waiting.keys).sorted() where isLast || random.chance(70) {
            do {
                var surge = try SurgeStream(name, bytes: kept[name] ?? [])
                var notes = (waiting[name] ?? []).filter { $0.at <= end }
                waiting[name]?.removeAll { $0.at <= end }
                notes.shuffle(using: &random)
                for told in surge.advance(notes, to: end, dispatcher) {
                    switch told {
                    case .incident(let change): changes.append(change)
                    case .note(let place, _): if let change = notes[place].change { changes.append(change) }
                    }
                }
                kept[name] = surge.encoded(dispatcher)
            } catch {
                Issue.record("\(error)")
            }
        }
        return changes
    }
}
