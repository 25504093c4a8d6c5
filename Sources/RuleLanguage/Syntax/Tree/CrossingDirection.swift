/// Which way a score goes past a level.
package enum CrossingDirection: String, Hashable, Sendable {
    case fallsBelow = "falls below"
    case risesAbove = "rises above"
}
