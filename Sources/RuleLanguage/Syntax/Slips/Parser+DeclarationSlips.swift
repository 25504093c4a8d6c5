import Events

extension Parser {
    /// What can be said where no declaration begins.
    func helpForNoDeclaration() -> String {
        if isSpoken(0, ["import", "include", "use", "uses", "require"]) {
            return "nothing is imported: all *.rules of a folder, with its sub-folders, are one program"
        }
        if isSpoken(0, ["max", "maximum", "limit", "cap", "never", "once", "twice", "frequency"]) {
            return "how often a customer is bothered is said as: budget any 1 within 7d"
        }
        if isSpoken(0, ["night", "nights", "silence", "hours", "silent", "dnd", "mute", "no"]) {
            return "when nobody is bothered is said as: quiet any 20:00-08:30"
        }
        if isSpoken(0, ["suppress", "block", "hold", "pause", "stop", "mute", "while"]) {
            return "what holds tasks back while others are open is said as: inhibit relationship while recovery"
        }
        return "declarations begin with \(Keyword.declarations.map(\.rawValue).joined(separator: ", "))"
    }

    /// `=`, or what people write instead of it.
    mutating func equalSign(_ what: String) throws(PhraseAbandoned) {
        if isMalformed(as: ":") || isSpoken(0, ["is", "as", "means", "are", "ist", "sind", "als", "be"]) {
            return replace(1, by: "=", code: .wrongOperator)
        }
        if accept(.equal) { return }
        let token = current
        guard isWord(token), !token.startsLine, token.keyword == nil || isWord(token, dotted: true) else {
            throw unexpected(what)
        }
        let written = string(range(token))
        report(.unexpected, "expected \(what), found `\(written)`", range(token), suggestion: "= \(written)")
    }

    /// `of` behind the field of a fact, or what people write instead of it.
    mutating func fieldOf(_ field: Name) throws(PhraseAbandoned) {
        if isSpoken(0, ["in", "from", "von", "aus", "at"]) { return replace(1, by: "of") }
        let parts = field.parts
        if parts.count > 2, !isAt(.of), let last = parts.last {
            let type = parts.dropLast().map(\.string).joined(separator: ".")
            throw fail(
                .unexpected, "a fact is a field `of` an event type", field.range, suggestion: "\(last) of \(type)")
        }
        try expect(.of, "and the event types that carry it")
    }

    /// Whether a sign stands some places ahead that may stand around and between fields in other languages.
    func isSign(_ distance: Int) -> Bool {
        let token = tokens[min(index + distance, tokens.count - 1)]
        switch token.kind {
        case .symbol(let symbol): return [.comma, .open, .close, .equal].contains(symbol)
        case .malformed: return [":", ";", "{", "}", "[", "]"].contains(string(range(token)))
        default: return false
        }
    }

    /// Signs around and between fields, told once for a declaration.
    mutating func leaveOutSigns(_ count: inout Int) {
        if isMalformed(as: "?") {
            report(
                .otherWord, "a field that may be missing has `optional` behind its type", range(tokens[index]),
                suggestion: " optional")
            skip(1)
        }
        while isSign(0) {
            if count == 0 {
                leaveOut(1, because: "fields stand one behind the other, each with its type")
            } else {
                skip(1)
            }
            count += 1
        }
    }

    /// `event order.placed with order text`
    mutating func leaveOutWith() -> Bool {
        guard isSpoken(0, ["with", "has", "having", "mit", "fields", "data", "contains", "hat"]), isWord(ahead(1)),
            ahead(2).keyword?.role == .type
        else { return false }
        leaveOut(1, because: "the fields follow directly behind the type of the event")
        return true
    }

    /// `text order`: a type before the name of its field.
    mutating func turnedField() -> FieldDeclaration? {
        let (type, name) = (ahead(0), ahead(1))
        guard let keyword = type.keyword, let fieldType = FieldType(rawValue: keyword.rawValue),
            isWord(name, dotted: false),
            name.keyword == nil, !name.startsLine, ahead(2).keyword != .optional
        else { return nil }
        let place = stretch(2)
        report(
            .otherWord, "the name of a field stands before its type", place,
            suggestion: "\(string(range(name))) \(keyword.rawValue)")
        skip(2)
        return FieldDeclaration(
            name: Name(wordText(name), range(name)), type: fieldType, isOptional: accept(.optional) != nil, range: place
        )
    }

    /// Whether a word stands here that may belong to the name of a zone; the days of a calendar do not.
    private mutating func goesOnWithZone() -> Bool {
        isWord(current, dotted: false) && current.keyword == nil && !current.startsLine && !beginsWeekdays()
    }

    /// The name of a zone, with a blank in it told: `America/New York`.
    mutating func zoneRun() throws(PhraseAbandoned) -> SourceRange {
        let run = bareRun()
        guard string(run).contains("/"), goesOnWithZone() else { return run }
        while goesOnWithZone() { skip(1) }
        let whole = rangeSince(run.start)
        report(
            .badZone, "the name of a time zone is one word", whole,
            suggestion: string(whole).split(whereSeparator: \.isWhitespace).joined(separator: "_"))
        throw PhraseAbandoned()
    }
}
