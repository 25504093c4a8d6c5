import Events

/// What stands on one line if it is not too long: a declaration, its head, a clause, a step.
struct LogicalLine {
    var atoms: [Atom]
    var indent: Int
    /// Where a line goes on that was too long, or that a comment broke.
    var continuation: Int
    /// The place of the declaration in the file.
    var declaration: Int
    /// Whether a blank line stands before its declaration, whatever the author wrote.
    var isSetApart: Bool
    /// Whether it goes on within its declaration.
    var isInner: Bool
    /// Whether it follows the head of its declaration, from which no blank line parts it.
    var followsHead: Bool
}
