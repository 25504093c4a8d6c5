import Events

/// Values by their names, and what is measured.
extension Phrases {
    /// `the customer's tier`, `days`, `the number of contact events in the last 7 days`.
    func operand(_ expression: Expression, _ fields: [Field]) -> String {
        switch expression {
        case .literal(let value): return English.value(value)
        case .missing: return "nothing"
        case .field(let slot): return text.fieldName(slot, of: fields).string
        case .envelope(let field): return "its \(field.rawValue)"
        case .anchorField(let slots):
            return "the \(rule?.alias?.string ?? "trigger")'s \(text.fieldName(slots))"
        case .anchorEnvelope(let field): return "the \(field.rawValue) of the \(rule?.alias?.string ?? "trigger")"
        case .years: return "the number of years"
        case .customerID: return "the customer's id"
        case .key(let place): return "the \(text.keyName(place))'s id"
        case .fact(let fact, _): return factName(program.facts[fact])
        case .task(let field): return "the task's \(field.rawValue)"
        case .negative(let inner): return "minus \(operand(inner, fields))"
        case .binary(.plus, let left, let right): return "\(operand(left, fields)) plus \(nested(right, fields))"
        case .binary(.minus, let left, let right): return "\(operand(left, fields)) minus \(nested(right, fields))"
        case .binary(.times, let left, let right): return "\(nested(left, fields)) times \(nested(right, fields))"
        case .binary(.divided, let left, let right):
            return "\(nested(left, fields)) divided by \(nested(right, fields))"
        case .lookup(let table, let column, let key):
            let name = text.columnName(table, column)
            return "the \(name) of \(operand(key, fields)) in \(program.tables[table].name)"
        case .window(let window) where window.function != .seen: return measured(window)
        case .choice, .otherwise, .rounded: return chosen(expression, fields)
        case .now: return "now"
        case .previous(let fact, _): return previousName(program.facts[fact])
        case .named(let name, _): return name.string
        case .dayStart(let inner): return operand(inner, fields)
        case .binary, .not, .isIn, .isMissing, .isPresent, .window:
            return "the truth of (\(clause(expression, on: fields)))"
        }
    }

    /// Apart, so that what is said inside itself the most needs little stack.
    private func chosen(_ expression: Expression, _ fields: [Field]) -> String {
        switch expression {
        case .choice(let value, let condition, let other):
            return "(\(operand(value, fields)) if \(clause(condition, on: fields)), else \(operand(other, fields)))"
        case .otherwise(let value, let other):
            return "\(nested(value, fields)) (or \(operand(other, fields)), if that is missing)"
        case .rounded(let inner, let digits):
            return "\(nested(inner, fields)) rounded to "
                + (digits == 0 ? "a whole number" : English.counted(Int64(digits), "digit"))
        default: return text.name(expression, on: fields)
        }
    }

    private func nested(_ expression: Expression, _ fields: [Field]) -> String {
        if expression.operands.count > 1, !expression.isEnclosed { return "(\(operand(expression, fields)))" }
        return operand(expression, fields)
    }

    private func measured(_ window: Window) -> String {
        let events = "\(many(window.pattern)) \(ago(window))"
        let field = text.fieldName(window.field)
        let isInstant = window.field.first.map { program.schema.types[$0.type].fields[$0.slot].type.isInstant } ?? false
        switch window.function {
        case .seen, .count: return "the number of \(events)"
        case .distinct: return "the number of different values of \(field) among the \(events)"
        case .sum: return "the sum of \(field) over the \(events)"
        case .average: return "the average \(field) of the \(events)"
        case .min: return "the \(isInstant ? "earliest" : "smallest") \(field) of the \(events)"
        case .max: return "the \(isInstant ? "latest" : "largest") \(field) of the \(events)"
        }
    }

    func ago(_ window: Window) -> String { "in the last \(duration(window.within))\(reach(window))" }

    /// `4 hours`, `8 hours of support time`, `2 working days of support`
    package func duration(_ duration: RuleDuration) -> String {
        switch duration {
        case .elapsed(let span): return English.duration(span)
        case .open(let span, let calendar):
            return "\(English.duration(span)) of \(program.calendars[calendar].name) time"
        case .workingDays(let count, let calendar):
            return "\(English.counted(Int64(count), "working day")) of \(program.calendars[calendar].name)"
        }
    }

    /// `a customer's mood falls below -3`
    package func crossing(_ crossing: Crossing) -> String {
        let score = program.scores[crossing.score].name.string.dropFirst("customer.".utf8.count)
        return "a customer's \(score) \(crossing.direction.rawValue) \(crossing.level.shortestDecimal)"
    }

    /// `the order's previous promised_at`
    private func previousName(_ fact: Fact) -> String {
        let name = factName(fact)
        guard let end = name.firstIndex(of: "'") else { return "the previous \(name)" }
        return "\(name[...name.index(after: end)]) previous\(name[name.index(end, offsetBy: 2)...])"
    }

    /// `the order's promised_at`
    package func factName(_ fact: Fact) -> String { factName(named: fact.name) }

    func factName(named text: Text) -> String {
        let name = text.string
        guard let dot = name.firstIndex(of: ".") else { return name }
        return "the \(name[..<dot])'s \(name[name.index(after: dot)...])"
    }
}

extension Expression {
    /// Whether its words have their own parentheses.
    fileprivate var isEnclosed: Bool {
        switch self {
        case .otherwise, .choice, .named: return true
        default: return false
        }
    }
}
