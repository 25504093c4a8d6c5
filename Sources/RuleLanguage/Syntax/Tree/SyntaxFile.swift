/// One file as its author wrote it: nothing is resolved, positions and comments are kept.
///
/// A name that could not be read is in the tree as a `Name` with an empty text; the mistake is reported already.
package struct SyntaxFile: Sendable {
    package var declarations: [Declaration] = []
    /// In the order of the file.
    package var comments: [Comment] = []
    /// Names that stand where a literal does, but in expressions.
    package var letUses: [Name] = []
    package init() {}
}
