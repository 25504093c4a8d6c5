import Events

/// Reads one file into a tree; every mistake is added to `diagnostics`, and reading goes on behind it.
///
/// Total: any bytes give a tree. A mistake ends the clause it is in, or is mended as it was surely meant, so that
/// one mistake is one diagnostic.
package func parse(_ source: Source, file: Int, diagnostics: inout [Diagnostic]) -> SyntaxFile {
    var list = DiagnosticList()
    let tree = parse(source, file: file, &list)
    diagnostics += list.found()
    return tree
}

/// - Parameter lets: nil if the other files of the program are not known; then any name may stand for a literal.
func parse(_ source: Source, file: Int, _ diagnostics: inout DiagnosticList, lets: LetNames? = nil) -> SyntaxFile {
    var parser = Parser(source, file: file, diagnostics, lets: lets)
    var tree = parser.file()
    tree.letUses = parser.letUses
    diagnostics = parser.diagnostics
    return tree
}

/// Where the parser is in the tokens of one file. The grammar is in the extensions, a file for each part.
struct Parser {
    let bytes: [UInt8]
    let fileIndex: Int
    var tokens: [Token]
    var mistakes: [LexicalMistake]
    let comments: [Comment]
    var index = 0
    var diagnostics: DiagnosticList
    /// The word that begins what is being read, as far as patterns are concerned: `when`, `unless`, `define`, `count`.
    var phrase: Keyword?
    var nesting = Nesting()
    /// What the `let`s of all files stand for; nil where nobody knows the other files.
    let lets: LetNames?
    /// Those that stood where a literal does.
    var letUses: [Name] = []
    /// The calendar of the one that was read last, if it is a duration on one.
    var calendarOfLet: Name?

    /// Parentheses in parentheses; deeper is a mistake, so that no reader of the tree runs out of stack.
    static let deepest = 200
    /// Operators in one expression, for the same reason.
    static let mostOperators = 1_000
    /// Operators that compute in one chain: each makes the tree deeper.
    static let mostTerms = 100

    init(_ source: Source, file: Int, _ diagnostics: DiagnosticList, lets: LetNames? = nil) {
        self.diagnostics = diagnostics
        self.lets = lets
        bytes = source.bytes
        fileIndex = file
        let firstInvalidByte = Letters.firstInvalidByte(source.bytes)
        if let mistake = FileForm(source.bytes, firstInvalidByte: firstInvalidByte).mistake {
            // Not a word of it is read.
            tokens = [Token(kind: .end, start: source.bytes.count, end: source.bytes.count, startsLine: true)]
            mistakes = []
            comments = []
            report(.notText, mistake.message, SourceRange(file: file, start: 0, end: 0), help: mistake.help)
            return
        }
        let list = Lexer.tokens(of: source.bytes, file: file)
        tokens = list.tokens
        mistakes = list.mistakes
        comments = list.comments
        if let firstInvalidByte { reportNotUTF8(firstInvalidByte) }
    }

    /// One byte that is not UTF-8 is enough to know; what it says is read as far as it can be.
    private mutating func reportNotUTF8(_ byte: Int) {
        let isOtherwise = Letters.hasUTF8Letters(bytes)
        let letter = Letters.scalar(bytes, at: byte).scalar
        let number = "0x" + hexadecimal(Unicode.Scalar(bytes[byte])).suffix(2)
        report(
            .notUTF8,
            isOtherwise
                ? "the byte \(number) is not UTF-8, as the rest of the file is"
                : "the file is not UTF-8: this `\(letter)` is the byte \(number), as in Windows-1252 or Latin-1",
            SourceRange(file: fileIndex, start: byte, end: byte + 1),
            help: isOtherwise
                ? "write the letter anew; was the text pasted from somewhere, or the file cut off?"
                : "choose the encoding UTF-8 where your editor saves, or run: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW")
    }
}

// MARK: The current token

extension Parser {
    /// What stands here. A malformed token is reported now, and read as it was meant.
    var current: Token {
        mutating get {
            while case .malformed(let mistake) = tokens[index].kind { settle(mistakes[mistake]) }
            return tokens[index]
        }
    }

    private mutating func settle(_ mistake: LexicalMistake) {
        report(
            mistake.code, mistake.message, SourceRange(file: fileIndex, start: mistake.start, end: mistake.end),
            help: mistake.help, suggestion: mistake.suggestion)
        guard let meaning = mistake.meaning else {
            index += 1
            return
        }
        tokens[index].kind = meaning
        if case .word(let text, quoted: false) = meaning { tokens[index].keyword = Keyword.byText[text] }
    }

    /// The token some places ahead, read as it was meant, without reporting anything.
    func ahead(_ distance: Int) -> Token {
        var token = tokens[min(index + distance, tokens.count - 1)]
        if case .malformed(let mistake) = token.kind, let meaning = mistakes[mistake].meaning { token.kind = meaning }
        return token
    }

    var keyword: Keyword? {
        mutating get { current.keyword }
    }

    func range(_ token: Token) -> SourceRange { SourceRange(file: fileIndex, start: token.start, end: token.end) }

    /// The bytes from `start` to the end of the last token read.
    func rangeSince(_ start: Int) -> SourceRange {
        let end = index > 0 ? tokens[index - 1].end : start
        return SourceRange(file: fileIndex, start: start, end: max(start, end))
    }

    func string(_ range: SourceRange) -> String { Letters.text(bytes[range.start..<range.end]) }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    mutating func isAt(_ keyword: Keyword) -> Bool { current.keyword == keyword }

    mutating func isAt(_ symbol: Symbol) -> Bool {
        if case .symbol(symbol) = current.kind { return true }
        return false
    }

    mutating func isAtEnd() -> Bool {
        if case .end = current.kind { return true }
        return false
    }

    /// Reads over a word if it stands here; its range.
    mutating func accept(_ keyword: Keyword) -> SourceRange? {
        guard isAt(keyword) else { return nil }
        let range = range(tokens[index])
        advance()
        return range
    }

    mutating func accept(_ symbol: Symbol) -> Bool {
        guard isAt(symbol) else { return false }
        advance()
        return true
    }
}
