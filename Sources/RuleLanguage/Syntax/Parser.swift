import Events

/// Reads one file into a tree; every mistake is added to `diagnostics`, and reading goes on behind it.
///
/// Total: any bytes give a tree. A mistake ends the clause it is in, or is mended as it was surely meant, so that
/// one mistake is one diagnostic.
public func parse(_ source: Source, file: Int, diagnostics: inout [Diagnostic]) -> SyntaxFile {
    var parser = Parser(source, file: file)
    let tree = parser.file()
    diagnostics += parser.diagnostics
    return tree
}

/// The phrase being read makes no sense from here on; the mistake is reported.
struct PhraseAbandoned: Error {}

/// Where the parser is in the tokens of one file. The grammar is in the extensions, a file for each part.
struct Parser {
    let bytes: [UInt8]
    let fileIndex: Int
    var tokens: [Token]
    let mistakes: [LexicalMistake]
    let comments: [Comment]
    var index = 0
    var diagnostics: [Diagnostic] = []
    /// How deep the phrase being read is nested.
    var depth = 0
    /// How many expressions are being read, one in another.
    var expressions = 0
    /// How many operators the outermost of them has so far.
    var operators = 0

    /// Parentheses in parentheses; deeper is a mistake, so that no reader of the tree runs out of stack.
    static let deepest = 200
    /// Operators in one expression, for the same reason.
    static let mostOperators = 1_000
    /// Beyond this many in one file nobody reads on.
    static let mostDiagnostics = 1_000

