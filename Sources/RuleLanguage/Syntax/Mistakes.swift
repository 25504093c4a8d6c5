/// The stable short names of the mistakes that reading a file may find.
enum SyntaxMistake: String, CaseIterable {
    // The letters of a word
    case notUTF8 = "not-utf8"
    case unexpectedCharacter = "unexpected-character"
    case wrongQuotes = "wrong-quotes"
    case wrongOperator = "wrong-operator"
    case unterminatedText = "unterminated-text"
    case badEscape = "bad-escape"
    case unclosedBrace = "unclosed-brace"
    case strayBrace = "stray-brace"
    case emptyBraces = "empty-braces"
    case badName = "bad-name"
    case badNumber = "bad-number"
    case badDuration = "bad-duration"
    case durationTooLong = "duration-too-long"
    case badDate = "bad-date"
    case badTime = "bad-time"

    // The words of a phrase
    case misspeltKeyword = "misspelt-keyword"
    case unexpected = "unexpected"
    case missingName = "missing-name"
    case dotted = "dotted-name"
    case undotted = "undotted-name"
    case missingType = "missing-field-type"
    case missingOr = "missing-or"
    case missingParenthesis = "missing-parenthesis"
    case missingValue = "missing-value"
    case chained = "chained-comparison"
    case notBeforeOperator = "misplaced-not"
    case bareAlternatives = "bare-alternatives"
    case modeOnDate = "mode-on-date"
    case saidTwice = "said-twice"
    case badCount = "bad-count"
    case badZone = "bad-zone-name"
    case badTimeOfDay = "bad-time-of-day"
    case badTestTime = "bad-test-time"
    case tooDeep = "too-deep"
    case tooLong = "too-long"
}

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
