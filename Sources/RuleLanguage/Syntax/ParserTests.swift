import Events

extension Parser {
    /// `test "…"` and its steps.
    mutating func test(from start: Int) throws(PhraseAbandoned) -> TestDeclaration {
        advance()
        let title: TextLiteral
        if let text = optionalText() {
            title = text
        } else {
            _ = unexpected("a text after `test` that says what is tested")
            title = TextLiteral(text: "", range: rangeSince(start))
            if case .word(_, _) = current.kind, !looksLikeStep() { skipToken() }
        }
        var test = TestDeclaration(range: rangeSince(start), title: title, steps: [])
        while !isAtEnd(), keyword?.role != .declaration {
            do throws(PhraseAbandoned) {
                if let step = try step() { test.steps.append(step) } else { break }
            } catch {
                test.hasMistakes = true
                skipToStep()
            }
        }
        test.range = rangeSince(start)
        return test
    }

    /// One action, with the time before it if there is one; nil if the next declaration begins.
    private mutating func step() throws(PhraseAbandoned) -> TestStepSyntax? {
        let start = current.start
        var at: TestTimeSyntax?
        if let place = accept(.at) {
            at = try testTime("after `at`")
            if isAt(.at) || isAtEnd() || keyword?.role == .declaration {
                throw fail(.unexpected, "nothing happens at this time", place.joined(rangeSince(start)))
            }
        }
        guard let action = try action() else { return nil }
        return TestStepSyntax(at: at, action: action, range: rangeSince(start))
    }

    private mutating func action() throws(PhraseAbandoned) -> TestStepSyntax.Action? {
        let token = current
        if case .word(_, quoted: false) = token.kind, token.keyword == nil, isWord(token, dotted: false) {
            if mend(among: [.at, .expect, .done, .dismissed]) {
                if isAt(.at) { throw again() }
            } else if mend(among: Keyword.declarations) {
                return nil
            }
        }
        switch keyword {
        case .expect:
            advance()
            return try expectation()
        case .done:
            advance()
            return .done(try task().task)
        case .dismissed:
            advance()
            return .dismissed(try task().task)
        default:
            guard isWord(current, dotted: true) else {
                throw unexpected(
                    "an event, `expect`, `done` or `dismissed`",
                    help: "an event's type has a dot in it, as order.placed")
            }
            return try event()
        }
    }

    /// A misspelt `at` is mended and waits to be read as one.
    private func again() -> PhraseAbandoned { PhraseAbandoned() }

    private mutating func event() throws(PhraseAbandoned) -> TestStepSyntax.Action {
        let type = Name(wordText(current), range(current))
        advance()
        let read = try fields(ends: [.happened])
        return .event(type: type, customer: read.customer, fields: read.fields, happened: read.happened)
    }

    private mutating func expectation() throws(PhraseAbandoned) -> TestStepSyntax.Action {
        _ = mend(among: [.nothing, .task, .withdrawn, .missed])
        if accept(.nothing) != nil { return .expectNothing }
        if accept(.task) != nil { return .expectTask(try task().task) }
        if accept(.missed) != nil { return .expectMissed(try task().task) }
        if accept(.withdrawn) != nil {
            let read = try task(because: true)
            return .expectWithdrawn(read.task, because: read.because)
        }
        throw unexpected("`nothing`, `task`, `withdrawn` or `missed` after `expect`")
    }

    /// `late-not-told customer c-1 order o-9`
    private mutating func task(because: Bool = false) throws(PhraseAbandoned) -> (task: TestTaskSyntax, because: Name?)
    {
        let token = current
        if token.keyword == .customer || token.keyword == .at || isStepKeyword(index) {
            throw missingName("the name of a rule")
        }
        let rule = try name("the name of a rule")
        let read = try fields(ends: because ? [.because] : [])
        return (TestTaskSyntax(rule: rule, customer: read.customer, fields: read.fields), read.because)
    }
}

// MARK: Fields

extension Parser {
    private struct Fields {
        var customer: Name?
        var fields: [TestFieldSyntax] = []
        var happened: TestTimeSyntax?
        var because: Name?
    }

    /// Names and values up to the next action; `ends` are the words with a meaning of their own among them.
    private mutating func fields(ends: Set<Keyword>) throws(PhraseAbandoned) -> Fields {
        var read = Fields()
        while true {
            let token = current
            guard case .word(let text, let quoted) = token.kind else {
                if isEnd(token) { return read }
                throw unexpected("a field and its value, or the next step")
            }
            let place = range(token)
            if isWord(token, dotted: true) || isStepKeyword(index) || isDeclaration(inEvent: ends.contains(.happened)) {
                return read
            }
            advance()
            switch token.keyword {
            case .customer where !quoted:
                if read.customer != nil { reportTwice("customer", place) }
                let value = try value(of: text)
                read.customer = Name(customerText(value), value.valueRange)
            case .happened where ends.contains(.happened):
                if read.happened != nil { reportTwice("happened", place) }
                read.happened = try testTime("after `happened`")
            case .because where ends.contains(.because):
                if read.because != nil { reportTwice("because", place) }
                read.because = try name("the reason (overtaken, late-evidence or moved)")
            default:
                var value = try value(of: text)
                value.name = Name(text, place)
                read.fields.append(value)
            }
        }
    }

    private func customerText(_ value: TestFieldSyntax) -> Text {
        if case .literal(.text(let text)) = value.value { return text }
        return value.written
    }

