import CSimdjson

/// Why a text is not JSON that can be read here.
enum JSONError: Error, Equatable {
    case empty
    case syntax
    case string
    case number
    case numberRange
    case utf8
    case depth
    case tooLarge
    case memory

    /// What is wrong with the text, to follow "the line" or "the file".
    var sentence: String {
        switch self {
        case .empty: return "is empty"
        case .syntax: return "is not JSON: brackets, commas, colons or words are not where they belong"
        case .string: return "is not JSON: a string has no end, a bad escape or a raw control character"
        case .number: return "is not JSON: a number is not written as JSON allows"
        case .numberRange: return "has a number beyond the range of a double (about 1.8e308)"
        case .utf8: return "is not UTF-8 text"
        case .depth: return "is nested deeper than \(csimdjson_max_depth) objects and arrays"
        case .tooLarge: return "is larger than \(JSONParser.largestText >> 20) MiB, the most that one event may have"
        case .memory: return "could not be read, for memory ran out"
        }
    }

    /// Whether the text is well-formed JSON all the same, only more than is read here.
    var isWellFormed: Bool {
        switch self {
        case .numberRange, .depth, .tooLarge: return true
        case .empty, .syntax, .string, .number, .utf8, .memory: return false
        }
    }
}
