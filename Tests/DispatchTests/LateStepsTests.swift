import Engine
import Events
import RuleLanguage
import Testing

import TaskDispatch

/// What comes late costs what has happened since, not what has ever been.
@Suite struct LateStepsTests {
    static let rules = """
        event order.placed  order text
        event order.shipped order text
        fact order.placed_at = event.time of order.placed
        score customer.eager half-life 30d
          add 1 for order.placed
        rule stuck "It is not shipped"
          per order
          when each order.placed
          unless strictly order.shipped within 2d
          while seen order.placed within 10d
          task recovery to care
          say "Placed at {order.placed_at}, {customer.eager}"
          expire after 1h
        """
    static let start = Timestamp(seconds: 1_772_445_600)

    private let dispatcher: Dispatcher
    private let program: Program

    init() throws {
        program = try #require(compile([Source(path: "m.rules", text: Self.rules)]).program)
        dispatcher = Dispatcher(engine: RuleEngine(program: program, zones: ZoneTable()))
    }

    @Test func anEventThatComesLateIsFoldedFromShortlyBefore() throws {
        var state = CustomerState(customer: "c-1")
        let all = try steps(&state, history, at: 5_001)
        #expect(all > 10_000 / 64)
        #expect(try steps(&state, [event("order.placed", 9_000, order: 4_954)], at: 5_002) < all / 5)
        #expect(try steps(&state, [event("order.shipped", 9_001, order: 4_990)], at: 5_003) < all / 5)
        #expect(state.tasks.map(\.state) == [.open])
    }

    /// The task of it is missed, which is an input of the fold.
    @Test func soIsOneThatIsLearnedTooLate() throws {
        var state = CustomerState(customer: "c-1")
        let all = try steps(&state, history, at: 5_001)
        #expect(try steps(&state, [event("order.placed", 9_000, order: 4_900)], at: 5_002) < all / 3)
        #expect(state.tasks.map(\.state) == [.missed])
    }

    /// - Parameter hour: of the clock.
    /// - Returns: how often it was asked whether to go on.
    private func steps(_ state: inout CustomerState, _ arrivals: [Event], at hour: Int64) throws -> Int {
        var asked = 0
        var (site, counts, unmatched) = (SiteState(), EpisodeCounts?.none, UnmatchedAnswers())
        let now = Self.start + .hours(hour)
        let clock = Clock(now: now, judged: Horizon(through: now), lateness: .byClock)
        _ = dispatcher.advance(
            &state, arrivals: arrivals, clock: clock, site: &site, counts: &counts, unmatched: &unmatched,
            goesOn: {
                asked += 1
                return true
            })
        return asked
    }

    /// An order an hour, each of which is shipped half an hour later.
    private var history: [Event] {
        (0..<5_000).flatMap { order in
            [
                event("order.placed", order, order: order),
                event("order.shipped", order, order: order, later: .minutes(30)),
            ]
        }
    }

    private func event(_ type: Text, _ number: Int, order: Int, later: TimeSpan = .zero) -> Event {
        Event(
            identity: EventIdentity(source: Text("/\(type)"), id: Text("\(number)")),
            type: program.schema.index(of: type) ?? 0,
            customer: "c-1", time: Self.start + .hours(Int64(order)) + later, fields: [.text(Text("o-\(number)"))])
    }
}
