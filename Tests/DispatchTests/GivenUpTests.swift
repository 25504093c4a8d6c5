import Engine
import Events
import RuleLanguage
import Testing

import TaskDispatch

/// Telling why may take long; whoever asked may have enough of it.
@Suite struct GivenUpTests {
    static let rules = """
        event app.login n number
        rule many "Many"
          when each app.login as l where distinct n of app.login within 400d >= 9
          task recovery to care
          say "{l.n}"
        """

    let start = Timestamp(seconds: 1_772_445_600)

    private func explanation(asked: Int) throws -> Result<ExplainedCustomer, FoldGivenUp> {
        let program = try #require(compile([Source(path: "m.rules", text: Self.rules)]).program)
        let type = try #require(program.schema.index(of: "app.login"))
        let events = (0..<1_000).map { number in
            Event(
                identity: EventIdentity(source: "/s", id: Text("e-\(number)")), type: type, customer: "c-1",
                time: start + .minutes(Int64(number)), fields: [.number(Double(number))])
        }
        let dispatcher = Dispatcher(engine: RuleEngine(program: program, zones: ZoneTable()))
        var left = asked
        return Result { () throws(FoldGivenUp) in
            try dispatcher.explanation(
                customer: "c-1", events: events, at: start + .days(1), rules: [0],
                goesOn: {
                    left -= 1
                    return left >= 0
                })
        }
    }

    @Test func howFarItHadComeIsTold() throws {
        guard case .failure(let first) = try explanation(asked: 0) else { return #expect(Bool(false)) }
        #expect(first.all == 1_000)
        #expect(first.at == start + .minutes(Int64(first.events - 1)))
        guard case .failure(let later) = try explanation(asked: 5) else { return #expect(Bool(false)) }
        #expect(first.events < later.events && later.events < 1_000)
    }

    /// The decisions are known then, and why each came about is asked anew.
    @Test func puttingItIntoWordsIsGivenUpToo() throws {
        guard case .failure(let givenUp) = try explanation(asked: 100) else { return #expect(Bool(false)) }
        #expect(givenUp.events == 1_000)
        #expect(givenUp.at < start + .days(1))
    }

    @Test func whoWaitsLongEnoughIsToldAll() throws {
        let told = try explanation(asked: .max).get().verdicts
        #expect(told.timeline.count == 1_000)
        #expect(told.rules[0].instances.count == 992)
    }
}
