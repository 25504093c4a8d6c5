package import Events

package enum SayPart: Hashable, Sendable {
    case text(Text)
    case expression(Expression)
}
