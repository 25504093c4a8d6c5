import Events

/// What must be true, as clauses.
extension Phrases {
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
    func comparison(_ operation: BinaryOperator, isInstant: Bool) -> String {
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
