import Events

/// Says the conditions and patterns of a rule in English.
struct Phrases {
    let program: Program
    let rule: Rule?
    /// For names.
    let text: RuleText

    init(program: Program, rule: Rule?) {
        self.program = program
        self.rule = rule
        text = RuleText(program: program, rule: rule)
    }

    // MARK: Patterns

    /// `a delivery.delayed with days at least 1`, `a call.completed or an email.sent`
    func one(_ pattern: Pattern) -> String {
        English.list(
            text.groups(of: pattern).map { group in
                English.list(group.names.map { English.article($0.name.string) }, "or") + with(group)
            }, "or")
    }

    /// `contact, delivery.delivered or order.canceled`, to follow "no".
    func any(_ pattern: Pattern) -> String {
        English.list(
            text.groups(of: pattern).flatMap { group in
                let names = group.names.map(\.name.string)
                return group.condition == nil ? names : [English.list(names, "or") + with(group)]
            }, "or")
    }

    /// `contact.inbound events with channel “phone”`
    func many(_ pattern: Pattern) -> String {
        let groups = text.groups(of: pattern)
        if groups.count == 1 {
            return English.list(groups[0].names.map(\.name.string), "or") + " events" + with(groups[0])
        }
        return "events (\(any(pattern)))"
    }

    private func with(_ group: PatternGroup) -> String {
        guard let condition = group.condition else { return "" }
        if let traits = traits(condition, group.type) { return " with \(English.list(traits, "and"))" }
        return " where \(clause(condition, on: group.type))"
    }

    /// `days at least 1`: a condition that can stand behind "with"; nil if it is more than comparisons of fields.
    private func traits(_ condition: Expression, _ type: Int) -> [String]? {
        switch condition {
        case .binary(.and, let left, let right):
            guard let a = traits(left, type), let b = traits(right, type) else { return nil }
            return a + b
        case .binary(let operation, .field(let slot), .literal(let value)):
            let field = text.fieldName(slot, of: type).string
            switch operation {
            case .equal: return ["\(field) \(English.value(value))"]
            case .notEqual: return ["\(field) other than \(English.value(value))"]
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                return ["\(field) \(comparison(operation, isInstant: value.isInstant)) \(English.value(value))"]
            case .contains: return ["\(English.value(value)) in its \(field)"]
            case .or, .and, .plus, .minus, .times, .divided: return nil
            }
        case .isIn(.field(let slot), let list):
            let items = list.map { operand($0, type) }
            return ["\(text.fieldName(slot, of: type)) \(English.list(items, "or"))"]
        case .isPresent(.field(let slot)): return [English.article(text.fieldName(slot, of: type).string)]
        case .isMissing(.field(let slot)): return ["no \(text.fieldName(slot, of: type))"]
        default: return nil
        }
    }

    // MARK: Conditions

    /// `the customer's tier is missing or is not “blocked”`: what must be true, as a clause.
    func clause(_ expression: Expression, on type: Int?) -> String { clause(expression, type, inside: nil) }

    private func clause(_ expression: Expression, _ type: Int?, inside outer: BinaryOperator?) -> String {
        switch expression {
        case .binary(.and, _, _), .binary(.or, _, _):
            return junction(expression, type, inside: outer)
        case .binary(let operation, let left, let right):
            return compared(operation, left, right, type)
        case .not(let inner): return denied(inner, type)
        case .isIn(let needle, let list):
            return "\(operand(needle, type)) is \(English.list(list.map { operand($0, type) }, "or"))"
        case .isMissing(let inner): return "\(operand(inner, type)) is missing"
        case .isPresent(let inner): return "\(operand(inner, type)) is known"
        case .window(let window) where window.function == .seen:
            return "\(one(window.pattern)) came \(ago(window))"
        case .literal, .missing, .field, .envelope, .anchorField, .customerID, .key, .fact, .negative, .window:
            return "\(operand(expression, type)) is true"
        }
    }

    private func junction(_ expression: Expression, _ type: Int?, inside outer: BinaryOperator?) -> String {
        guard case .binary(let operation, _, _) = expression else { return "" }
        let parts = parts(of: expression, operation).map { clause($0, type, inside: operation) }
        let joined = English.list(parts, operation == .and ? "and" : "or")
        return outer == nil || outer == operation ? joined : "(\(joined))"
    }

    /// The operands of a chain of one operator.
    private func parts(of expression: Expression, _ operation: BinaryOperator) -> [Expression] {
        guard case .binary(operation, let left, let right) = expression else { return [expression] }
        return parts(of: left, operation) + parts(of: right, operation)
    }

