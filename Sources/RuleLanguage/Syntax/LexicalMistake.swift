/// A mistake in the letters of one token. It is reported when the parser comes to read the token as a word of the
/// language; as part of a zone's name or of a test's value the same letters may be right.
struct LexicalMistake {
    var code: SyntaxMistake
    var message: String
    /// Within the token.
    var start: Int
    var end: Int
    var help: String?
    var suggestion: String?
    /// What the author surely meant, with which reading goes on; nil if the token is best left out.
    var meaning: Token.Kind?
}
