import Events
import RuleLanguage

/// Computes expressions over a timeline. Missing and unknown are nil.
struct Evaluator {
    let plan: Plan
    private(set) var timeline: Timeline
    let customer: Text
    /// Of the first events of the timeline; the rest is looked through.
    var facts: FactTable
    /// Of all instants up to the one in hand.
    var scores: ScoreTable
    /// Of the first events likewise.
    private(set) var joinable: JoinTable

    init(
        plan: Plan, timeline: Timeline, customer: Text, facts: FactTable = FactTable(),
        scores: ScoreTable = ScoreTable(), joins: JoinTable = JoinTable()
    ) {
        self.plan = plan
        self.timeline = timeline
        self.customer = customer
        self.facts = facts
        self.scores = scores
        joinable = joins
    }

    /// Takes the timeline and the tables out of their places, so that nothing of them is copied.
    init(plan: Plan, customer: Text, _ timeline: inout Timeline, _ state: inout FoldState) {
        self.init(plan: plan, timeline: Timeline(), customer: customer)
        exchange(&timeline, &state)
    }

    /// Puts them back.
    mutating func giveBack(_ timeline: inout Timeline, _ state: inout FoldState) { exchange(&timeline, &state) }

    private mutating func exchange(_ timeline: inout Timeline, _ state: inout FoldState) {
        swap(&self.timeline, &timeline)
        swap(&facts, &state.facts)
        swap(&scores, &state.scores)
        swap(&joinable, &state.joins)
    }

    /// Brings the tables to a position of the timeline, if they are far behind.
    @inline(__always)
    mutating func catchUp(to position: Int) {
        if !plan.program.facts.isEmpty, position - facts.known > plan.fewEvents {
            for ref in timeline.order[facts.known..<position] {
                facts.note(ref, begins: stages(begunBy: ref), in: timeline, plan)
            }
        }
        if plan.joins.looksBack, position - joinable.known > plan.fewEvents {
            for ref in timeline.order[joinable.known..<position] { joinable.note(ref, in: timeline, plan) }
        }
    }

    /// Makes the tables forget what they know of later events than a time.
    /// - Parameter position: of the first of those.
    mutating func goBack(to position: Int, _ t: Timestamp) {
        if facts.known > position {
            facts.forget(timeline.order[position...], after: t, knowing: position, in: timeline, plan)
        }
        if joinable.known > position {
            joinable.forget(timeline.order[position...], after: t, knowing: position, in: timeline, plan)
        }
    }

    /// Whether a condition holds: only if it is true.
    func holds(_ condition: Expression, _ scope: Scope) -> Bool { evaluate(condition, scope) == .boolean(true) }

    func evaluate(_ expression: Expression, _ scope: Scope) -> Value? {
        switch expression {
        case .literal(let value): return value
        case .missing: return nil
        case .field(let slot): return scope.matched.flatMap { timeline[$0].fields[slot] }
        case .envelope(let field): return scope.matched.map { envelope(field, timeline[$0]) }
        case .anchorEnvelope(let field): return scope.anchor.map { envelope(field, timeline[$0]) }
        case .anchorField(let slots):
            guard let anchor = scope.anchor else { return nil }
            let event = timeline[anchor]
            guard let place = slots.first(where: { $0.type == event.type }) else { return nil }
            return event.fields[place.slot]
        case .years: return scope.anniversary.flatMap(years)
        case .customerID: return .text(customer)
        case .key(let place): return scope.key[place]
        case .fact(let fact, let key):
            if let score = plan.scores.ofFact[fact] { return self.score(score, at: scope.t).map { .number($0) } }
            return self.fact(fact, key: key.map { scope.key[$0] }, at: scope.t)?.value
        case .task(let field): return task(field, scope)
        case .not(let inner): return truth(inner, scope).map { .boolean(!$0) }
        case .negative(let inner): return negate(evaluate(inner, scope))
        case .binary(let operation, let left, let right): return binary(operation, left, right, scope)
        case .isIn(let needle, let list): return isIn(needle, list, scope).map { .boolean($0) }
        case .isMissing(let inner): return .boolean(evaluate(inner, scope) == nil)
        case .isPresent(let inner): return .boolean(evaluate(inner, scope) != nil)
        case .window(let window): return self.window(window, scope)
        case .lookup(let table, let column, let key):
            return evaluate(key, scope).flatMap { plan.program.tables[table].value(column, key: $0) }
        case .choice(let value, let condition, let other):
            return evaluate(truth(condition, scope) == true ? value : other, scope)
        case .otherwise(let value, let other): return evaluate(value, scope) ?? evaluate(other, scope)
        case .rounded(let inner, let digits):
            guard case .number(let number)? = evaluate(inner, scope) else { return nil }
            return number.rounded(toDigits: digits).map { .number($0) }
        case .now: return .time(scope.t)
        case .previous(let fact, let key): return previous(fact, key: key.map { scope.key[$0] }, at: scope.t)
        case .named(_, let value): return evaluate(value, scope)
        case .dayStart(let inner):
            guard case .date(let date)? = evaluate(inner, scope) else { return nil }
            return .time(plan.zones.site.instant(of: date, secondOfDay: 0))
        }
    }