    private func compared(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ type: Int?) -> String
    {
        if case .window(let window) = left, window.function == .count, case .literal(.number(let count)) = right,
            let counted = countedClause(window, operation, count)
        {
            return counted
        }
        let (a, b) = (operand(left, type), operand(right, type))
        switch operation {
        case .equal: return "\(a) is \(b)"
        case .notEqual: return "\(a) is not \(b)"
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            let isInstant = self.isInstant(left, type) || self.isInstant(right, type)
            return "\(a) is \(comparison(operation, isInstant: isInstant)) \(b)"
        case .contains: return "\(a) contains \(b)"
        case .or, .and, .plus, .minus, .times, .divided: return "\(a) \(operation.rawValue) \(b)"
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
        return "\(amount) \(many(window.pattern)) came \(ago(window))"
    }

    private func denied(_ inner: Expression, _ type: Int?) -> String {
        switch inner {
        case .not(let twice): return clause(twice, type, inside: nil)
        case .isMissing(let operand): return "\(self.operand(operand, type)) is known"
        case .isPresent(let operand): return "\(self.operand(operand, type)) is missing"
        case .isIn(let needle, let list):
            return "\(operand(needle, type)) is neither \(English.list(list.map { operand($0, type) }, "nor"))"
        case .binary(.contains, let left, let right):
            return "\(operand(left, type)) does not contain \(operand(right, type))"
        case .binary(let operation, let left, let right):
            if let opposite = operation.opposite { return compared(opposite, left, right, type) }
            return "it is not so that \(clause(inner, type, inside: operation))"
        case .window(let window) where window.function == .seen:
            return "no \(any(window.pattern)) came \(ago(window))"
        case .literal, .missing, .field, .envelope, .anchorField, .customerID, .key, .fact, .negative, .window:
            return "\(operand(inner, type)) is false"
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

    private func isInstant(_ expression: Expression, _ type: Int?) -> Bool {
        switch expression {
        case .literal(let value): return value.isInstant
        case .field(let slot): return type.map { program.schema.types[$0].fields[slot].type.isInstant } ?? false
        case .anchorField(let slots):
            return slots.first.map { program.schema.types[$0.type].fields[$0.slot].type.isInstant } ?? false
        case .fact(let fact, _): return program.facts[fact].type.isInstant
        case .envelope(.time): return true
        default: return false
        }
    }

    // MARK: Operands

    /// `the customer's tier`, `days`, `the number of contact events in the last 7 days`.
    func operand(_ expression: Expression, _ type: Int?) -> String {
        switch expression {
        case .literal(let value): return English.value(value)
        case .missing: return "nothing"
        case .field(let slot): return text.fieldName(slot, of: type).string
        case .envelope(let field): return "its \(field.rawValue)"
        case .anchorField(let slots):
            return "the \(rule?.alias?.string ?? "trigger")'s \(text.fieldName(slots))"
        case .customerID: return "the customer's id"
        case .key(let place): return "the \(text.keyName(place))'s id"
        case .fact(let fact, _): return factName(program.facts[fact])
        case .negative(let inner): return "minus \(operand(inner, type))"
        case .binary(.plus, let left, let right): return "\(operand(left, type)) plus \(nested(right, type))"
        case .binary(.minus, let left, let right): return "\(operand(left, type)) minus \(nested(right, type))"
        case .binary(.times, let left, let right): return "\(nested(left, type)) times \(nested(right, type))"
        case .binary(.divided, let left, let right): return "\(nested(left, type)) divided by \(nested(right, type))"
        case .window(let window) where window.function != .seen: return measured(window)
        case .binary, .not, .isIn, .isMissing, .isPresent, .window:
            return "the truth of (\(clause(expression, on: type)))"
        }
    }

    private func nested(_ expression: Expression, _ type: Int?) -> String {
        if case .binary = expression { return "(\(operand(expression, type)))" }
        return operand(expression, type)
    }

    private func measured(_ window: Window) -> String {
        let events = "\(many(window.pattern)) \(ago(window))"
        let field = text.fieldName(window.field)
        let isInstant = window.field.first.map { program.schema.types[$0.type].fields[$0.slot].type.isInstant } ?? false
        switch window.function {
        case .seen, .count: return "the number of \(events)"
        case .distinct: return "the number of different \(field) among the \(events)"
        case .sum: return "the sum of \(field) over the \(events)"
        case .average: return "the average \(field) of the \(events)"
        case .min: return "the \(isInstant ? "earliest" : "smallest") \(field) of the \(events)"
        case .max: return "the \(isInstant ? "latest" : "largest") \(field) of the \(events)"
        }
    }

    private func ago(_ window: Window) -> String { "in the last \(English.duration(window.within))" }

    /// `the order's promised_at`
    func factName(_ fact: Fact) -> String {
        let name = fact.name.string
        guard let dot = name.firstIndex(of: ".") else { return name }
        return "the \(name[..<dot])'s \(name[name.index(after: dot)...])"
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
