import Events
import RuleLanguage
import Testing

@testable import Engine

@Suite("What is known of a fact at an instant")
struct FactTableTests {
    /// Whatever part of a timeline the table knows, the rest being looked through.
    @Test("is the same however much of the timeline is in the table", arguments: [0, 1, 40, 99, 100])
    func sameAsLookedThrough(known: Int) throws {
        let program = try program()
        let plan = Plan(program: program, zones: ZoneTable(site: .utc, named: [:]), since: [:], fewEvents: 0)
        let timeline = Timeline((0..<100).map { event($0, program) })
        var table = FactTable()
        for ref in timeline.order[..<known] { table.note(ref, begins: [], in: timeline, plan) }
        let looked = Evaluator(plan: plan, timeline: timeline, customer: "c")
        let kept = Evaluator(plan: plan, timeline: timeline, customer: "c", facts: table)
        for second in 0..<100 {
            let t = Timestamp(seconds: Int64(second / 2))
            for (fact, key) in [
                ("order.price", Value.text("o-1")), ("order.price", .text("o-2")), ("customer.price", nil),
            ] {
                let index = try #require(program.facts.firstIndex { $0.name == Text(fact) })
                #expect(kept.fact(index, key: key, at: t) == looked.fact(index, key: key, at: t))
                #expect(kept.factRun(index, key: key, at: t) == looked.factRun(index, key: key, at: t))
            }
        }
    }

    private func program() throws -> Program {
        try #require(
            compile([
                Source(
                    path: "a.rules",
                    text: """
                        event order.placed  order text optional  price number optional
                        event order.moved   order text           price number
                        event customer.seen price number
                        fact order.price    = price of order.placed, order.moved
                        fact customer.price = price of customer.seen
                        """)
            ]).program)
    }

    /// As a fold does for an event that comes late.
    @Test("is the same after it went back and knows all again", arguments: [0, 2, 40, 98])
    func sameAfterGoingBack(to known: Int) throws {
        let program = try program()
        let plan = Plan(program: program, zones: ZoneTable(site: .utc, named: [:]), since: [:], fewEvents: 0)
        let timeline = Timeline((0..<100).map { event($0, program) })
        var evaluator = Evaluator(plan: plan, timeline: timeline, customer: "c")
        evaluator.catchUp(to: 100)
        evaluator.goBack(to: known, Timestamp(seconds: Int64(known / 2) - 1))
        #expect(evaluator.facts.known == known)
        var fresh = Evaluator(plan: plan, timeline: timeline, customer: "c")
        fresh.catchUp(to: known)
        #expect(evaluator.facts.histories == fresh.facts.histories)
        evaluator.catchUp(to: 100)
        fresh.catchUp(to: 100)
        #expect(evaluator.facts.histories == fresh.facts.histories)
    }

    /// Two events an instant, of changing types, orders and prices, some without one.
    private func event(_ number: Int, _ program: Program) -> Event {
        let names: [Text] = ["order.placed", "order.moved", "customer.seen"]
        let type = program.schema.index(of: names[number * 7 % 3]) ?? 0
        let order: Value? = number % 11 == 0 && number * 7 % 3 == 0 ? nil : .text(Text("o-\(number % 3)"))
        let price = Value.number(Double(number / 9 % 2))
        let fields: [Value?] = program.schema.types[type].fields.map { $0.name == "order" ? order : price }
        return Event(
            identity: EventIdentity(source: "/s", id: Text("\(number)")), type: type, customer: "c",
            time: Timestamp(seconds: Int64(number / 2)), fields: fields)
    }
}

extension FactTable {
    /// The events of each history, sorted.
    fileprivate var histories: [String] {
        var histories: [String] = []
        eachHistory { fact, settings in
            if !settings.isEmpty { histories.append("\(fact) \(settings)") }
        }
        return histories.sorted()
    }
}
