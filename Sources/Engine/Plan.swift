import Events
import RuleLanguage

/// A program with what the fold asks for most: which rules an event type concerns.
final class Plan: Sendable {
    let program: Program
    let zones: ZoneTable
    let calendars: CalendarTable
    let rules: [RulePlan]
    /// Whether any rule may pause.
    let mayPause: Bool
    let types: TypePlans
    let joins: JoinShapes
    /// So many events are looked through before a table of them is worth its making.
    let fewEvents: Int
    let scores: ScorePlans
    /// As in the program.
    let journeys: [JourneyPlan]
    /// How far back events may be looked at.
    let reach: Reach
    /// A hash of everything that a folded state depends on.
    let fingerprint: Text
    /// The rules and scores, as a settled past remembers them.
    let parts: ProgramParts
    /// Slots and types of the language's own events.
    let answers: AnswerTypes

    init(program: Program, zones: ZoneTable, since: [Text: Timestamp], fewEvents: Int) {
        self.fewEvents = fewEvents
        self.program = program
        self.zones = zones
        calendars = CalendarTable(program.calendars, zones: zones)
        let referenced = ReferencedTypes(program)
        joins = JoinShapes(program, referenced)
        rules = program.rules.map { RulePlan($0, since: since[$0.name]) }
        mayPause = rules.contains { $0.pause != nil }
        types = TypePlans(program, rules, referenced)
        scores = ScorePlans(program)
        journeys = program.journeys.enumerated().map { JourneyPlan($1, at: $0, of: program) }
        answers = AnswerTypes(program.schema)
        reach = Reach(program)
        fingerprint = Plan.fingerprint(of: program, since: since)
        parts = ProgramParts(program)
    }

    /// The hash of the program's canonical form, and of what each rule looks back to.
    private static func fingerprint(of program: Program, since: [Text: Timestamp]) -> Text {
        var hash = SHA256()
        program.writeCanonicalForm { hash.update($0) }
        for rule in program.rules {
            guard let since = since[rule.name] else { continue }
            hash.update("since \(rule.name) \(since.seconds) \(since.nanoseconds)\n".utf8)
        }
        return Text(hash.digestBytes().map { String($0, radix: 16) }.joined(separator: "."))
    }
}