    /// Whether the token at `place` begins the next step.
    private func isStepKeyword(_ place: Int) -> Bool {
        let token = tokens[place]
        switch token.keyword {
        case .at: return isTime(place + 1)
        case .expect, .done, .dismissed: return true
        default: return false
        }
    }

    private func isTime(_ place: Int) -> Bool {
        switch ahead(place - index).kind {
        case .time, .date, .clock, .duration, .symbol(.plus), .end: return true
        default: return false
        }
    }

    /// Whether a declaration begins here. In an event's fields `zone` and its like are fields as well: first on
    /// their line they begin a declaration, within the line only if nothing else fits.
    private mutating func isDeclaration(inEvent: Bool) -> Bool {
        let token = current
        guard let keyword = token.keyword, keyword.role == .declaration else { return false }
        return !inEvent || token.startsLine || hasShapeOfDeclaration(keyword)
    }

    /// What stands behind a field's name: a text, or everything up to the next blank.
    private mutating func value(of field: Text) throws(PhraseAbandoned) -> TestFieldSyntax {
        let token = ahead(0)
        let place = range(token)
        func result(_ value: TestFieldSyntax.Value, _ range: SourceRange, _ written: Text) -> TestFieldSyntax {
            TestFieldSyntax(name: Name(field, range), value: value, valueRange: range, written: written)
        }
        switch token.kind {
        case .end: throw missingValue(field)
        case .text, .templateOpen:
            // Settles a malformed text.
            guard !isAtEnd(), let text = optionalText() else { throw missingValue(field) }
            return result(.literal(.text(text.text)), place, text.text)
        case .word(let text, quoted: true):
            if current.end > token.end { throw missingValue(field) }
            advance()
            return result(.word(text), place, text)
        case .symbol(.plus):
            if case .duration = ahead(1).kind {
                advance()
                let span = try duration("after `+`").span
                let whole = rangeSince(token.start)
                return result(.relative(span), whole, Text(string(whole)))
            }
        case .word:
            if beginsStepInsteadOfValue(token) { throw missingValue(field) }
            if token.keyword?.role == .declaration, token.startsLine { throw missingValue(field) }
        default: break
        }
        let literal = self.literal(token)
        let run = bareRun()
        let written = Text(string(run))
        guard run.end > run.start else { throw missingValue(field) }
        if let literal, run.end == token.end { return result(.literal(literal), run, written) }
        if let number = negativeNumber(written) { return result(.literal(.number(number)), run, written) }
        return result(.word(written), run, written)
    }

    /// `at +3h` or `expect task` where a value should stand: more than a word that is a keyword elsewhere.
    private func beginsStepInsteadOfValue(_ token: Token) -> Bool {
        switch token.keyword {
        case .at: return isTime(index + 1)
        case .expect:
            let kinds: [Keyword] = [.nothing, .task, .withdrawn, .missed]
            return ahead(1).keyword.map(kinds.contains) ?? false
        default: return false
        }
    }

    private func literal(_ token: Token) -> Value? {
        switch token.kind {
        case .number(let value): return .number(value)
        case .date(let date): return .date(date)
        case .time(let time): return .time(time)
        default: return nil
        }
    }

    private func negativeNumber(_ written: Text) -> Double? {
        let bytes = written.string.utf8
        guard bytes.first == UInt8(ascii: "-"), let last = bytes.last, Letters.isDigit(last),
            bytes.dropFirst().allSatisfy({ Letters.isDigit($0) || $0 == UInt8(ascii: ".") }),
            let number = Double(written.string), number.isFinite
        else { return nil }
        return number
    }

    private mutating func missingValue(_ field: Text) -> PhraseAbandoned {
        fail(
            .missingValue, "`\(field)` has no value", index > 0 ? range(tokens[index - 1]) : range(tokens[index]),
            help: "a field and its value stand side by side: order o-9")
    }
}

// MARK: Times, recovery

extension Parser {
    /// `2026-03-02T10:00Z` or `+3h`
    private mutating func testTime(_ where: String) throws(PhraseAbandoned) -> TestTimeSyntax {
        let token = current
        let help = "a time is 2026-03-02T10:00Z, or +3h counted from the test's first instant"
        switch token.kind {
        case .time(let time):
            advance()
            return .absolute(time, range(token))
        case .symbol(.plus):
            advance()
            return .relative(try duration("after `+`"))
        case .duration(let span):
            advance()
            let place = range(token)
            report(
                .badTestTime, "expected `+` before \(string(place))", place, help: help, suggestion: "+\(string(place))"
            )
            return .relative(DurationLiteral(span: span, range: place))
        case .date:
            advance()
            var place = range(token)
            if case .clock = current.kind {
                place = place.joined(range(current))
                advance()
                if isWord(current), string(range(current)) == "Z" {
                    place = place.joined(range(current))
                    advance()
                }
            }
            let day = string(range(token))
            report(
                .badTestTime, "a time is one word with the hour and the offset", place, help: help,
                suggestion: "\(day)T10:00Z")
            return .absolute(Timestamp(seconds: 0), place)
        default: throw unexpected("a time \(`where`)", help: help)
        }
    }

    private func looksLikeStep() -> Bool {
        let token = tokens[index]
        if isStepKeyword(index) { return token.keyword == .at || token.startsLine || ahead(1).keyword?.role == .step }
        return token.startsLine && isWord(token, dotted: true)
    }

    /// A test's values need not be words of the language, so they are passed over unread.
    private mutating func skipToStep() {
        while index < tokens.count - 1, !looksLikeStep(), !looksLikeDeclaration() { index += 1 }
    }
}
