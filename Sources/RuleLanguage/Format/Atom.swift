import Events

/// A word as it will be printed.
struct Atom {
    var text: String
    /// Where it stands in the source.
    var start: Int
    var end: Int
    /// Blanks before it, unless it begins a line.
    var gap: Int
    /// Whether a line that grows too long may end before it; the smaller, the rather there. Nil if it may not.
    var breakDepth: Int?
}
