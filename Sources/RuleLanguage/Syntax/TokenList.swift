import Events

/// What the lexer makes of a file.
struct TokenList {
    /// Ends with `.end`.
    var tokens: [Token]
    var comments: [Comment]
    var mistakes: [LexicalMistake]
}
