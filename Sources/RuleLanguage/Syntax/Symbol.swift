import Events

enum Symbol: String, CaseIterable {
    case open = "("
    case close = ")"
    case comma = ","
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    /// `[`, `]` and the dot behind it only where a table is asked: `sellers[order.seller].bad`.
    case openBracket = "["
    case closeBracket = "]"
    case dot = "."
}
