@testable import CloudEvents
import Demands
@testable import Events

/// Ids, subjects and names of types that collide under the former hash cost no more than others: few steps for each
/// look-up, and tables of the usual size.
struct CollisionTrial {
    private let seed: UInt64
    private let key: HashKey

    private static let count = 600
    /// So many slots are read for each text, at most, in the mean. By chance it is 4.8, and over 10 once in 100,000 trials;
    /// of texts that collide it would be hundreds.
    private static let probesAtMost = 16
    /// So many slots a table has for each text, at most.
    private static let slotsAtMost = 4
    private static let source = "/shop/eu"

    init(seed: UInt64) {
        self.seed = seed
        var random = SplitMix64(seed: ~seed)
        key = HashKey(using: &random)
    }

    func run() {
        let ids = CollidingTexts.texts(Self.count, under: .texts, after: Self.source, seed: seed)
        let subjects = CollidingTexts.texts(Self.count, under: .texts, seed: seed)
        let types = CollidingTexts.texts(Self.count, under: .names, seed: seed)
        check(subjects)
        check(ids: ids, subjects: subjects, types: types)
    }

    private func check(_ subjects: [String]) {
        var numbers = StringInterner(key: key)
        for subject in subjects { _ = numbers.number(of: Text(subject)) }
        demand(numbers.texts.count == Self.count, "\(numbers.texts.count) subjects")
        check(numbers.places, numbers.texts.map(numbers.hash), "subjects")
    }

    /// As events of a file: of half of the types that occur nobody has heard.
    private func check(ids: [String], subjects: [String], types: [String]) {
        let schema = Schema(
            types.enumerated().filter { $0.offset % 2 == 0 }.map { EventType(name: Text($1), fields: []) })
        let lines = ids.indices.map { place in
            "{\"specversion\":\"1.0\",\"id\":\"\(ids[place])\",\"source\":\"\(Self.source)\",\"type\":\"\(types[place])\","
                + "\"subject\":\"\(subjects[place])\",\"time\":\"2026-03-02T10:00:00Z\"}"
        }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let reader = EnvelopeReader(schema: schema, key: key)
        guard let events = try? reader.read(bytes, format: .ndjson, latest: nil) else {
            return demand(false, "a file of events is refused")
        }
        demand(events.count == Self.count, "\(events.count) events")
        var known = KnownEvents()
        known.open(FileText(bytes))
        var hashes: [UInt64] = []
        for (place, event) in events.enumerated() {
            switch event.outcome {
            case .envelope(let envelope):
                switch envelope.type {
                case .declared(let type):
                    demand(schema.types[type].name == Text(types[place]), "another type: \(lines[place])")
                case .undeclared(let type):
                    demand(place % 2 == 1 && type == Text(types[place]), "undeclared: \(lines[place])")
                }
                demand(known.admit(event.identityHash, at: event.range).standing == .new, "known: \(lines[place])")
                hashes.append(event.identityHash)
            case .rejected(let rejection): demand(false, "\(rejection)")
            }
        }
        demand(hashes.count == Self.count, "\(hashes.count) good events")
        check(known.table, hashes, "ids")
        check(types, NameTable(types.map { Text($0) }, key: key))
    }

    private func check(_ types: [String], _ table: NameTable) {
        var probes = 0
        for (index, name) in types.enumerated() {
            Text(name).withBytes { name in
                demand(table.index(of: name) == index, "a name that is not found")
                probes += table.probes(name)
            }
        }
        demand(probes <= Self.probesAtMost * types.count, "\(probes) slots were read for \(types.count) types")
    }

    private func check(_ table: HashIndex, _ hashes: [UInt64], _ what: String) {
        let probes = hashes.reduce(0) { $0 + table.probes($1) }
        demand(probes <= Self.probesAtMost * hashes.count, "\(probes) slots were read for \(hashes.count) \(what)")
        demand(Set(hashes).count == hashes.count, "\(what) of one hash")
        demand(
            table.slots.count <= max(64, Self.slotsAtMost * hashes.count),
            "\(table.slots.count) slots for \(hashes.count) \(what)")
    }
}
