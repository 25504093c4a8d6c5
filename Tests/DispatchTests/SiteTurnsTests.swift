import Engine
import Events
import RuleLanguage
import TestSupport
import Testing

@testable import TaskDispatch

/// What gates hold, what is gathered and what escalates, turn by turn as the daemon goes, with everything written and read
/// again between any two steps.
@Suite("Turns of a site")
struct SiteTurnsTests {
    static let ten = Timestamp(seconds: 1_772_445_600)

    static let rules = """
        event parcel.late order text  carrier text
        event call.made   order text optional
        event feed.pulse
        feed calls from "/calls" brings call.made every 1h hold 3h
        quiet relationship 20:00-08:30
        budget relationship 1 within 7d
        inhibit rule glad while recovery and 1h after
        rule late "Late" per order when parcel.late unless call.made within 2h
          task recovery to desk priority normal
          escalate unclaimed after 1h to boss priority high
          surge 2 within 1h by carrier
          say "Call about {order.id}."
        rule glad "Glad" per order when parcel.late where carrier = "x"
          task relationship to desk
          say "Write."
        """

    /// A turn: what arrives of whom, and when.
    private struct Turn {
        var at: Timestamp
        var events: [Event]
    }

    @Test("come to the same, whether the state was bytes between any two steps or not")
    func bytes() throws {
        let engine = try engine()
        let kept = try run(engine, isWritten: false)
        let written = try run(engine, isWritten: true)
        #expect(kept == written)
        let kinds = Set(kept.map { $0.split(separator: " ")[1] })
        #expect(kinds.isSuperset(of: ["opened", "held", "done", "escalated"]))
    }

    @Test("gather what is over the surge in an incident, whose end is that of its members")
    func incident() throws {
        let lines = try run(try engine(), isWritten: true)
        #expect(lines.filter { $0.contains("opened late incident") }.count == 1)
        // Two came out, of the others two are done with the incident.
        #expect(lines.filter { $0.contains("done late c-") }.count == 2)
    }

    private func engine() throws -> RuleEngine {
        let program = compile([Source(path: "a.rules", text: Self.rules)]).program
        return RuleEngine(program: try #require(program), zones: TestZones.table(site: "UTC"))
    }

    private func run(_ engine: RuleEngine, isWritten: Bool) throws -> [String] {
        let dispatcher = Dispatcher(engine: engine)
        var site = SiteState()
        var states: [Text: CustomerState] = [:]
        var lines: [String] = []
        func note(_ changes: [Change]) {
            for change in changes where change.kind != .updated {
                let who = change.task.isIncident ? "incident" : change.task.customer.string
                lines.append("\(change.at) \(word(change.kind)) \(change.task.rule) \(who) \(change.task.queue)")
            }
        }
        var answered = false
        for turn in try turns(engine.program) {
            var events = turn.events
            if let incident = site.incidents.first, !answered, turn.at >= Self.ten + .hours(5) {
                answered = true
                events.append(answer(incident.id, engine, at: turn.at))
            }
            let clock = Clock(now: turn.at, judged: Horizon(through: turn.at), lateness: .byClock)
            for event in events {
                site.hear("/calls", at: event.identity.source == "/calls" ? event.time : .distantPast)
            }
            note(dispatcher.takeAnswers(events, &site, clock: clock))
            let heard = site.heard["/calls"] ?? .distantPast
            let names = Set(events.map(\.customer)).union(site.called).union(
                states.values.filter { state in
                    (state.nextDeadline.map { $0 <= turn.at } ?? false)
                        || state.feedWaits.contains { $0.needs <= heard }
                }.map(\.customer))
            for name in names.sorted() {
                var state = states[name] ?? CustomerState(customer: name)
                let mine = events.filter { $0.customer == name }
                note(dispatcher.advance(&state, arrivals: mine, clock: clock, site: &site))
                if isWritten {
                    state = try CustomerState(customer: name, bytes: state.encoded(), events: state.events)
                }
                states[name] = state
            }
            note(dispatcher.settle(&site, clock: clock))
            if isWritten {
                let bytes = site.encoded()
                site = try SiteState(bytes: bytes)
                #expect(site.encoded() == bytes)
            }
        }
        return lines
    }

    private func word(_ kind: ChangeKind) -> String {
        switch kind {
        case .opened: return "opened"
        case .held(let gate, until: _): return "held \(gate.rawValue)"
        case .heldOut: return "held-out"
        case .escalated: return "escalated"
        case .withdrawn(let because): return "withdrawn \(because.rawValue)"
        case .done: return "done"
        case .dismissed: return "dismissed"
        case .missed: return "missed"
        case .expired(let gate): return "missed \(gate.rawValue)"
        case .updated: return "updated"
        }
    }

    /// Every half hour for a day; four parcels of one carrier are late at once, and the calls are heard again at four.
    private func turns(_ program: Program) throws -> [Turn] {
        let late = try #require(program.schema.index(of: "parcel.late"))
        let pulse = try #require(program.schema.index(of: "feed.pulse"))
        return (0..<60).map { step in
            let at = Self.ten + .minutes(Int64(30 * step))
            var events: [Event] = []
            if step == 1 {
                for number in 1...4 {
                    events.append(
                        Event(
                            identity: EventIdentity(source: "/s", id: Text("late-\(number)")), type: late,
                            customer: Text("c-\(number)"), time: at, fields: [.text("o-1"), .text("x")]))
                }
            }
            if step % 3 == 0, step < 3 || step > 7 {
                events.append(
                    Event(
                        identity: EventIdentity(source: "/calls", id: Text("pulse-\(step)")), type: pulse,
                        customer: "somebody", time: at, fields: []))
            }
            return Turn(at: at, events: events)
        }
    }

    private func answer(_ id: TaskID, _ engine: RuleEngine, at: Timestamp) -> Event {
        var fields = [Value?](repeating: nil, count: engine.program.schema.types[engine.answers.done].fields.count)
        fields[engine.answers.task] = .text(id.text)
        return Event(
            identity: EventIdentity(source: "/people", id: "answer"), type: engine.answers.done, customer: "",
            time: at, fields: fields)
    }
}
