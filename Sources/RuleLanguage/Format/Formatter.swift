import Events

/// Lays a rule file out in the one canonical way.
///
/// The words stay as they are and in their order: only blanks, line ends, and backticks that no name needs change.
/// Comments stay with what they stand beside or before. Formatting what is formatted changes nothing, and the result
/// reads as the same program.
/// - Returns: the text, or nil if the file has mistakes; and the mistakes.
public func format(_ source: Source) -> (text: String?, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let tree = parse(source, file: 0, diagnostics: &diagnostics)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    var layout = Layout(bytes: source.bytes)
    let lines = layout.lines(of: tree)
    var printer = LinePrinter(bytes: source.bytes, comments: tree.comments)
    for line in lines { printer.print(line) }
    printer.finish()
    return (printer.text, diagnostics)
}

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
