import Events

/// The type of an expression. A duration is never in a field.
enum ValueType: Hashable {
    case text, number, boolean, time, date, duration

    init(_ type: FieldType) {
        switch type {
        case .text: self = .text
        case .number: self = .number
        case .boolean: self = .boolean
        case .time: self = .time
        case .date: self = .date
        }
    }

    init(_ value: Value) {
        switch value {
        case .text: self = .text
        case .number: self = .number
        case .boolean: self = .boolean
        case .time: self = .time
        case .date: self = .date
        case .duration: self = .duration
        }
    }

    /// As messages say it: `a text`.
    var words: String {
        switch self {
        case .text: return "a text"
        case .number: return "a number"
        case .boolean: return "true or false"
        case .time: return "a time"
        case .date: return "a date"
        case .duration: return "a duration"
        }
    }

    /// Whether `<` may compare two of them.
    var isOrdered: Bool {
        switch self {
        case .number, .time, .date, .duration: return true
        case .text, .boolean: return false
        }
    }
}
