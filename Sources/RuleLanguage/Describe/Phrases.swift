import Events

/// Says the conditions and patterns of a rule in English.
package struct Phrases: Sendable {
    let program: Program
    let rule: Rule?
    /// For names.
    let text: RuleText

    package init(program: Program, rule: Rule?) {
        self.program = program
        self.rule = rule
        text = RuleText(program: program, rule: rule)
    }

    // MARK: Patterns

    /// `a delivery.delayed with days at least 1`, `a call.completed or an email.sent`
    package func one(_ pattern: Pattern) -> String {
        English.list(
            text.groups(of: pattern).map { group in
                together(group, group.names.map { English.article($0.string) }) + with(group)
            }, "or")
    }

    /// The event and its condition, where that is more than can stand behind "with".
    func apart(_ pattern: Pattern) -> (event: String, condition: String)? {
        let groups = text.groups(of: pattern)
        guard groups.count == 1, let condition = groups[0].condition,
            traits(condition.condition, condition.fields) == nil
        else {
            return nil
        }
        let names = groups[0].names.map { English.article($0.string) }
        return (English.list(names, "or"), clause(condition.condition, on: condition.fields))
    }

    /// `contact, delivery.delivered or order.canceled`, to follow "no".
    package func any(_ pattern: Pattern) -> String {
        English.list(
            text.groups(of: pattern).flatMap { group in
                let names = group.names.map(\.string)
                return group.condition == nil ? names : [together(group, names) + with(group)]
            }, "or")
    }

    /// `contact.inbound events with channel “phone”`
    func many(_ pattern: Pattern, one: Bool = false) -> String {
        let groups = text.groups(of: pattern)
        let noun = one ? "event" : "events"
        if groups.count == 1 {
            return English.list(groups[0].names.map(\.string), "or") + " \(noun)" + with(groups[0])
        }
        return "\(noun) (\(any(pattern)))"
    }

    /// Names that share a condition are kept together.
    private func together(_ group: PatternGroup, _ names: [String]) -> String {
        let list = English.list(names, "or")
        return names.count > 1 && group.condition != nil ? "(\(list))" : list
    }

    private func with(_ group: PatternGroup) -> String {
        guard let condition = group.condition else { return "" }
        if let traits = traits(condition.condition, condition.fields) { return " with \(English.list(traits, "and"))" }
        return " where \(clause(condition.condition, on: condition.fields))"
    }

    /// `days at least 1`: a condition that can stand behind "with"; nil if it is more than comparisons of fields.
    private func traits(_ condition: Expression, _ fields: [Field]) -> [String]? {
        switch condition {
        case .binary(.and, let left, let right):
            guard let a = traits(left, fields), let b = traits(right, fields) else { return nil }
            return a + b
        case .binary(let operation, .field(let slot), .literal(let value)):
            let field = text.fieldName(slot, of: fields).string
            switch operation {
            case .equal: return ["\(field) \(English.value(value))"]
            case .notEqual: return ["\(field) other than \(English.value(value))"]
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                return ["\(field) \(comparison(operation, isInstant: value.isInstant)) \(English.value(value))"]
            case .contains: return ["\(English.value(value)) in its \(field)"]
            case .or, .and, .plus, .minus, .times, .divided: return nil
            }
        case .isIn(.field(let slot), let list):
            let items = list.map { operand($0, fields) }
            return ["\(text.fieldName(slot, of: fields)) \(English.list(items, "or"))"]
        case .isPresent(.field(let slot)): return [English.article(text.fieldName(slot, of: fields).string)]
        case .isMissing(.field(let slot)): return ["no \(text.fieldName(slot, of: fields))"]
        default: return nil
        }
    }

    // MARK: Conditions

    /// `the customer's tier is missing or is not “blocked”`: what must be true, as a clause.
    /// - Parameter type: the type of the event matched, whose slots bare fields are; nil in `while` and `say`.
    package func clause(_ expression: Expression, ofType type: Int?) -> String {
        clause(expression, on: text.fields(of: type))
    }

    /// `the customer's tier`, `days`, `the number of contact events in the last 7 days`: what is compared.
    /// - Parameter type: as of `clause`.
    package func operand(_ expression: Expression, ofType type: Int?) -> String {
        operand(expression, text.fields(of: type))
    }

    func clause(_ expression: Expression, on fields: [Field]) -> String { clause(expression, fields, inside: nil) }

    private func clause(_ expression: Expression, _ fields: [Field], inside outer: BinaryOperator?) -> String {
        if case .binary(let operation, _, _) = expression, operation == .and || operation == .or {
            let joined = junction(parts(of: expression, operation), operation, fields)
            return outer == nil || outer == operation ? joined : "(\(joined))"
        }
        let saying = saying(expression, fields)
        return saying.subject.map { "\($0) \(saying.rest)" } ?? saying.rest
    }

    /// A clause whose subject the next one may share: "the customer's tier is missing or is not “blocked”".
    private struct Saying {
        var subject: String?
        var rest: String
    }

    private func saying(_ expression: Expression, _ fields: [Field]) -> Saying {
        switch expression {
        case .binary(let operation, let left, let right):
            return compared(operation, left, right, fields)
        case .not(let inner): return denied(inner, fields)
        case .isIn(let needle, let list):
            let items = list.map { operand($0, fields) }
            return Saying(subject: operand(needle, fields), rest: "is \(English.list(items, "or"))")
        case .isMissing(let inner): return Saying(subject: operand(inner, fields), rest: "is missing")
        case .isPresent(let inner): return Saying(subject: operand(inner, fields), rest: "is known")
        case .window(let window) where window.function == .seen:
            return Saying(rest: "\(one(window.pattern)) came \(ago(window))")
        case .literal, .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .fact,
            .task, .negative, .window, .choice, .otherwise, .rounded, .now, .dayStart, .previous, .named, .lookup:
            return Saying(subject: operand(expression, fields), rest: "is true")
        }
    }

    private func junction(_ parts: [Expression], _ operation: BinaryOperator, _ fields: [Field]) -> String {
        var clauses: [String] = []
        var subject: String?
        for part in parts {
            if case .binary(let inner, _, _) = part, inner == .and || inner == .or {
                clauses.append(clause(part, fields, inside: operation))
                subject = nil
                continue
            }
            let saying = saying(part, fields)
            if let same = saying.subject, same == subject {
                clauses.append(saying.rest)
            } else {
                clauses.append(saying.subject.map { "\($0) \(saying.rest)" } ?? saying.rest)
            }
            subject = saying.subject
        }
        return English.list(clauses, operation == .and ? "and" : "or")
    }

    /// The operands of a chain of one operator.
    private func parts(of expression: Expression, _ operation: BinaryOperator) -> [Expression] {
        guard case .binary(operation, let left, let right) = expression else { return [expression] }
        return parts(of: left, operation) + parts(of: right, operation)
    }

    private func compared(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ fields: [Field])
        -> Saying
    {
        if case .window(let window) = left, window.function == .count, case .literal(.number(let count)) = right,
            let counted = countedClause(window, operation, count)
        {
            return Saying(rest: counted)
        }
        let (a, b) = (operand(left, fields), operand(right, fields))
        switch operation {
        case .equal: return Saying(subject: a, rest: "is \(b)")
        case .notEqual: return Saying(subject: a, rest: "is not \(b)")
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            let isInstant = self.isInstant(left, fields) || self.isInstant(right, fields)
            return Saying(subject: a, rest: "is \(comparison(operation, isInstant: isInstant)) \(b)")
        case .contains: return Saying(subject: a, rest: "contains \(b)")
        case .or, .and, .plus, .minus, .times, .divided: return Saying(subject: a, rest: "\(operation.rawValue) \(b)")
        }
    }

    private func countedClause(_ window: Window, _ operation: BinaryOperator, _ count: Double) -> String? {
        let amount: String
        let number = count.shortestDecimal
        switch operation {
        case .equal: amount = count == 0 ? "no" : "exactly \(number)"
        case .less: amount = count == 1 ? "no" : "fewer than \(number)"
        case .lessOrEqual: amount = count == 0 ? "no" : "at most \(number)"
        case .greater: amount = "more than \(number)"
        case .greaterOrEqual:
            if count == 1 { return "\(one(window.pattern)) came \(ago(window))" }
            amount = "at least \(number)"
        case .notEqual, .or, .and, .contains, .plus, .minus, .times, .divided: return nil
        }
        return "\(amount) \(many(window.pattern, one: count == 1 && operation == .equal)) came \(ago(window))"
    }

    private func denied(_ inner: Expression, _ fields: [Field]) -> Saying {
        switch inner {
        case .not(var twice):
            // However often.
            while case .not(.not(let inner)) = twice { twice = inner }
            return Saying(rest: clause(twice, fields, inside: .and))
        case .isMissing(let operand): return Saying(subject: self.operand(operand, fields), rest: "is known")
        case .isPresent(let operand): return Saying(subject: self.operand(operand, fields), rest: "is missing")
        case .isIn(let needle, let list):
            let items = list.map { operand($0, fields) }
            return Saying(
                subject: operand(needle, fields),
                rest: items.count == 1 ? "is not \(items[0])" : "is neither \(English.list(items, "nor"))")
        case .binary(.contains, let left, let right):
            return Saying(subject: operand(left, fields), rest: "does not contain \(operand(right, fields))")
        case .binary(let operation, let left, let right):
            if let opposite = operation.opposite { return compared(opposite, left, right, fields) }
            return Saying(rest: "it is not so that (\(clause(inner, fields, inside: nil)))")
        case .window(let window) where window.function == .seen:
            return Saying(rest: "no \(any(window.pattern)) came \(ago(window))")
        case .literal, .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .fact,
            .task, .negative, .window, .choice, .otherwise, .rounded, .now, .dayStart, .previous, .named, .lookup:
            return Saying(subject: operand(inner, fields), rest: "is false")
        }
    }

    /// - Parameter isInstant: whether times or dates are compared.
    private func comparison(_ operation: BinaryOperator, isInstant: Bool) -> String {
        switch operation {
        case .less: return isInstant ? "before" : "less than"
        case .lessOrEqual: return isInstant ? "no later than" : "at most"
        case .greater: return isInstant ? "after" : "more than"
        case .greaterOrEqual: return isInstant ? "no earlier than" : "at least"
        default: return operation.rawValue
        }
    }

    private func isInstant(_ expression: Expression, _ fields: [Field]) -> Bool {
        switch expression {
        case .literal(let value): return value.isInstant
        case .field(let slot): return fields.indices.contains(slot) && fields[slot].type.isInstant
        case .anchorField(let slots):
            return slots.first.map { program.schema.types[$0.type].fields[$0.slot].type.isInstant } ?? false
        case .fact(let fact, _): return program.facts[fact].type.isInstant
        case .envelope(.time), .anchorEnvelope(.time), .now, .dayStart: return true
        case .otherwise(let value, _), .choice(let value, _, _), .named(_, let value): return isInstant(value, fields)
        case .previous(let fact, _): return program.facts[fact].type.isInstant
        default: return false
        }
    }

    // MARK: Operands

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

    private func ago(_ window: Window) -> String { "in the last \(duration(window.within))\(reach(window))" }

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

extension Value {
    var isInstant: Bool {
        switch self {
        case .time, .date: return true
        case .text, .number, .boolean, .duration: return false
        }
    }
}

extension FieldType {
    var isInstant: Bool {
        switch self {
        case .time, .date: return true
        case .text, .number, .boolean: return false
        }
    }
}

extension BinaryOperator {
    /// What is true exactly where a comparison of two known values is false.
    fileprivate var opposite: BinaryOperator? {
        switch self {
        case .equal: return .notEqual
        case .notEqual: return .equal
        case .less: return .greaterOrEqual
        case .lessOrEqual: return .greater
        case .greater: return .lessOrEqual
        case .greaterOrEqual: return .less
        case .or, .and, .contains, .plus, .minus, .times, .divided: return nil
        }
    }
}
