/// What stands around what is being read: how deep the parser is in it, and what that means for the words that follow.
struct Nesting {
    /// How deep the phrase being read is nested.
    var depth = 0
    /// How many expressions are being read, one in another.
    var expressions = 0
    /// How many operators other than comparisons the outermost of them has so far.
    var operators = 0
    /// How many parentheses around expressions are open.
    var parentheses = 0
    /// How many lists of values are being read, one in another.
    var lists = 0
    /// Whether the next `else` belongs to an `if` before it.
    var isBeforeElse = false
}
