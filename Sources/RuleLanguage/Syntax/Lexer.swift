import Events

/// Cuts a file into tokens. It reports nothing itself: a malformed token carries its mistake to the parser.
struct Lexer {
    let bytes: [UInt8]
    let file: Int
    var index = 0
    /// Reading stops here: the end of the file, or of the braces of a template.
    var limit: Int
    /// Within the braces of a template `#` is no comment, and a text may begin with `\"`.
    var isInBraces = false
    var lineIsEmpty = true
    /// Within a `test` block, as far as can be told here: its values stand free, so there a quotation mark or a
    /// backtick may be a letter like others, and a text behind `say` is a field's value.
    var isInTest = false
    /// How many `[` behind the name of a table wait for their partner.
    var brackets = 0
    var output = TokenList(tokens: [], comments: [], mistakes: [])

    static func tokens(of bytes: [UInt8], file: Int) -> TokenList {
        var lexer = Lexer(bytes: bytes, file: file, limit: bytes.count)
        // A byte order mark, as some editors write it.
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { lexer.index = 3 }
        lexer.run()
        lexer.add(.end, from: bytes.count)
        return lexer.output
    }

    init(bytes: [UInt8], file: Int, limit: Int) {
        self.bytes = bytes
        self.file = file
        self.limit = limit
    }

    mutating func run() {
        while index < limit {
            let byte = bytes[index]
            switch byte {
            case 0x0a:
                lineIsEmpty = true
                index += 1
            case 0x20, 0x09, 0x0b, 0x0c, 0x0d: index += 1
            case UInt8(ascii: "#") where !isInBraces: comment()
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
            case UInt8(ascii: "\""): quotedText()
            case UInt8(ascii: "\\") where isInBraces && peek(1) == UInt8(ascii: "\""): textInBraces(escapedQuotes: true)
            case UInt8(ascii: "`"): word()
            default:
                let (scalar, length) = Letters.scalar(bytes, at: index)
                if Letters.startsName(scalar) {
                    word()
                } else if Letters.isBlank(scalar) {
                    index += length
                } else {
                    sign(scalar, length)
                }
            }
        }
    }

    /// The byte `distance` behind the current one; 0 beyond the end.
    func peek(_ distance: Int) -> UInt8 {
        let at = index + distance
        return at < limit ? bytes[at] : 0
    }

    func string(_ start: Int, _ end: Int) -> String { Letters.text(bytes[start..<end]) }

    mutating func add(_ kind: Token.Kind, from start: Int, keyword: Keyword? = nil) {
        if isInTest, lineIsEmpty, let keyword, endsTest(keyword) { isInTest = false }
        output.tokens.append(Token(kind: kind, keyword: keyword, start: start, end: index, startsLine: lineIsEmpty))
        lineIsEmpty = false
    }

    /// A token from `start` to the current position that is not as it should be.
    mutating func addMalformed(
        _ code: SyntaxMistake, _ message: String, from start: Int, help: String? = nil, suggestion: String? = nil,
        meaning: Token.Kind?
    ) {
        output.mistakes.append(
            LexicalMistake(
                code: code, message: message, start: start, end: index, help: help, suggestion: suggestion,
                meaning: meaning
            ))
        add(.malformed(output.mistakes.count - 1), from: start)
    }

    private mutating func comment() {
        let start = index
        while index < limit, bytes[index] != 0x0a { index += 1 }
        var end = index
        while end > start, bytes[end - 1] == 0x0d { end -= 1 }
        output.comments.append(
            Comment(text: string(start, end), range: SourceRange(file: file, start: start, end: end)))
    }
}

extension Lexer {
    /// A sign of the language, one that was meant to be, or one that means nothing.
    private mutating func sign(_ scalar: Unicode.Scalar, _ length: Int) {
        let start = index
        if Lexer.closingQuotes[scalar] != nil { return foreignQuotes(opening: scalar, length) }
        for (written, meant) in Lexer.foreignOperators where starts(with: written) {
            return foreignOperator(written, meant)
        }
        if let bracket = bracket(scalar) {
            index += 1
            return add(.symbol(bracket), from: start)
        }
        for symbol in Lexer.symbols where starts(with: symbol.rawValue) {
            index += symbol.rawValue.utf8.count
            return add(.symbol(symbol), from: start)
        }
        if scalar == "!" { return foreignOperator("!", "not") }
        if scalar == ".", Letters.isDigit(peek(1)) {
            index += 1
            while Letters.isDigit(peek(0)) { index += 1 }
            let mended = "0" + string(start, index)
            return addMalformed(
                .badNumber, "a number needs a digit before its point", from: start, suggestion: mended,
                meaning: .number(Double(mended) ?? 0))
        }
        // A run of signs is one mistake.
        index += length
        while index < limit {
            let (next, more) = Letters.scalar(bytes, at: index)
            guard isForeign(next) else { break }
            index += more
        }
        let written = string(start, index)
        let isUnseen = written.unicodeScalars.allSatisfy(\.isUnseen)
        addMalformed(
            .unexpectedCharacter,
            isUnseen ? "\(numbers(written)) stands here and is not seen" : "`\(written)` has no meaning here",
            from: start,
            help: isUnseen ? help(forUnseen: scalar) : help(forSign: written), suggestion: isUnseen ? "" : nil,
            meaning: nil)
    }

