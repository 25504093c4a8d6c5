import Events
import RuleLanguage

/// Why a condition holds, or does not.
extension ExplanationWriter {
    func whyNotMatched(_ decision: Decision, _ rule: Rule, _ phrases: Phrases) -> String {
        guard let ref = decision.anchor.flatMap({ refs[$0] }) else { return "its condition does not hold" }
        let pattern: Pattern
        switch rule.trigger {
        case .event(_, let events, _): pattern = events
        case .crossing(_, let crossing): return whyNotCrossed(crossing, at: decision.at, phrases)
        case .date, .yearly: return "its condition does not hold"
        }
        let event = evaluator.timeline[ref]
        let scope = Scope(rule: decision.rule, key: decision.key, anchor: ref, matched: ref, t: event.time)
        let conditions = pattern.alternatives.compactMap { $0.type == event.type ? $0.condition : nil }
        return English.list(distinct(conditions.map { reason($0, event.type, scope, phrases) }), "and")
    }

    /// `the rule asks that days is at least 1, and days is 0`: the first part that does not hold, with what it reads.
    func reason(_ condition: Expression, _ type: Int?, _ scope: Scope, _ phrases: Phrases) -> String {
        let parts = conjuncts(condition)
        let failing = parts.first { !evaluator.holds($0, scope) } ?? condition
        let clause = "the rule asks that \(phrases.clause(failing, ofType: type))"
        let readings = readings(failing, type, scope, phrases)
        return readings.isEmpty ? "\(clause), which is not so" : "\(clause), and \(English.list(readings, "and"))"
    }

    func conjuncts(_ condition: Expression) -> [Expression] {
        guard case .binary(.and, let left, let right) = condition else { return [condition] }
        return conjuncts(left) + conjuncts(right)
    }

    /// What a condition reads, and what it finds: `days is 0`, `the customer's tier is “blocked” (customer.updated …)`.
    /// - Parameter alone: whether the condition itself is not said before it.
    func readings(
        _ expression: Expression, _ type: Int?, _ scope: Scope, _ phrases: Phrases, alone: Bool = false
    ) -> [String] {
        func inner(_ part: Expression) -> [String] { readings(part, type, scope, phrases, alone: alone) }
        switch expression {
        case .literal, .missing: return []
        case .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .task, .now, .previous:
            return [reading(expression, type, scope, phrases)]
        case .fact(let fact, let key):
            let found = evaluator.fact(fact, key: key.map { scope.key[$0] }, at: scope.t)
            let by = found.map { " (\(mention(evaluator.timeline[$0.setBy].identity, at: scope.t)))" } ?? ""
            return [reading(expression, type, scope, phrases) + by]
        case .not, .negative, .isMissing, .isPresent, .binary, .isIn, .choice, .otherwise, .rounded, .dayStart:
            return distinct(expression.operands.flatMap(inner))
        case .named(_, let value): return distinct([reading(expression, type, scope, phrases)] + inner(value))
        case .window(let window): return [found(window, scope, phrases, alone: alone)]
        case .lookup(_, _, let key): return distinct([reading(expression, type, scope, phrases)] + inner(key))
        }
    }

    func reading(_ expression: Expression, _ type: Int?, _ scope: Scope, _ phrases: Phrases) -> String {
        let found = evaluator.evaluate(expression, scope).map { value($0) } ?? "missing"
        return "\(phrases.operand(expression, ofType: type)) is \(found)"
    }

    func found(_ window: Window, _ scope: Scope, _ phrases: Phrases, alone: Bool) -> String {
        switch window.function {
        case .seen:
            guard let last = evaluator.counted(window, scope).last else {
                return alone ? phrases.clause(.not(.window(window)), ofType: nil) : "none came"
            }
            return "there was \(mention(evaluator.timeline[last].identity, at: scope.t))"
        case .count:
            if alone { return reading(.window(window), nil, scope, phrases) }
            let count = evaluator.counted(window, scope).count
            return count == 1 ? "there was 1" : "there were \(count)"
        case .distinct, .sum, .average, .min, .max:
            if alone { return reading(.window(window), nil, scope, phrases) }
            return "it is \(evaluator.window(window, scope).map { value($0) } ?? "missing")"
        }
    }

    func scope(_ decision: Decision) -> Scope {
        let anchor: EventRef?
        switch program.rules[decision.rule].trigger {
        case .event, .crossing: anchor = decision.anchor.flatMap { refs[$0] }
        case .date, .yearly: anchor = nil
        }
        var scope = Scope(rule: decision.rule, key: decision.key, anchor: anchor, matched: nil, t: decision.at)
        scope.anniversary = anniversary(decision)
        return scope
    }

    func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
