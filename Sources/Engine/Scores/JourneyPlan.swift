import Events
import RuleLanguage

/// A journey as facts are asked for, shared instead of copied.
final class JourneyPlan: Sendable {
    /// A stage that events of one type may begin.
    struct Line: Sendable {
        let stage: Text
        let pattern: Pattern
    }

    /// The places of its two facts.
    let stageFact: Int
    let sinceFact: Int
    /// Whether it is of a key.
    let isKeyed: Bool
    /// For each event type, the slot of the key; nil where it carries none.
    let keySlots: [Int?]
    /// For each event type, the stages it may begin, the one written last first.
    let lines: [[Line]]

    init(_ journey: Journey, at place: Int, of program: Program) {
        let types = program.schema.types.count
        stageFact = program.facts.firstIndex { $0.source == .stage(place) } ?? 0
        sinceFact = program.facts.firstIndex { $0.source == .stageSince(place) } ?? 0
        isKeyed = journey.owner != .customer
        var keySlots = [Int?](repeating: nil, count: types)
        for slot in journey.keySlots { keySlots[slot.type] = slot.slot }
        self.keySlots = keySlots
        var lines = [[Line]](repeating: [], count: types)
        for stage in journey.stages.reversed() {
            for type in Set(stage.pattern.alternatives.map(\.type)) {
                let alternatives = stage.pattern.alternatives.filter { $0.type == type }
                lines[type].append(Line(stage: stage.name, pattern: Pattern(alternatives: alternatives)))
            }
        }
        self.lines = lines
    }
}
