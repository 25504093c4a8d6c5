import Events
import TestSupport
import Testing

@testable import Engine

/// Instances are found by rule and key, whatever order they were made in, and however many there are.
@Suite struct InstanceTableTests {
    @Test(arguments: [3, 64, 65, 400]) func findsWhatWasMade(_ count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        var table = InstanceTable()
        var made: Set<InstanceName> = []
        while made.count < count {
            let name = InstanceName(rule: random.below(4), key: [.text(Text("o-\(random.below(count * 2))"))])
            made.insert(name)
            let place = table.instance(rule: name.rule, key: name.key)
            #expect(table[place].name == name)
        }
        #expect(table.sorted.map(\.name) == sorted(made))
        for name in made {
            #expect(table.find(name.rule, name.key).map { table[$0].name } == name)
            #expect(table.find(name.rule, only: name.key[0]).map { table[$0].name } == name)
        }
        #expect(table.find(9, [.text("o-1")]) == nil)
        for rule in 0..<4 {
            #expect(table.places(of: rule).map { table[$0].name } == sorted(made).filter { $0.rule == rule })
        }
        for (rank, name) in sorted(made).enumerated() {
            #expect(table.find(name.rule, name.key).map(table.rank) == rank)
            #expect(table.find(name.rule, of: carrying(name.key[0]), [0]).map(table.rank) == rank)
        }

        for name in made where name.rule != 1 {
            guard let place = table.find(name.rule, name.key) else { continue }
            table[place].coolsUntil = .distantFuture
        }
        table.removeForgettable(at: Timestamp(seconds: 0))
        #expect(table.sorted.map(\.name) == sorted(made).filter { $0.rule != 1 })
    }

    /// The order is the same whether it was asked for in between or not.
    @Test(arguments: [70, 400]) func takesLaterOnes(_ count: Int) {
        var (random, asked, unasked) = (SplitMix64(seed: 1), InstanceTable(), InstanceTable())
        for _ in 0..<count {
            let name = InstanceName(rule: random.below(4), key: [.text(Text("o-\(random.below(count * 2))"))])
            _ = asked.instance(rule: name.rule, key: name.key)
            _ = unasked.instance(rule: name.rule, key: name.key)
            _ = asked.places(of: 2)
        }
        #expect(asked.sorted.map(\.name) == unasked.sorted.map(\.name))
        let (at, other) = (asked, unasked)
        #expect(
            (0..<4).allSatisfy {
                asked.places(of: $0).map { at[$0].name } == unasked.places(of: $0).map { other[$0].name }
            })
    }

    private func carrying(_ key: Value) -> Event {
        Event(
            identity: EventIdentity(source: "/s", id: "1"), type: 0, customer: "c", time: Timestamp(seconds: 0),
            fields: [key])
    }

    private func sorted(_ names: Set<InstanceName>) -> [InstanceName] {
        names.sorted { a, b in a.rule != b.rule ? a.rule < b.rule : a.key.lexicographicallyPrecedes(b.key) }
    }
}
