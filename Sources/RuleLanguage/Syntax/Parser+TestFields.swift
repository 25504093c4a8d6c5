import Events

/// The fields and values of a test's steps.
extension Parser {
    struct Fields {
        var customer: Name?
        var fields: [TestFieldSyntax] = []
        var happened: TestTimeSyntax?
        var because: Name?
        /// Behind `by`: who answers.
        var by: Name?
        /// Behind `to`.
        var queue: Name?
        var until: TestTimeSyntax?
    }

    /// Names and values up to the next action; `ends` are the words with a meaning of their own among them.
    mutating func fields(ends: Set<Keyword>) throws(PhraseAbandoned) -> Fields {
        var read = Fields()
        while true {
            let token = current
            guard case .word(let text, let quoted) = token.kind else {
                if skipComment() { continue }
                if isEnd(token) || beginsTime(index) { return read }
                if let told = signBetween(read) { throw told }
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
                read.because = try reason()
            case .by where ends.contains(.by):
                if read.by != nil { reportTwice("by", place) }
                let value = try value(of: text)
                read.by = Name(customerText(value), value.valueRange)
                try refuseSecondWord(value)
            case .to where ends.contains(.to):
                if read.queue != nil { reportTwice("to", place) }
                read.queue = try name("the queue")
            case nil where ends.contains(.until) && isForSoLong(text):
                throw fail(
                    .badTestTime, "a task is snoozed until a time", place.joined(range(ahead(0))),
                    help: "write: until +3h; it counts from the test's first instant")
            case .until where ends.contains(.until):
                if read.until != nil { reportTwice("until", place) }
                read.until = try testTime("after `until`")
            default:
                var value = try value(of: text)
                value.name = Name(text, place)
                read.fields.append(value)
            }
        }
    }

    /// Behind `because`: the name of a gate may begin a declaration elsewhere.
    private mutating func reason() throws(PhraseAbandoned) -> Name {
        let token = current
        let isDeclaration = token.keyword.map { token.startsLine && hasShapeOfDeclaration($0) } ?? false
        guard case .word(let text, _) = token.kind, !isStepKeyword(index), !isDeclaration else {
            throw missingName("the reason")
        }
        advance()
        return Name(text, range(token))
    }

    private func customerText(_ value: TestFieldSyntax) -> Text {
        if case .literal(.text(let text)) = value.value { return text }
        return value.written
    }

    /// Whether the token at `place` begins the next step.
    func isStepKeyword(_ place: Int) -> Bool {
        let token = tokens[place]
        switch token.keyword {
        case .at: return isTime(place + 1)
        case .expect, .done, .dismissed: return true
        case .claimed, .released, .snoozed:
            // Elsewhere it is a field of that name.
            return token.startsLine || tokens[min(place + 2, tokens.count - 1)].keyword == .customer
        case .feed: return isFeedStep(place)
        default: return false
        }
    }

    /// Whether `feed NAME falls silent` or `feed NAME is heard` begins at `place`.
    func isFeedStep(_ place: Int) -> Bool {
        guard tokens[place].keyword == .feed else { return false }
        let token = tokens[min(place + 2, tokens.count - 1)]
        if token.keyword == .falls || token.keyword == .is { return true }
        guard case .word(let text, quoted: false) = token.kind, !token.startsLine else { return false }
        return Parser.feedVerbs.contains(text.string.lowercased())
            || nearMiss(text, among: [Keyword.falls.text]) != nil
    }

    private func isTime(_ place: Int) -> Bool {
        switch ahead(place - index).kind {
        case .time, .localTime, .date, .clock, .duration, .symbol(.plus), .end: return true
        default: return false
        }
    }

    /// Whether a declaration begins here. In an event's fields `zone` and its like are fields as well: first on
    /// their line they begin a declaration, within the line only if nothing else fits.
    private mutating func isDeclaration(inEvent: Bool) -> Bool {
        let token = current
        guard let keyword = token.keyword, keyword.role == .declaration else { return false }
        if keyword.isCommonField { return hasShapeOfDeclaration(keyword) }
        let isYoung = [.route, .inhibit, .budget, .quiet, .table].contains(keyword)
        return !inEvent && !isYoung || token.startsLine || hasShapeOfDeclaration(keyword)
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
        if let text = foreignQuoted() { return result(.literal(.text(text.text)), text.range, text.text) }
        let literal = self.literal(token)
        let run = bareRun()
        if bytes[run.start] == UInt8(ascii: "`") {
            report(
                .badName, "there is no name between these backticks", run,
                help: "a text that is no name stands in double quotation marks")
        }
        let written = Text(string(run))
        guard run.end > run.start else { throw missingValue(field) }
        if case .localTime(let local) = token.kind, run.end == token.end { return result(.local(local), run, written) }
        if let literal, run.end == token.end { return result(.literal(literal), run, written) }
        if let number = negativeNumber(written) { return result(.literal(.number(number)), run, written) }
        return result(.word(written), run, written)
    }

    /// `at +3h` or `expect task` where a value should stand: more than a word that is a keyword elsewhere.
    private func beginsStepInsteadOfValue(_ token: Token) -> Bool {
        switch token.keyword {
        case .at: return isTime(index + 1)
        case .expect:
            return ahead(1).keyword.map(Parser.expectations.contains) ?? false
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

    /// `'spoke'`: a text in other than straight double quotation marks; it is reported.
    private mutating func foreignQuoted() -> TextLiteral? {
        let start = tokens[index].start
        let (opening, length) = Letters.scalar(bytes, at: start)
        guard let closing = Lexer.closingQuotes[opening] else { return nil }
        var at = start + length
        while at < bytes.count, at - start < 500, bytes[at] != 0x0a {
            let (scalar, more) = Letters.scalar(bytes, at: at)
            if closing.contains(scalar) {
                let place = SourceRange(file: fileIndex, start: start, end: at + more)
                let text = Letters.text(bytes[(start + length)..<at])
                report(
                    .wrongQuotes, "a text stands in straight double quotation marks", place, suggestion: "\"\(text)\"")
                while !isEnd(tokens[index]), tokens[index].start < place.end { index += 1 }
                return TextLiteral(text: Text(text), range: place)
            }
            at += more
        }
        return nil
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
