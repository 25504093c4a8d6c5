import Events
import RuleLanguage

/// Events of the whole past that a rule may look back at, however long ago they were: of those that carry the same key the
/// one that decides stands for all others.
struct LastingEvents {
    /// Which of them decides.
    enum Decisive {
        /// Of an `unless` without an end in the past: that there is one.
        case first
        /// Of a pause: the last instant that says anything.
        case lastInstant
    }

    let rule: Int
    let pattern: Pattern
    let decisive: Decisive
    let types: Set<Int>

    /// Nil if what a condition says depends on who asks: then all of them are kept.
    init?(rule: Int, _ patterns: [Pattern], _ decisive: Decisive) {
        let alternatives = patterns.flatMap(\.alternatives)
        guard alternatives.allSatisfy({ $0.condition?.speaksOfItsEventOnly ?? true }) else { return nil }
        self.rule = rule
        pattern = Pattern(alternatives: alternatives)
        self.decisive = decisive
        types = Set(alternatives.map(\.type))
    }

    /// Those that decide.
    /// - Parameter order: all events of the settled past.
    func kept(_ order: ArraySlice<EventRef>, _ evaluator: Evaluator) -> [EventRef] {
        let timeline = evaluator.timeline
        var kept: [[Value?]: [EventRef]] = [:]
        for ref in order where types.contains(timeline[ref].type) {
            let event = timeline[ref]
            let scope = Scope(rule: rule, key: [], anchor: nil, matched: nil, t: event.time)
            guard evaluator.matches(pattern, ref, scope) else { continue }
            let key = evaluator.plan.rules[rule].keySlots[event.type].map { $0.flatMap { event.fields.key($0) } }
            switch decisive {
            case .first: if kept[key] == nil { kept[key] = [ref] }
            case .lastInstant:
                let isSameInstant = kept[key]?.first.map { timeline[$0].time == event.time } ?? false
                if isSameInstant { kept[key]?.append(ref) } else { kept[key] = [ref] }
            }
        }
        return kept.values.flatMap { $0 }
    }
}

extension Expression {
    /// Whether it says the same of an event, whoever asks and whatever else has happened.
    fileprivate var speaksOfItsEventOnly: Bool {
        switch self {
        case .literal, .missing, .field, .envelope, .customerID: return true
        case .anchorField, .anchorEnvelope, .years, .key, .fact, .task, .window, .previous: return false
        case .not, .negative, .binary, .isIn, .isMissing, .isPresent, .lookup, .choice, .otherwise, .rounded, .now,
            .named, .dayStart:
            return operands.allSatisfy(\.speaksOfItsEventOnly)
        }
    }
}
