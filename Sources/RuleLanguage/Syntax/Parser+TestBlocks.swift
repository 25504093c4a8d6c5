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
        while !isAtEnd(), keyword?.role != .declaration || isFeedStep(index) {
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
        while skipComment() {}
        if let time = timeWithoutAt() {
            at = time
        } else if let place = accept(.at) {
            at = try testTime("after `at`")
            if isAt(.at) || isAtEnd() || keyword?.role == .declaration && !isFeedStep(index) {
                throw fail(.unexpected, "nothing happens at this time", place.joined(rangeSince(start)))
            }
        }
        guard let action = try action() else { return nil }
        return TestStepSyntax(at: at, action: action, range: rangeSince(start))
    }

    private mutating func action() throws(PhraseAbandoned) -> TestStepSyntax.Action? {
        let token = current
        if case .word(_, quoted: false) = token.kind, token.keyword == nil, isWord(token, dotted: false) {
            if mend(among: [.at, .expect, .done, .dismissed, .claimed, .released, .snoozed]) {
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
        case .claimed, .released, .snoozed: return try answer()
        case .feed: return try feedStep()
        default:
            guard isWord(current, dotted: true) else {
                throw unexpected(
                    "an event, `expect`, `done`, `dismissed`, `claimed`, `released`, `snoozed` or `feed`",
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
        if try expectsNone() { return .expectNothing }
        mendExpectedTask()
        _ = mend(among: Parser.expectations)
        if accept(.nothing) != nil { return .expectNothing }
        if accept(.task) != nil { return .expectTask(try task().task) }
        if accept(.missed) != nil {
            let read = try task(ends: [.because])
            return .expectMissed(read.task, because: read.fields.because)
        }
        if accept(.held) != nil {
            let read = try task(ends: [.because])
            return .expectHeld(read.task, because: read.fields.because)
        }
        if accept(.withdrawn) != nil {
            let read = try task(ends: [.because])
            return .expectWithdrawn(read.task, because: read.fields.because)
        }
        if accept(.escalated) != nil {
            let read = try task(ends: [.to])
            guard let queue = read.fields.queue else { throw unexpected("`to` and the queue that gets the task") }
            return .expectEscalated(read.task, to: queue)
        }
        throw unexpected("`nothing`, `task`, `held`, `escalated`, `withdrawn` or `missed` after `expect`")
    }

    static let expectations: [Keyword] = [.nothing, .task, .withdrawn, .missed, .held, .escalated]

    /// `late-not-told customer c-1 order o-9`
    mutating func task(ends: Set<Keyword> = []) throws(PhraseAbandoned) -> (task: TestTaskSyntax, fields: Fields) {
        let token = current
        if token.keyword == .customer || token.keyword == .at || isStepKeyword(index) {
            throw missingName("the name of a rule")
        }
        let rule = try name("the name of a rule")
        let read = try fields(ends: ends)
        return (TestTaskSyntax(rule: rule, customer: read.customer, fields: read.fields), read)
    }
}

// MARK: Times, recovery

extension Parser {
    /// `2026-03-02T10:00Z`, `2026-03-02T10:00` in the site's zone, or `+3h`
    mutating func testTime(_ where: String) throws(PhraseAbandoned) -> TestTimeSyntax {
        let token = current
        let help = "a time is 2026-03-02T10:00Z, or +3h counted from the test's first instant"
        switch token.kind {
        case .time(let time):
            advance()
            return .absolute(time, range(token))
        case .localTime(let time):
            advance()
            return .local(time, range(token))
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
        if token.startsLine, beginsTime(index) { return true }
        if isStepKeyword(index) { return token.keyword == .at || token.startsLine || ahead(1).keyword?.role == .step }
        return token.startsLine && isWord(token, dotted: true)
    }

    /// A test's values need not be words of the language, so they are passed over unread.
    private mutating func skipToStep() {
        while index < tokens.count - 1, !looksLikeStep(), !looksLikeDeclaration() { index += 1 }
    }
}
