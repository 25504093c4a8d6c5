import Events

// What the events of a type look like in files, where that is not as rules speak of them.

extension Parser {
    /// `type "orders/create"` behind the name of an event; nil if a field or the next declaration follows.
    mutating func writtenType() throws(PhraseAbandoned) -> TextLiteral? {
        while skipComment() {}
        guard isAt(.type), ahead(1).keyword?.role != .type, !isSign(1) else { return nil }
        let place = range(tokens[index])
        advance()
        settleLet(as: .text) { $0.lets != nil || !$0.tokens[$0.index].startsLine }
        if let text = optionalText() {
            if text.text.string.isEmpty { report(.badPath, "no event has an empty type", text.range) }
            return text
        }
        let token = current
        guard !isEnd(token), !token.startsLine, !token.kind.isComma else {
            throw fail(
                .unexpected, "expected the type as it stands in files behind `type`", place,
                help: "as: type \"orders/create\"")
        }
        let run = bareRun()
        report(
            .unexpected, "the type as it stands in files has quotation marks", run, suggestion: "\"\(string(run))\"")
        return TextLiteral(text: Text(string(run)), range: run)
    }

    /// `type "orders/create"` among the fields.
    mutating func leaveOutLateType() -> Bool {
        guard isAt(.type), ahead(1).kind.isText else { return false }
        let place = range(tokens[index])
        advance()
        report(.unexpected, "`type` and its text stand once, directly behind the name of the event", place)
        advance()
        return true
    }

    /// `from order.id` behind the type of a field, if it stands there. Before a type it is a field of that name.
    mutating func readPath(of field: inout FieldDeclaration) throws(PhraseAbandoned) {
        while isAt(.from), ahead(1).keyword?.role != .type {
            let place = range(tokens[index])
            if field.path != nil {
                report(.saidTwice, "`from` stands twice in the field `\(field.name.text)`", place)
            }
            advance()
            if let path = try path(behind: place) { field.path = path }
            if isAt(.optional), ahead(1).keyword?.role != .type {
                report(
                    .unexpected, "`optional` stands behind the type of a field, before `from`", range(tokens[index]))
                advance()
                field.isOptional = true
            }
        }
    }

    private mutating func path(behind from: SourceRange) throws(PhraseAbandoned) -> FieldPathSyntax? {
        // It is read by its bytes, so what the lexer made of it is not asked.
        let token = tokens[index]
        guard !isEnd(token), !(token.startsLine && isFieldOrDeclaration()) else {
            throw fail(
                .unexpected, "expected a path behind `from`", from,
                help: "as order.id: names, and places in arrays from 0 on, joined by dots")
        }
        var scanner = PathScanner(bytes, at: token.start)
        switch scanner.path() {
        case .path(let path):
            while index < tokens.count - 1, tokens[index].start < scanner.at { index += 1 }
            return FieldPathSyntax(
                path: path, range: SourceRange(file: fileIndex, start: token.start, end: scanner.at))
        case .mistake(let sentence):
            let run = pathRun()
            report(
                .badPath, "the path `\(string(run))` \(sentence)", run,
                help: "a path is as order.id or \"line items\".0", suggestion: mended(string(run)))
            return nil
        }
    }

    /// Whether a field with its type or a declaration begins here, where a path is missing.
    private func isFieldOrDeclaration() -> Bool {
        if looksLikeDeclaration() { return true }
        var run = 0
        while ahead(run + 1).keyword?.role == .type { run += 1 }
        return !run.isMultiple(of: 2)
    }

    /// Reads over what was meant as a path, up to a blank outside of quotation marks.
    private mutating func pathRun() -> SourceRange {
        let start = tokens[index].start
        var end = start
        var isQuoted = false
        while end < bytes.count, bytes[end] != 0x0a, isQuoted || bytes[end] != UInt8(ascii: "#") {
            let (scalar, length) = Letters.scalar(bytes, at: end)
            if !isQuoted, Letters.isBlank(scalar) { break }
            if scalar == "\"" { isQuoted.toggle() }
            end += length
        }
        end = max(end, start + 1)
        while index < tokens.count - 1, tokens[index].start < end { index += 1 }
        return SourceRange(file: fileIndex, start: start, end: min(end, bytes.count))
    }

    /// `order.lines.0` for `$.order.lines[0]` and `/order/lines/0`; nil if that makes no path either.
    private func mended(_ written: String) -> String? {
        var text = written
        if text.hasPrefix("$") { text.removeFirst() }
        text = text.replacing("['", with: ".\"").replacing("']", with: "\"")
        text = text.replacing("[", with: ".").replacing("]", with: "").replacing("/", with: ".")
        text = text.replacing("..", with: ".")
        if text.hasPrefix(".") { text.removeFirst() }
        if text.hasSuffix(",") || text.hasSuffix(".") { text.removeLast() }
        // A member like `0` or `2x` stands in quotation marks.
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).enumerated().map { place, part in
            let startsWithDigit = part.utf8.first.map(Letters.isDigit) ?? false
            let isPlace = part.utf8.allSatisfy(Letters.isDigit)
            return startsWithDigit && (place == 0 || !isPlace) ? "\"\(part)\"" : String(part)
        }
        text = parts.joined(separator: ".")
        var scanner = PathScanner(Array(text.utf8), at: 0)
        guard case .path = scanner.path(), scanner.at == text.utf8.count, text != written else { return nil }
        return text
    }
}
