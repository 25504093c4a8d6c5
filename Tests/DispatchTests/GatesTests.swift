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
        var mayHold: Bool { true }
        func ask(_ question: GateQuestion) -> GateAnswer {
            question.now < until ? .hold(until: tells ? until : nil, reason: "quiet") : .release
        }
    }

    private struct Never: Gate {
        var mayHold: Bool { true }
        func ask(_ question: GateQuestion) -> GateAnswer { .withhold }
    }

    private func dispatcher(_ gates: [any Gate]) throws -> Dispatcher {
        let engine = try engine()
        return Dispatcher(engine: engine, gates: [ExpireGate(engine)] + gates)
    }

    private func clock(_ now: Timestamp) -> Clock { Clock(now: now, judged: Horizon(through: now), lateness: .byClock) }

    @Test("that holds keeps a verdict back until it is asked again, and the task opens then")
    func holds() throws {
        let dispatcher = try dispatcher([Quiet()])
        var state = CustomerState(customer: "c")
        let arrival = event(dispatcher, "1", at: Self.ten)
        #expect(dispatcher.advance(&state, arrivals: [arrival], clock: clock(Self.ten)).isEmpty)
        #expect(state.nextDeadline == Self.quietEnds)
        #expect(dispatcher.advance(&state, arrivals: [], clock: clock(Self.ten + .hours(1))).isEmpty)

        // The machine was off for some minutes.
        let opened = dispatcher.advance(&state, arrivals: [], clock: clock(Self.quietEnds + .minutes(5)))
        #expect(opened.map(\.kind) == [.opened])
        #expect(opened.map(\.task.openedAt) == [Self.quietEnds + .minutes(5)])
        #expect(opened.map(\.task.judgedAt) == [Self.ten])
        #expect(state.nextDeadline != Self.quietEnds)
    }

    @Test(
        "that holds longer than `expire` makes nothing missed that was learned in time, also when the state was bytes")
    func learnedInTime() throws {
        let engine = try engine("expire after 6h")
        let dispatcher = Dispatcher(engine: engine, gates: [ExpireGate(engine), Quiet()])
        var state = CustomerState(customer: "c")
        _ = dispatcher.advance(&state, arrivals: [event(dispatcher, "1", at: Self.ten)], clock: clock(Self.ten))
        var again = try CustomerState(customer: "c", bytes: state.encoded(), events: state.events)
        #expect(again.nextDeadline == Self.quietEnds)
        #expect(again.encoded() == state.encoded())
        let changes = dispatcher.advance(&again, arrivals: [], clock: clock(Self.quietEnds))
        #expect(changes.map(\.kind) == [.opened])
    }

    @Test("that holds is asked again with when it was first learned, also when a late event made the fold anew")
    func refolded() throws {
        let engine = try engine("expire after 6h")
        let dispatcher = Dispatcher(engine: engine, gates: [ExpireGate(engine), Quiet()])
        var state = CustomerState(customer: "c")
        _ = dispatcher.advance(&state, arrivals: [event(dispatcher, "1", at: Self.ten)], clock: clock(Self.ten))
        let late = event(dispatcher, "0", at: Self.ten + .minutes(-5), key: "o-2")
        let missed = dispatcher.advance(&state, arrivals: [late], clock: clock(Self.ten + .hours(8)))
        #expect(missed.map(\.kind) == [.missed])
        let changes = dispatcher.advance(&state, arrivals: [], clock: clock(Self.quietEnds))
        #expect(changes.map(\.kind) == [.opened])
        #expect(changes.map { $0.task.key.map(\.value) } == [[.text("o-1")]])
    }

    @Test("that cannot tell until when is asked again with every event, and wakes nobody")
    func untold() throws {
        let dispatcher = try dispatcher([Quiet(tells: false)])
        var state = CustomerState(customer: "c")
        let arrival = event(dispatcher, "1", at: Self.ten)
        #expect(dispatcher.advance(&state, arrivals: [arrival], clock: clock(Self.ten)).isEmpty)
        #expect(state.nextDeadline == nil)
        let changes = dispatcher.advance(&state, arrivals: [], clock: clock(Self.quietEnds))
        #expect(changes.map(\.kind) == [.opened])
    }

    @Test("that withholds lets no task come out and wakes nobody")
    func withholds() throws {
        let dispatcher = try dispatcher([Never()])
        var state = CustomerState(customer: "c")
        let arrival = event(dispatcher, "1", at: Self.ten)
        #expect(dispatcher.advance(&state, arrivals: [arrival], clock: clock(Self.ten)).isEmpty)
        var again = try CustomerState(customer: "c", bytes: state.encoded(), events: state.events)
        #expect(again.nextDeadline == nil)
        #expect(dispatcher.advance(&again, arrivals: [], clock: clock(Self.quietEnds)).isEmpty)
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
        #expect(changes(.byTime).map(\.at) == [Self.quietEnds, Self.quietEnds])
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
