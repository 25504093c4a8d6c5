import Events

package enum BinaryOperator: String, CaseIterable, Hashable, Sendable {
    case or, and
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
}
