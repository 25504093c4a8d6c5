import Events
import RuleLanguage

/// What an expression of a rule can see: one customer's whole timeline from the place of one instance.
///
/// Nothing is remembered between two questions: each walks the timeline from its beginning.
struct ReferenceView {
    let program: Program
    let zones: ZoneTable
    let customer: Text
    /// All events of the customer, sorted. Questions look only at those up to their own `t`.
    let timeline: [Event]
    let rule: Rule
    /// The instance.
    let key: [Value]
    /// "In a `yearly` rule `years` is the number of the anniversary."
    var years: Double?
    /// What the rule says of a task: for a route.
    var task: Handed?

    private func envelope(_ field: EnvelopeField, _ event: Event) -> Value {
        switch field {
        case .id: return .text(event.identity.id)
        case .source: return .text(event.identity.source)
        case .type: return .text(program.schema.types[event.type].writtenType)
        case .time: return .time(event.time)
        }
    }

    // MARK: Who belongs to the instance

    /// The key fields that an event carries, by place in `per`.
    static func carriedKey(_ event: Event, rule: Rule) -> [Value?] {
        rule.keySlots[event.type].map { slot in slot.flatMap { asKey(event.fields[$0]) } }
    }

    /// "The empty text is missing … as a key"
    private static func asKey(_ value: Value?) -> Value? { value == .text("") ? nil : value }

    /// "an event joins if each key field that it carries equals the instance's"
    func joins(_ event: Event) -> Bool {
        zip(ReferenceView.carriedKey(event, rule: rule), key).allSatisfy { carried, wanted in
            carried == nil || carried == wanted
        }
    }

    /// "the event must carry every key field"
    func joinsStrictly(_ event: Event) -> Bool {
        ReferenceView.carriedKey(event, rule: rule) == key.map { Optional($0) }
    }

    // MARK: Patterns

    /// "a `where` holds only if true"; its t is the event's time.
    func matches(_ pattern: Pattern, _ event: Event, anchor: Event?) -> Bool {
        pattern.alternatives.contains { alternative in
            guard alternative.type == event.type else { return false }
            guard let condition = alternative.condition else { return true }
            return value(condition, of: event, anchor: anchor, at: event.time) == .boolean(true)
        }
    }

    /// "the joined events in [t-D, t], the whole instant t included"
    func events(in window: Window, anchor: Event?, at t: Timestamp) -> [Event] {
        let start = before(t, window.within)
        let joined = timeline.filter { $0.time <= t && (window.forCustomer || joins($0)) }
        // "only events strictly later than the latest joined event of Q up to t"
        let since = window.since.map { since in joined.filter { matches(since, $0, anchor: anchor) }.map(\.time).max() }
        return joined.filter { event in
            if let since, let latest = since, event.time <= latest { return false }
            return event.time >= start && matches(window.pattern, event, anchor: anchor)
        }
    }

    // MARK: Facts

    /// The events that carry the fact for this instance, up to t, with the value that each sets; in timeline order.
    func settings(of fact: Fact, key factKey: Value?, through t: Timestamp) -> [(event: Event, value: Value)] {
        switch fact.source {
        case .field, .score: break
        case .stage(let journey):
            return stages(program.journeys[journey], key: factKey, through: t).map { ($0.event, .text($0.stage)) }
        case .stageSince(let journey):
            return stages(program.journeys[journey], key: factKey, through: t).map { ($0.event, .time($0.since)) }
        }
        return timeline.compactMap { event in
            guard event.time <= t, let carrier = fact.carriers.first(where: { $0.type == event.type }),
                let value = valueOfFact(carrier.value, event)
            else { return nil }
            if let keySlot = carrier.keySlot {
                guard let carried = ReferenceView.asKey(event.fields[keySlot]), carried == factKey else { return nil }
            }
            return (event, value)
        }
    }

    func factValue(_ index: Int, keyPlace: Int?, at t: Timestamp) -> Value? {
        if case .score(let score) = program.facts[index].source {
            return scoreValue(program.scores[score], at: t).map { .number($0) }
        }
        return settings(of: program.facts[index], key: keyPlace.map { key[$0] }, through: t).last?.value
    }

    /// "the value that the fact had before it took its present one; missing if none; at one instant one after the other,
    /// by source and id"
    func previousValue(_ index: Int, keyPlace: Int?, at t: Timestamp) -> Value? {
        let values = settings(of: program.facts[index], key: keyPlace.map { key[$0] }, through: t).map(\.value)
        guard let present = values.last else { return nil }
        return values.last { $0 != present }
    }

    /// "in the zone of `fact customer.zone` if it names one, else the site's"
    func customerZone(at t: Timestamp) -> Zone {
        guard let index = program.customerZone, case .text(let name)? = factValue(index, keyPlace: nil, at: t)
        else { return zones.site }
        return zones.named[name] ?? zones.site
    }

    // MARK: Expressions