    /// `[` directly behind a name, its partner, and a dot directly behind that.
    private mutating func bracket(_ scalar: Unicode.Scalar) -> Symbol? {
        guard let previous = output.tokens.last, previous.end == index else {
            // Within the brackets blanks may stand before their end.
            if scalar == "]", brackets > 0 {
                brackets -= 1
                return .closeBracket
            }
            return nil
        }
        switch scalar {
        case "[":
            guard case .word = previous.kind, previous.keyword != .in else { return nil }
            brackets += 1
            return .openBracket
        case "]" where brackets > 0:
            brackets -= 1
            return .closeBracket
        case ".":
            guard case .symbol(.closeBracket) = previous.kind else { return nil }
            return .dot
        default: return nil
        }
    }

    /// `U+200B U+200D …`
    private func numbers(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let shown = scalars.prefix(3).map { "U+" + hexadecimal($0) }.joined(separator: " ")
        return scalars.count > 3 ? shown + " …" : shown
    }

    private func help(forUnseen scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0: return "bytes of 0 are in no text; was the file damaged?"
        case 0xfeff: return "a byte order mark stands at the beginning of a file only; were two files joined?"
        case 0x200b...0xffff: return "it came in when text was pasted from a page or a chat"
        default: return nil
        }
    }

    private func help(forSign written: String) -> String? {
        switch written {
        case ";", ":": return "clauses and declarations need no sign between them; leave it out"
        case "{", "}":
            return "braces stand only in the text of `say`, and of a queue: to \"agent-{customer.agent}\""
        case "[", "]":
            return "the values of a list stand in parentheses; of a table, the row stands directly behind its name: "
                + "sellers[order.seller].bad"
        case "%": return "a share is a number alone, as 0.5 or 50"
        case "^": return "numbers are computed with + - * / only"
        case "€", "$", "£", "¥": return "an amount is a number alone; leave it out"
        case "?": return "a field that may be missing has `optional` behind its type; a choice is written X if C else Y"
        case "\\": return "a backslash stands only in texts"
        case "@", "→": return "for whom a task is stands behind `to`: task recovery to front-desk"
        default: return nil
        }
    }

    private mutating func foreignOperator(_ written: String, _ meant: String) {
        let start = index
        index += written.utf8.count
        addMalformed(
            .wrongOperator, "`\(written)` is written `\(meant)` here", from: start, suggestion: meant,
            meaning: Symbol(rawValue: meant).map { .symbol($0) } ?? .word(Text(meant), quoted: false))
    }

    private func isForeign(_ scalar: Unicode.Scalar) -> Bool {
        if Letters.startsName(scalar) || Letters.isBlank(scalar) { return false }
        if scalar.isASCII, Letters.isDigit(UInt8(scalar.value)) { return false }
        return !"#\"`\\'“”„‘«()=!<>+-*/,&|".unicodeScalars.contains(scalar)
    }

    private func starts(with text: String) -> Bool {
        bytes[index..<limit].starts(with: text.utf8)
    }

    /// Longer ones first, so that `<=` is not read as `<`.
    private static let symbols = Symbol.allCases.filter { ![.openBracket, .closeBracket, .dot].contains($0) }.sorted {
        $0.rawValue.utf8.count > $1.rawValue.utf8.count
    }

    /// What other languages write, and what it is here.
    private static let foreignOperators: [(String, String)] = [
        ("===", "="), ("!==", "!="), (":=", "="), ("==", "="), ("<>", "!="), ("=<", "<="), ("=>", ">="), ("&&", "and"),
        ("&", "and"),
        ("||", "or"), ("|", "or"), ("??", "else"), ("?:", "else"), ("≠", "!="), ("≤", "<="), ("≥", ">="), ("×", "*"),
        ("÷", "/"), ("−", "-"),
        ("–", "-"),
    ]
}

func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
