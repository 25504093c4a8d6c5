import Engine
import Events
import RuleLanguage
import Testing

@testable import TaskDispatch

/// What gates make of verdicts, by gates that only the tests have.
@Suite("A gate")
struct GatesTests {
    static let ten = Timestamp(seconds: 1_772_445_600)
    static let quietEnds = ten + .hours(15)

    /// Holds until an instant.
    private struct Quiet: Gate {
        var until = GatesTests.quietEnds
        /// Whether it tells when it is worth asking again.
        var tells = true
        func ask(_ question: GateQuestion) -> GateAnswer {
            question.now < until ? .hold(GateHold(.quiet, until: tells ? until : nil)) : .release()
        }
    }

    private func dispatcher(_ gates: [any Gate], _ clause: String = "") throws -> Dispatcher {
        Dispatcher(engine: try engine(clause), gates: gates)
    }

    private func clock(_ now: Timestamp) -> Clock { Clock(now: now, judged: Horizon(through: now), lateness: .byClock) }

    @Test("that holds keeps a verdict back until it is asked again, and the task opens then")
    func holds() throws {
        let dispatcher = try dispatcher([Quiet()])
        var state = CustomerState(customer: "c")
        let arrival = event(dispatcher, "1", at: Self.ten)
        let held = dispatcher.advance(&state, arrivals: [arrival], clock: clock(Self.ten))
        #expect(held.map(\.kind) == [.held(.quiet, until: Self.quietEnds)])
        #expect(held.map(\.task.state) == [.held])
        #expect(state.nextDeadline == Self.quietEnds)
        #expect(dispatcher.advance(&state, arrivals: [], clock: clock(Self.ten + .hours(1))).isEmpty)

        // The machine was off for some minutes.
        let opened = dispatcher.advance(&state, arrivals: [], clock: clock(Self.quietEnds + .minutes(5)))
        #expect(opened.map(\.kind) == [.opened])
        #expect(opened.map(\.task.openedAt) == [Self.quietEnds + .minutes(5)])
        #expect(opened.map(\.task.judgedAt) == [Self.ten])
        #expect(state.nextDeadline != Self.quietEnds)
    }

    @Test("that holds until `expire` makes it missed, also when the state was bytes, and whoever slept is asked first")
    func heldUntilExpire() throws {
        let dispatcher = try dispatcher([Quiet()], "expire after 6h")
        var state = CustomerState(customer: "c")
        _ = dispatcher.advance(&state, arrivals: [event(dispatcher, "1", at: Self.ten)], clock: clock(Self.ten))
        var again = try CustomerState(customer: "c", bytes: state.encoded(), events: state.events)
        #expect(again.nextDeadline == Self.ten + .hours(6))
        #expect(again.encoded() == state.encoded())
        var slept = again
        let missed = dispatcher.advance(&again, arrivals: [], clock: clock(Self.ten + .hours(6)))
        #expect(missed.map(\.kind) == [.expired(.quiet)])
        #expect(missed.map(\.task.state) == [.expired])
        let opened = dispatcher.advance(&slept, arrivals: [], clock: clock(Self.quietEnds))
        #expect(opened.map(\.kind) == [.opened])
    }

    @Test("that holds is asked again with when it was first learned, also when a late event made the fold anew")
    func refolded() throws {
        let dispatcher = try dispatcher([Quiet(until: Self.ten + .hours(9))], "expire after 10h")
        var state = CustomerState(customer: "c")
        _ = dispatcher.advance(&state, arrivals: [event(dispatcher, "1", at: Self.ten)], clock: clock(Self.ten))
        let late = event(dispatcher, "0", at: Self.ten + .hours(-5), key: "o-2")
        let missed = dispatcher.advance(&state, arrivals: [late], clock: clock(Self.ten + .hours(8)))
        #expect(missed.map(\.kind) == [.missed])
        let changes = dispatcher.advance(&state, arrivals: [], clock: clock(Self.ten + .hours(9)))
        #expect(changes.map(\.kind) == [.opened])
        #expect(changes.map { $0.task.key.map(\.value) } == [[.text("o-1")]])
    }

    @Test("that cannot tell until when is asked again with every event, and wakes nobody")
    func untold() throws {
        let dispatcher = try dispatcher([Quiet(tells: false)])
        var state = CustomerState(customer: "c")
        let arrival = event(dispatcher, "1", at: Self.ten)
        _ = dispatcher.advance(&state, arrivals: [arrival], clock: clock(Self.ten))
        // Only its `expire` comes of time alone.
        #expect(state.nextDeadline == Self.ten + .days(3))
        let changes = dispatcher.advance(&state, arrivals: [], clock: clock(Self.quietEnds))
        #expect(changes.map(\.kind) == [.opened])
    }

    @Test("holds alike in replays by time, as arrived, and by the clock")
    func replays() throws {
        let dispatcher = try dispatcher([Quiet()])
        func changes(_ order: Replay.Order) -> [Change] {
            var replay = Replay(dispatcher, order: order, until: Self.quietEnds + .hours(1))
            replay.accept(event(dispatcher, "1", at: Self.ten))
            replay.accept(event(dispatcher, "2", at: Self.ten + .hours(2), key: "o-2"))
            return replay.finish()
        }
        let opened = changes(.byTime).filter { $0.kind == .opened }
        #expect(opened.map(\.at) == [Self.quietEnds, Self.quietEnds])
        #expect(changes(.asArrived).map(\.at) == changes(.byTime).map(\.at))
        #expect(changes(.asArrived).map(\.task) == changes(.byTime).map(\.task))
    }

    @Test("of which none holds leaves every road as it is")
    func without() throws {
        #expect(try !dispatcher([]).mayHold)
        #expect(try dispatcher([Quiet()]).mayHold)
    }

    private func event(_ dispatcher: Dispatcher, _ id: Text, at time: Timestamp, key: Text = "o-1") -> Event {
        Event(
            identity: EventIdentity(source: "/s", id: id),
            type: dispatcher.program.schema.index(of: "parcel.late") ?? 0, customer: "c", time: time,
            fields: [.text(key)])
    }

    private func engine(_ clause: String = "") throws -> RuleEngine {
        let text = """
            event parcel.late order text
            rule late "Late" per order when parcel.late
              \(clause)
              task recovery to desk say "Call."
            """
        let program = compile([Source(path: "a.rules", text: text)]).program
        return RuleEngine(program: try #require(program), zones: TestZones.table(site: "UTC"))
    }
}