    /// Nil is missing, and for a boolean unknown.
    func value(_ expression: Expression, of matched: Event?, anchor: Event?, at t: Timestamp) -> Value? {
        func ask(_ part: Expression) -> Value? { value(part, of: matched, anchor: anchor, at: t) }
        switch expression {
        case .literal(let value): return value
        case .missing: return nil
        case .field(let slot): return matched.flatMap { $0.fields[slot] }
        case .envelope(let field):
            return matched.map { envelope(field, $0) }
        case .anchorEnvelope(let field): return anchor.map { envelope(field, $0) }
        case .anchorField(let slots):
            guard let anchor, let slot = slots.first(where: { $0.type == anchor.type }) else { return nil }
            return anchor.fields[slot.slot]
        case .years: return years.map { .number($0) }
        case .customerID: return .text(customer)
        case .key(let place): return key[place]
        case .fact(let index, let place): return factValue(index, keyPlace: place, at: t)
        case .not(let part): return kleeneNot(ask(part))
        case .negative(let part):
            switch ask(part) {
            case .number(let x): return .number(-x)
            case .duration(let x): return .duration(-x)
            default: return nil
            }
        case .binary(.and, let a, let b): return kleeneAnd(ask(a), ask(b))
        case .binary(.or, let a, let b): return kleeneNot(kleeneAnd(kleeneNot(ask(a)), kleeneNot(ask(b))))
        case .binary(let op, let a, let b):
            guard let x = ask(a), let y = ask(b) else { return nil }
            return computed(op, x, y)
        case .isIn(let part, let candidates):
            guard let x = ask(part) else { return nil }
            let values = candidates.map(ask)
            if values.contains(x) { return .boolean(true) }
            return values.contains(nil) ? nil : .boolean(false)
        case .isMissing(let part): return .boolean(ask(part) == nil)
        case .isPresent(let part): return .boolean(ask(part) != nil)
        case .lookup(let index, let column, let part):
            // "missing where there is no such row"
            guard let key = ask(part) else { return nil }
            let table = program.tables[index]
            guard let row = (0..<table.count).map(table.row).first(where: { $0.key == key }) else { return nil }
            return column.map { row.cells[$0] } ?? key
        case .task(let field): return task.map { taskValue(field, $0) }
        case .window(let window): return windowValue(window, anchor: anchor, at: t)
        case .choice(let value, if: let condition, otherwise: let other):
            // "X where C is true, else Y"
            return ask(condition) == .boolean(true) ? ask(value) : ask(other)
        case .otherwise(let value, let other): return ask(value) ?? ask(other)
        case .rounded(let part, let digits):
            guard case .number(let x) = ask(part) else { return nil }
            return roundedAsScore(x, digits).flatMap(finite)
        // "`now` is t"
        case .now: return .time(t)
        case .previous(let index, let place): return previousValue(index, keyPlace: place, at: t)
        case .named(_, let part): return ask(part)
        case .dayStart(let part):
            guard case .date(let day) = ask(part) else { return nil }
            return .time(zones.site.instant(of: day, secondOfDay: 0))
        }
    }

    private func windowValue(_ window: Window, anchor: Event?, at t: Timestamp) -> Value? {
        let events = events(in: window, anchor: anchor, at: t)
        let values = events.compactMap { event -> Value? in
            window.field.first { $0.type == event.type }.flatMap { event.fields[$0.slot] }
        }
        let numbers = values.compactMap { value -> Double? in
            if case .number(let x) = value { return x }
            return nil
        }
        // The timeline is sorted, so this adds in time order.
        let sum = numbers.reduce(0, +)
        switch window.function {
        case .seen: return .boolean(!events.isEmpty)
        case .count: return .number(Double(events.count))
        case .distinct: return .number(Double(Set(values).count))
        case .sum: return finite(sum)
        case .average: return numbers.isEmpty ? nil : finite(sum / Double(numbers.count))
        case .min: return values.min()
        case .max: return values.max()
        }
    }
}

private func finite(_ x: Double) -> Value? { x.isFinite ? .number(x) : nil }

private func kleeneNot(_ a: Value?) -> Value? {
    guard case .boolean(let x) = a else { return nil }
    return .boolean(!x)
}

private func kleeneAnd(_ a: Value?, _ b: Value?) -> Value? {
    if a == .boolean(false) || b == .boolean(false) { return .boolean(false) }
    return a == .boolean(true) && b == .boolean(true) ? .boolean(true) : nil
}

/// An operator over two values that are there; nil where the result is not finite.
private func computed(_ op: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
    switch op {
    case .and, .or: return nil
    case .equal: return .boolean(a == b)
    case .notEqual: return .boolean(a != b)
    case .less: return .boolean(a < b)
    case .lessOrEqual: return .boolean(a <= b)
    case .greater: return .boolean(a > b)
    case .greaterOrEqual: return .boolean(a >= b)
    case .contains:
        guard case .text(let x) = a, case .text(let y) = b else { return nil }
        return .boolean(x.contains(y))
    case .plus:
        switch (a, b) {
        case (.number(let x), .number(let y)): return finite(x + y)
        case (.time(let x), .duration(let y)), (.duration(let y), .time(let x)): return .time(x + y)
        case (.duration(let x), .duration(let y)): return .duration(x + y)
        default: return nil
        }
    case .minus:
        switch (a, b) {
        case (.number(let x), .number(let y)): return finite(x - y)
        case (.time(let x), .duration(let y)): return .time(x - y)
        case (.time(let x), .time(let y)): return .duration(x - y)
        case (.duration(let x), .duration(let y)): return .duration(x - y)
        default: return nil
        }
    case .times:
        switch (a, b) {
        case (.number(let x), .number(let y)): return finite(x * y)
        case (.duration(let x), .number(let y)), (.number(let y), .duration(let x)): return scaled(x) { $0 * y }
        default: return nil
        }
    case .divided:
        switch (a, b) {
        case (.number(let x), .number(let y)): return finite(x / y)
        case (.duration(let x), .number(let y)): return scaled(x) { $0 / y }
        case (.duration(let x), .duration(let y)): return finite(nanoseconds(x) / nanoseconds(y))
        default: return nil
        }
    }
}
