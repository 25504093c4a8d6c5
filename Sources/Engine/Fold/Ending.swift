/// How an open episode ended in the fold.
enum Ending: Hashable, Sendable {
    case done
    case dismissed
    case overtaken
    case moved
}
