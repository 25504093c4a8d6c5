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
}