    init(_ source: Source, file: Int) {
        bytes = source.bytes
        fileIndex = file
        let list = Lexer.tokens(of: source.bytes, file: file)
        tokens = list.tokens
        mistakes = list.mistakes
        comments = list.comments
        if let byte = list.firstInvalidByte {
            report(
                .notUTF8, "the file is not UTF-8 text from here on",
                SourceRange(file: file, start: byte, end: byte + 1),
                help: "save it as UTF-8; every editor can")
        }
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

    func string(_ range: SourceRange) -> String { String(decoding: bytes[range.start..<range.end], as: UTF8.self) }

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

// MARK: Mistakes

extension Parser {
    mutating func report(
        _ code: SyntaxMistake, _ message: String, _ range: SourceRange, help: String? = nil, suggestion: String? = nil
    ) {
        guard diagnostics.count < Parser.mostDiagnostics else { return }
        // Four parentheses that miss their partner at one place are said once.
        if let last = diagnostics.last, last.code == code.rawValue, last.range == range { return }
        diagnostics.append(
            Diagnostic(code: code.rawValue, message: message, range: range, help: help, suggestion: suggestion))
    }

    mutating func fail(
        _ code: SyntaxMistake, _ message: String, _ range: SourceRange, help: String? = nil, suggestion: String? = nil
    ) -> PhraseAbandoned {
        report(code, message, range, help: help, suggestion: suggestion)
        return PhraseAbandoned()
    }

    /// The mistake that something else stands here than what the grammar asks for.
    mutating func unexpected(_ expected: String, help: String? = nil) -> PhraseAbandoned {
        reportMissing(.unexpected, expected, help: help)
        return PhraseAbandoned()
    }

    /// The same, where what stands here is in the way rather than something missing before it.
    mutating func misplaced(_ expected: String, help: String? = nil) {
        let token = current
        guard !isEnd(token) else { return reportMissing(.unexpected, expected, help: help) }
        report(.unexpected, "expected \(expected), found \(shown(token))", range(token), help: help)
    }

    /// Marks the words that stand where `expected` should; on a further line they are right and it is only missing
    /// behind the last word read.
    mutating func reportMissing(_ code: SyntaxMistake, _ expected: String, help: String? = nil) {
        let token = current
        if index > 0, token.startsLine || isEnd(token) {
            let last = tokens[index - 1]
            report(code, "expected \(expected) behind \(shown(last))", range(last), help: help)
        } else {
            report(code, "expected \(expected), found \(shown(token))", range(token), help: help)
        }
    }

    func shown(_ token: Token) -> String {
        switch token.kind {
        case .word(let text, _): return "`\(text)`"
        case .text, .templateOpen: return "a text"
        case .number: return "the number \(string(range(token)))"
        case .duration: return "the duration \(string(range(token)))"
        case .date: return "the date \(string(range(token)))"
        case .time: return "the time \(string(range(token)))"
        case .clock: return "the time of day \(string(range(token)))"
        case .symbol(let symbol): return "`\(symbol.rawValue)`"
        case .templateText: return "the text behind it"
        case .templateClose: return "the text"
        case .braceOpen: return "`{`"
        case .braceClose: return "`}`"
        case .malformed: return "`\(string(range(token)))`"
        case .end: return "the end of the file"
        }
    }

    /// The word here becomes the keyword that it was surely meant to be, if one is near.
    mutating func mend(among keywords: some Sequence<Keyword>) -> Bool {
        let token = current
        guard case .word(let text, quoted: false) = token.kind, token.keyword == nil,
            let near = nearMiss(text, among: keywords.map(\.text))
        else { return false }
        report(.misspeltKeyword, "`\(text)` is not a word of the language here", range(token), suggestion: near.string)
        tokens[index].keyword = Keyword.byText[near]
        return true
    }

    /// Behind a complete phrase no name can stand, so one that does is a slip of the finger.
    mutating func mendFollower() {
        _ = mend(among: Parser.followersInOrder)
    }

    private static let followersInOrder = Keyword.allCases.filter(Keyword.followers.contains)

    /// Reads over a word that must stand here.
    mutating func expect(_ keyword: Keyword, _ purpose: String) throws(PhraseAbandoned) {
        if isAt(keyword) || mend(among: [keyword]) { return advance() }
        throw unexpected("`\(keyword.rawValue)` \(purpose)")
    }

    /// One step deeper into a phrase.
    mutating func deeper() throws(PhraseAbandoned) {
        depth += 1
        guard depth > Parser.deepest else { return }
        depth -= 1
        throw fail(
            .tooDeep, "this is nested more than \(Parser.deepest) deep", range(current),
            help: "give a part of it a name with `define`")
    }
}

// MARK: Recovery

extension Parser {
    /// Whether the token at `place` may follow a complete name, so that a keyword before it is a name itself.
    func endsPhrase(_ place: Int) -> Bool {
        let token = tokens[min(place, tokens.count - 1)]
        switch token.kind {
        case .word: return token.keyword.map(Keyword.followers.contains) ?? false
        case .symbol(let symbol): return symbol != .open
        case .braceClose, .end: return true
        case .malformed(let mistake):
            switch mistakes[mistake].meaning {
            case .symbol: return true
            default: return false
            }
        case .number, .duration, .date, .time, .clock, .text, .templateOpen, .templateText, .braceOpen, .templateClose:
            return false
        }
    }

    /// Whether the keyword here begins a phrase of its own, where a name was expected.
    mutating func isBeginningOfOther() -> Bool {
        guard let keyword = current.keyword, Keyword.followers.contains(keyword) else { return false }
        // `keep` has nothing behind it, so only its place on a line of its own tells it from a name.
        if keyword == .keep, tokens[index].startsLine { return true }
        return !endsPhrase(index + 1)
    }

    /// Goes on to where a clause or a declaration begins, or the file ends. Malformed tokens on the way are mistakes of
    /// their own and reported.
    mutating func skipToClause() {
        while !isAtEnd(), !looksLikeClause(), !looksLikeDeclaration() { skipToken() }
    }

    mutating func skipToDeclaration() {
        while !isAtEnd(), !looksLikeDeclaration() { skipToken() }
    }

    /// One token further, a template as a whole.
    mutating func skipToken() {
        let token = current
        advance()
        guard case .templateOpen = token.kind else { return }
        while !isAtEnd(), tokens[index].start < token.end { advance() }
    }

    func looksLikeDeclaration() -> Bool {
        let token = tokens[index]
        guard let keyword = token.keyword, keyword.role == .declaration else { return false }
        return token.startsLine || hasShapeOfDeclaration(keyword)
    }

    /// Whether what follows the keyword here, or `distance` places ahead, can only be its declaration.
    func hasShapeOfDeclaration(_ keyword: Keyword, ahead distance: Int = 0) -> Bool {
        let name = ahead(distance + 1)
        let next = ahead(distance + 2)
        switch keyword {
        case .test:
            if case .text = name.kind { return true }
            return false
        case .event:
            guard isWord(name, dotted: true) else { return false }
            // One more declaration ahead is enough to know; a chain of them must not be followed to its end.
            if distance > 0 || isEnd(next) || ahead(distance + 3).keyword?.role == .type { return true }
            guard let other = next.keyword, other.role == .declaration else { return false }
            return next.startsLine || hasShapeOfDeclaration(other, ahead: 2)
        case .define, .fact:
            if case .symbol(.equal) = next.kind { return isWord(name) }
            return false
        case .rule:
            // Without its title it could be a field and its value.
            if case .text = next.kind { return isWord(name) }
            return false
        default: return false
        }
    }

    private func looksLikeClause() -> Bool {
        let token = tokens[index]
        guard let keyword = token.keyword, keyword.role == .clause else { return false }
        if token.startsLine { return true }
        let next = ahead(1)
        switch keyword {
        case .say:
            if case .templateOpen = next.kind { return true }
            return false
        case .after:
            if case .duration = next.kind { return true }
            return false
        case .again, .expire: return next.keyword == .after
        case .task: return ahead(2).keyword == .to
        case .keep: return endsPhrase(index + 1)
        default: return !endsPhrase(index + 1)
        }
    }

    func isWord(_ token: Token, dotted: Bool? = nil) -> Bool {
        guard case .word(let text, _) = token.kind else { return false }
        return dotted.map { $0 == text.string.utf8.contains(UInt8(ascii: ".")) } ?? true
    }

    func isEnd(_ token: Token) -> Bool {
        if case .end = token.kind { return true }
        return false
    }
}
