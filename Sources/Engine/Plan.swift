import Events
import RuleLanguage

/// A program with what the fold asks for most: which rules an event type concerns.
final class Plan: Sendable {
    let program: Program
    let zones: ZoneTable
    let calendars: CalendarTable
    let rules: [RulePlan]
    /// The keys of the rules that look back, each once; the first is none.
    let joinShapes: [KeySlots]
    /// So many events are looked through before a table of them is worth its making.
    let fewEvents: Int
    /// Whether any rule looks at events before the present instant other than by facts.
    let looksBack: Bool
    /// For each event type, the rules whose trigger it may be.
    let triggered: [[Int]]
    /// For each event type, the rules of which an `unless` may match it.
    let ending: [[Int]]
    /// For each event type, the rules that it may pause, or let go on.
    let pausing: [[Int]]
    /// As in the program.
    let scores: [ScorePlan]
    let journeys: [JourneyPlan]
    /// Their places, each behind those that it asks for.
    let scoreOrder: [Int]
    /// For each fact of the program, the place of the score that it is.
    let scoreOfFact: [Int?]
    /// For each score, the rules that it may start.
    let crossed: [[Int]]
    /// Whether a score starts any rule.
    let mayCross: Bool
    /// Whether any rule may pause.
    let mayPause: Bool
    /// For each event type, the rules whose date trigger may depend on it.
    let dated: [[Int]]
    /// For each event type, the facts that it carries.
    let carriers: [[FactCarrier]]
    /// For each event type, whether any rule asks about it.
    let concerned: [Bool]
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
        let joins = JoinShapes(program, referenced)
        looksBack = joins.looksBack
        joinShapes = joins.all
        rules = program.rules.enumerated().map {
            RulePlan($1, since: since[$1.name], joinShape: joins.ofRule[$0])
        }
        let none = [[Int]](repeating: [], count: program.schema.types.count)
        var triggered = none
        var ending = none
        var dated = none
        var pausing = none
        var crossed = [[Int]](repeating: [], count: program.scores.count)
        func add(_ rule: Int, _ type: Int, to lists: inout [[Int]]) {
            if lists[type].last != rule { lists[type].append(rule) }
        }
        for (index, rule) in program.rules.enumerated() {
            switch rule.trigger {
            case .event(_, let pattern, _):
                for alternative in pattern.alternatives { add(index, alternative.type, to: &triggered) }
            case .crossing(_, let crossing): crossed[crossing.score].append(index)
            case .date(let fact, _, _), .yearly(let fact, _):
                for type in program.facts[fact].types { add(index, type, to: &dated) }
                if rule.trigger.followsZone, let zone = program.customerZone {
                    for type in program.facts[zone].types { add(index, type, to: &dated) }
                }
            }
            for type in rules[index].pause?.types ?? [] { add(index, type, to: &pausing) }
            for unless in rule.unless {
                for alternative in unless.pattern.alternatives { add(index, alternative.type, to: &ending) }
            }
        }
        self.triggered = triggered
        self.ending = ending
        self.dated = dated
        self.pausing = pausing
        self.crossed = crossed
        mayCross = crossed.contains { !$0.isEmpty }
        scores = program.scores.map { ScorePlan($0, types: program.schema.types.count) }
        scoreOrder = program.scoresInOrder
        journeys = program.journeys.enumerated().map { JourneyPlan($1, at: $0, of: program) }
        scoreOfFact = program.facts.map { fact in
            if case .score(let score) = fact.source { return score }
            return nil
        }
        mayPause = rules.contains { $0.pause != nil }
        carriers = Plan.carriers(of: program)
        answers = AnswerTypes(program.schema)
        concerned = referenced.types

        reach = Reach(program)
        fingerprint = Plan.fingerprint(of: program, since: since)
        parts = ProgramParts(program)
    }

    private static func carriers(of program: Program) -> [[FactCarrier]] {
        var carriers = [[FactCarrier]](repeating: [], count: program.schema.types.count)
        for (fact, declared) in program.facts.enumerated() {
            for carrier in declared.carriers {
                carriers[carrier.type].append(
                    FactCarrier(fact: fact, value: carrier.value, keySlot: carrier.keySlot))
            }
        }
        return carriers
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