    private func envelope(_ field: EnvelopeField, _ event: Event) -> Value {
        switch field {
        case .id: return .text(event.identity.id)
        case .source: return .text(event.identity.source)
        case .type: return .text(plan.program.schema.types[event.type].writtenType)
        case .time: return .time(event.time)
        }
    }

    private func truth(_ expression: Expression, _ scope: Scope) -> Bool? {
        guard case .boolean(let truth)? = evaluate(expression, scope) else { return nil }
        return truth
    }

    private func negate(_ value: Value?) -> Value? {
        switch value {
        case .number(let number): return .number(-number)
        case .duration(let span): return .duration(-span)
        case .text, .boolean, .time, .date, nil: return nil
        }
    }

    private func binary(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ scope: Scope) -> Value?
    {
        switch operation {
        case .and:
            let a = truth(left, scope)
            if a == false { return .boolean(false) }
            let b = truth(right, scope)
            if b == false { return .boolean(false) }
            return a == nil || b == nil ? nil : .boolean(true)
        case .or:
            let a = truth(left, scope)
            if a == true { return .boolean(true) }
            let b = truth(right, scope)
            if b == true { return .boolean(true) }
            return a == nil || b == nil ? nil : .boolean(false)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .plus, .minus, .times,
            .divided:
            guard let a = evaluate(left, scope), let b = evaluate(right, scope) else { return nil }
            return combine(operation, a, b)
        }
    }

    private func combine(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
        switch operation {
        case .equal: return .boolean(a == b)
        case .notEqual: return .boolean(a != b)
        case .less: return .boolean(a < b)
        case .lessOrEqual: return .boolean(a <= b)
        case .greater: return .boolean(a > b)
        case .greaterOrEqual: return .boolean(a >= b)
        case .contains:
            guard case .text(let x) = a, case .text(let y) = b else { return nil }
            return .boolean(x.contains(y))
        case .plus, .minus, .times, .divided: return arithmetic(operation, a, b)
        case .and, .or: return nil
        }
    }

    private func arithmetic(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
        switch (a, b) {
        case (.number(let x), .number(let y)):
            let result: Double
            switch operation {
            case .plus: result = x + y
            case .minus: result = x - y
            case .times: result = x * y
            case .divided: result = x / y
            default: return nil
            }
            return result.isFinite ? .number(result) : nil
        case (.time(let x), .duration(let y)): return .time(operation == .plus ? x + y : x - y)
        case (.duration(let x), .time(let y)): return operation == .plus ? .time(y + x) : nil
        case (.time(let x), .time(let y)): return operation == .minus ? .duration(x - y) : nil
        case (.duration(let x), .duration(let y)):
            if operation == .divided { return x.ratio(to: y).map { .number($0) } }
            return .duration(operation == .plus ? x + y : x - y)
        case (.duration(let span), .number(let number)), (.number(let number), .duration(let span)):
            return (operation == .times ? span.times(number) : span.divided(by: number)).map { .duration($0) }
        default: return nil
        }
    }

    private func isIn(_ needle: Expression, _ list: [Expression], _ scope: Scope) -> Bool? {
        guard let value = evaluate(needle, scope) else { return nil }
        var unknown = false
        for item in list {
            guard let candidate = evaluate(item, scope) else {
                unknown = true
                continue
            }
            if candidate == value { return true }
        }
        return unknown ? nil : false
    }
}
