/// How a verdict that was true ceased to be.
package enum VerdictEnding: Hashable, Sendable {
    case done
    case dismissed
    case overtaken
    case moved
}
