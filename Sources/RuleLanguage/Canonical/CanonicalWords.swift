import Events

/// The words of the canonical form for what is one of several. They are written down in hashes on disk: a word never
/// changes, whatever the case is called in Swift or in the language.

extension FieldType {
    var canonicalWord: StaticString {
        switch self {
        case .text: return "text"
        case .number: return "number"
        case .boolean: return "boolean"
        case .time: return "time"
        case .date: return "date"
        }
    }
}

extension TriggerMode {
    var canonicalWord: StaticString {
        switch self {
        case .first: return "first"
        case .latest: return "latest"
        case .each: return "each"
        }
    }
}

extension TaskClass {
    var canonicalWord: StaticString {
        switch self {
        case .recovery: return "recovery"
        case .relationship: return "relationship"
        }
    }
}

extension Priority {
    var canonicalWord: StaticString {
        switch self {
        case .low: return "low"
        case .normal: return "normal"
        case .high: return "high"
        case .urgent: return "urgent"
        }
    }
}

extension EnvelopeField {
    var canonicalWord: StaticString {
        switch self {
        case .id: return "id"
        case .source: return "source"
        case .type: return "type"
        case .time: return "time"
        }
    }
}

extension TaskField {
    var canonicalWord: StaticString {
        switch self {
        case .rule: return "rule"
        case .taskClass: return "class"
        case .queue: return "queue"
        case .priority: return "priority"
        }
    }
}

extension WindowFunction {
    var canonicalWord: StaticString {
        switch self {
        case .seen: return "seen"
        case .count: return "count"
        case .distinct: return "distinct"
        case .sum: return "sum"
        case .average: return "average"
        case .min: return "min"
        case .max: return "max"
        }
    }
}

extension BinaryOperator {
    var canonicalWord: StaticString {
        switch self {
        case .or: return "or"
        case .and: return "and"
        case .equal: return "equal"
        case .notEqual: return "not-equal"
        case .less: return "less"
        case .lessOrEqual: return "at-most"
        case .greater: return "greater"
        case .greaterOrEqual: return "at-least"
        case .contains: return "contains"
        case .plus: return "plus"
        case .minus: return "minus"
        case .times: return "times"
        case .divided: return "divided"
        }
    }
}
