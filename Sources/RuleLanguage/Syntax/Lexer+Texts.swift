import Events

extension Lexer {
    /// At a quotation mark: an ordinary text, or the template of `say`.
    mutating func quotedText() {
        if isInBraces { return textInBraces(escapedQuotes: false) }
        let previous = output.tokens.last
        // `rule NAME "…"`, or else `test "…"`
        if output.tokens.dropLast().last?.keyword == .rule {
            isInTest = false
        } else if previous?.keyword == .test {
            isInTest = true
        }
        if previous?.keyword == .say, !isInTest { return template() }
        if previous?.keyword == .to, !isInTest, hasBraces(from: index + 1) { return template() }
        plainText()
    }

    /// Whether a brace opens in the text that begins there: the name of a queue that is made from data.
    private func hasBraces(from start: Int) -> Bool {
        var at = start
        while at < limit, bytes[at] != 0x0a, bytes[at] != UInt8(ascii: "\"") {
            if bytes[at] == UInt8(ascii: "{") { return true }
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return false
    }

    private mutating func plainText() {
        let start = index
        let end = endOfText(from: start + 1, escapedQuotes: false)
        guard let end else { return unterminated(from: start) }
        index = end + 1
        addText(start + 1, end, from: start) { .text($0) }
    }

    /// A text within the braces of a template: `"x"` or `\"x\"`.
    mutating func textInBraces(escapedQuotes: Bool) {
        let start = index
        let open = escapedQuotes ? 2 : 1
        guard let end = endOfText(from: start + open, escapedQuotes: escapedQuotes) else {
            return unterminated(from: start)
        }
        index = end + open
        addText(start + open, end, from: start) { .text($0) }
    }

    /// The place of the closing quotation mark, or of the backslash before it; nil if the line ends first.
    private func endOfText(from start: Int, escapedQuotes: Bool) -> Int? {
        var at = start
        while at < limit {
            switch bytes[at] {
            case 0x0a: return nil
            case UInt8(ascii: "\"") where !escapedQuotes: return at
            case UInt8(ascii: "\\"):
                if escapedQuotes, at + 1 < limit, bytes[at + 1] == UInt8(ascii: "\"") { return at }
                at += 1
                if at < limit, bytes[at] != 0x0a { at += 1 }
            default: at += 1
            }
        }
        return nil
    }

    private mutating func unterminated(from start: Int) {
        while index < limit, bytes[index] != 0x0a { index += 1 }
        if index > start, bytes[index - 1] == 0x0d { index -= 1 }
        output.mistakes.append(
            LexicalMistake(
                code: .unterminatedText, message: "this text has no closing quotation mark on its line", start: start,
                end: start + 1, help: "a text ends on the line where it begins; write \\n for a line break in it",
                suggestion: nil, meaning: .text(Text(string(start + 1, index)))))
        add(.malformed(output.mistakes.count - 1), from: start)
    }

    /// Quotation marks that are not the language's, and what closes a text after each.
    static let closingQuotes: [Unicode.Scalar: [Unicode.Scalar]] = [
        "'": ["'", "’"], "‘": ["'", "’"], "«": ["»"], "“": ["”", "“", "\""], "”": ["”", "“", "\""],
        "„": ["”", "“", "\""],
    ]

    /// `'so'` and “so”.
    mutating func foreignQuotes(opening: Unicode.Scalar, _ length: Int) {
        let closing = Lexer.closingQuotes[opening] ?? []
        let start = index
        index += length
        if isInTest {
            return addMalformed(
                .wrongQuotes, "`\(opening)` has no meaning here", from: start,
                help: "a text stands in straight double quotation marks", meaning: nil)
        }
        let contentStart = index
        // A mark without a partner must not cost a look at all of a long line.
        while index < limit, index - contentStart < 500, bytes[index] != 0x0a {
            let (scalar, more) = Letters.scalar(bytes, at: index)
            if closing.contains(scalar) {
                let content = string(contentStart, index)
                index += more
                return addMalformed(
                    .wrongQuotes, "a text stands in straight double quotation marks", from: start,
                    suggestion: "\"\(content)\"", meaning: .text(Text(content)))
            }
            index += more
        }
        index = contentStart
        addMalformed(
            .wrongQuotes, "`\(opening)` has no meaning here", from: start,
            help: "a text stands in straight double quotation marks", meaning: nil)
    }

    /// A token of the bytes `contentStart ..< contentEnd`, unescaped.
    private mutating func addText(
        _ contentStart: Int, _ contentEnd: Int, from start: Int, _ kind: (Text) -> Token.Kind
    ) {
        let (text, problem) = Escapes.unescape(bytes[contentStart..<contentEnd])
        guard let problem else { return add(kind(text), from: start) }
        output.mistakes.append(
            LexicalMistake(
                code: .badEscape,
                message: "`\(string(problem.range.lowerBound, problem.range.upperBound))` is no escape",
                start: problem.range.lowerBound, end: problem.range.upperBound,
                help: "a backslash stands before \" \\ n t { } or as \\u{20AC}; write \\\\ for a backslash itself",
                suggestion: problem.suggestion, meaning: kind(text)))
        add(.malformed(output.mistakes.count - 1), from: start)
    }
}

// MARK: Templates

extension Lexer {
    /// The text behind `say`, with the tokens of the expressions in its braces.
    mutating func template() {
        let start = index
        guard let end = endOfTemplate(from: start + 1) else { return unterminated(from: start) }
        let place = output.tokens.count
        add(.templateOpen, from: start)
        index = start + 1
        var pieceStart = index
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += Escapes.length(bytes[..<end], at: index)
            case UInt8(ascii: "{"):
                addPiece(pieceStart, index)
                if let close = endOfBraces(from: index + 1) {
                    braces(to: close)
                } else if index + 1 < end, bytes[index + 1] == UInt8(ascii: "{"),
                    let close = endOfBraces(from: index + 2),
                    close + 1 < end, bytes[close + 1] == UInt8(ascii: "}")
                {
                    let start = index
                    let inner = string(index + 2, close)
                    index = close + 2
                    addMalformed(
                        .unclosedBrace, "an expression stands in single braces", from: start, suggestion: "{\(inner)}",
                        meaning: nil)
                } else {
                    index += 1
                    addMalformed(
                        .unclosedBrace, "this brace is never closed", from: index - 1,
                        help: "an expression stands in { and }; write \\{ for a brace as such", meaning: nil)
                }
                pieceStart = index
            case UInt8(ascii: "}"):
                addPiece(pieceStart, index)
                index += 1
                addMalformed(
                    .strayBrace, "this brace closes nothing", from: index - 1, help: "write \\} for a brace as such",
                    meaning: nil)
                pieceStart = index
            default: index += 1
            }
        }
        addPiece(pieceStart, end)
        index = end + 1
        add(.templateClose, from: end)
        output.tokens[place].end = index
    }

    private mutating func addPiece(_ start: Int, _ end: Int) {
        guard start < end else { return }
        let here = index
        index = end
        addText(start, end, from: start) { .templateText($0) }
        index = here
    }

    private mutating func braces(to close: Int) {
        index += 1
        add(.braceOpen, from: index - 1)
        var inner = Lexer(bytes: bytes, file: file, limit: close)
        inner.index = index
        inner.isInBraces = true
        inner.lineIsEmpty = false
        swap(&inner.output, &output)
        inner.run()
        swap(&inner.output, &output)
        index = close + 1
        add(.braceClose, from: close)
    }

    /// The place of the closing quotation mark of a template.
    private func endOfTemplate(from start: Int) -> Int? {
        var at = start
        while at < limit {
            switch bytes[at] {
            case 0x0a: return nil
            case UInt8(ascii: "\""): return at
            case UInt8(ascii: "\\"):
                at += 1
                if at < limit, bytes[at] != 0x0a { at += 1 }
            case UInt8(ascii: "{"): at = endOfBraces(from: at + 1).map { $0 + 1 } ?? at + 1
            default: at += 1
            }
        }
        return nil
    }

    /// The place of the brace that closes an expression; nil if the line ends first, or another brace opens.
    private func endOfBraces(from start: Int) -> Int? {
        var at = start
        while at < limit {
            switch bytes[at] {
            case 0x0a, UInt8(ascii: "{"): return nil
            case UInt8(ascii: "}"): return at
            case UInt8(ascii: "\""):
                guard let end = endOfText(from: at + 1, escapedQuotes: false) else { return nil }
                at = end + 1
            case UInt8(ascii: "\\"):
                guard at + 1 < limit, bytes[at + 1] == UInt8(ascii: "\"") else {
                    at += 1
                    continue
                }
                guard let end = endOfText(from: at + 2, escapedQuotes: true) else { return nil }
                at = end + 2
            default: at += 1
            }
        }
        return nil
    }
}
