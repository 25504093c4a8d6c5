import Events
import TaskDispatch
import Testing

@testable import Engine
@testable import RuleLanguage

/// When what was folded with one engine is still true with another.
@Suite struct FingerprintTests {
    static let events = """
        event delay.told order text
        event delay.noted order text days number
        """
    static let late =
        "rule late \"Late\" per order when delay.noted unless delay.told within 4h task recovery to a say \"L\""
    static let early = "rule early \"Early\" per order when delay.noted task relationship to b say \"E\""

    @Test func staysWhenRulesAndEventsOnlyStandElsewhere() throws {
        let before = try engine([Self.events, Self.late, Self.early])
        #expect(try engine([Self.early, Self.late, Self.events]).fingerprint == before.fingerprint)
        #expect(
            try engine([Self.early + "\n" + Self.events + "\n\n# late\n" + Self.late]).fingerprint == before.fingerprint
        )
    }

    @Test func changesWithARuleAndWithWhatItLooksBackTo() throws {
        let before = try engine([Self.events, Self.late, Self.early])
        let later = Self.late.replacing("4h", with: "5h")
        #expect(try engine([Self.events, later, Self.early]).fingerprint != before.fingerprint)
        #expect(try engine([Self.events, Self.late]).fingerprint != before.fingerprint)
        let since = ["late": Timestamp(seconds: 1_772_445_600)] as [Text: Timestamp]
        let looking = RuleEngine(program: before.program, zones: before.zones, since: since)
        #expect(looking.fingerprint != before.fingerprint)
        let other = ["early": Timestamp(seconds: 1_772_445_600)] as [Text: Timestamp]
        #expect(
            RuleEngine(program: before.program, zones: before.zones, since: other).fingerprint != looking.fingerprint)
        let unknown = ["gone": Timestamp(seconds: 1_772_445_600)] as [Text: Timestamp]
        #expect(
            RuleEngine(program: before.program, zones: before.zones, since: unknown).fingerprint == before.fingerprint)
    }

    /// Who gets a task, and when, is no verdict: what was folded stays, and the engine has the new route.
    @Test func staysWithARouteAndAGate() throws {
        let before = try engine([Self.events, Self.late, Self.early])
        let after = try engine([
            Self.events, Self.late, Self.early, "route recovery to desk quiet any 20:00-08:00 budget any 1 within 1d",
        ])
        #expect(after.fingerprint == before.fingerprint)
        #expect(after.program.routes.map(\.queue) == [.name("desk")])
        #expect(after.program.gates != before.program.gates)
        let choice = Self.late.replacing("to a", with: "to a priority high if customer.id = \"c\"")
        #expect(try engine([Self.events, choice, Self.early]).fingerprint != before.fingerprint)
    }

    /// The numbers of rules and types that a state holds mean the same in both engines.
    @Test func aStateGoesOnWithAnEngineWhoseRulesStandElsewhere() throws {
        let before = try engine([Self.events, Self.late, Self.early])
        let after = try engine([
            Self.early, Self.late, Self.events.split(separator: "\n").reversed().joined(separator: "\n"),
        ])
        let start = Timestamp(seconds: 1_772_445_600)
        var state = CustomerState(customer: "c")
        let type = try #require(before.program.schema.index(of: "delay.noted"))
        let event = Event(
            identity: EventIdentity(source: "/s", id: "1"), type: type, customer: "c", time: start,
            fields: [.text("o-1"), .number(2)])
        let first = Dispatcher(engine: before).advance(&state, arrivals: [event], clock: clock(start + .hours(1)))
        #expect(first.map(\.task.rule) == ["early"])

        var stored = try CustomerState(customer: "c", bytes: state.encoded(), events: state.events)
        let second = Dispatcher(engine: after).advance(&stored, arrivals: [], clock: clock(start + .hours(5)))
        #expect(second.map(\.task.rule) == ["late"])
        #expect(second.map(\.task.say) == ["L"])
    }

    private func clock(_ now: Timestamp) -> Clock {
        Clock(now: now, judged: Horizon(through: now), lateness: .byArrival)
    }

    private func engine(_ files: [String]) throws -> RuleEngine {
        let compilation = compile(files.enumerated().map { Source(path: "\($0).rules", text: $1) })
        let program = compilation.program
        return RuleEngine(program: try #require(program), zones: TestZones.table(site: "UTC"))
    }
}
