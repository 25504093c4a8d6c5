import Events
import RuleLanguage

/// How far back from a later instant events, facts and scores may be looked at, other than by what the state of the fold
/// holds: what a settled past has to keep.
struct Reach: Sendable {
    /// For each event type; nil: only at its own instant.
    private(set) var types: [TimeSpan?]
    /// For each fact: so long ago a condition may ask for the value that it had then.
    private(set) var facts: [TimeSpan]
    private(set) var scores: [TimeSpan]
    /// What is looked back at without an end.
    private(set) var lasting: [LastingEvents] = []
    private let program: Program

    /// Further than any event.
    static let forever = TimeSpan(seconds: .max / 4)

    init(_ program: Program) {
        self.program = program
        types = Array(repeating: nil, count: program.schema.types.count)
        facts = Array(repeating: .zero, count: program.facts.count)
        scores = Array(repeating: .zero, count: program.scores.count)
        for (place, rule) in program.rules.enumerated() { add(rule, at: place) }
        for score in program.scores { add(score) }
        for journey in program.journeys {
            // The event that began a stage is asked again, however long ago it was.
            for stage in journey.stages { add(conditionsOf: stage.pattern, at: Self.forever) }
        }
        for route in program.routes {
            if let condition = route.condition { add(condition, at: .zero) }
            for expression in route.queue.expressions { add(expression, at: .zero) }
        }
        for outcome in program.outcomes { add(conditionsOf: outcome.pattern, at: .zero) }
        for touch in [program.touches.ours, program.touches.theirs] {
            if let touch { add(conditionsOf: touch, at: .zero) }
        }
        for budget in program.gates.budgets {
            if let counting = budget.counting { add(counting, at: budget.within) }
        }
    }

    private mutating func add(_ rule: Rule, at place: Int) {
        switch rule.trigger {
        case .event(_, let pattern, let counting):
            add(conditionsOf: pattern, at: .zero)
            if let counting { add(counting, at: .zero) }
        case .crossing, .date, .yearly: break
        }
        for unless in rule.unless {
            if let span = unless.lookingBack {
                add(unless.pattern, at: Self.span(span))
            } else {
                add(lasting: [unless.pattern], .first, rule: place)
            }
        }
        if let pause = rule.pause { add(lasting: [pause.from, pause.until], .lastInstant, rule: place) }
        for condition in rule.whileConditions { add(condition, at: .zero) }
        for expression in rule.task.queue.expressions { add(expression, at: .zero) }
        for choice in rule.outreach.priorities { add(choice.condition, at: .zero) }
        for part in rule.say {
            if case .expression(let expression) = part { add(expression, at: .zero) }
        }
    }

    private mutating func add(lasting patterns: [Pattern], _ decisive: LastingEvents.Decisive, rule: Int) {
        if let events = LastingEvents(rule: rule, patterns, decisive) {
            lasting.append(events)
        } else {
            for pattern in patterns { add(pattern, at: Self.forever) }
        }
    }

    /// Which of its events moved a score is asked again for four half-lives.
    private mutating func add(_ score: Score) {
        var span = TimeSpan.zero
        for _ in 0..<4 { span = span + score.halfLife }
        for line in score.adds {
            add(conditionsOf: line.pattern, at: span)
            for weight in line.weights { add(weight.expression, at: span) }
        }
    }

    /// Events of a pattern that may be looked at so long after them; none at their own instant.
    private mutating func add(_ pattern: Pattern, at span: TimeSpan) {
        for alternative in pattern.alternatives {
            if span > .zero { types[alternative.type] = min(max(types[alternative.type] ?? .zero, span), Self.forever) }
        }
        add(conditionsOf: pattern, at: span)
    }

    private mutating func add(conditionsOf pattern: Pattern, at span: TimeSpan) {
        for alternative in pattern.alternatives {
            if let condition = alternative.condition { add(condition, at: span) }
        }
    }

    private mutating func add(_ window: Window, at span: TimeSpan) {
        let span = span + Self.span(window.within)
        add(window.pattern, at: span)
        if let since = window.since { add(since, at: span) }
    }

    private mutating func add(_ expression: Expression, at span: TimeSpan) {
        switch expression {
        case .fact(let fact, key: _), .previous(let fact, key: _):
            facts[fact] = max(facts[fact], span)
            if case .score(let score) = program.facts[fact].source { scores[score] = max(scores[score], span) }
        case .window(let window): add(window, at: span)
        default: break
        }
        for operand in expression.operands { add(operand, at: span) }
    }

    /// At least as long. Time on a calendar may take any time.
    private static func span(_ duration: RuleDuration) -> TimeSpan {
        switch duration {
        case .elapsed(let span): return span
        case .open, .workingDays: return forever
        }
    }
}
