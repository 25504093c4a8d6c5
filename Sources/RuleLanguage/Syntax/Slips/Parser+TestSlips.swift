import Events

extension Parser {
    /// Whether a time without `at` begins at `place`; no value can stand there.
    func beginsTime(_ place: Int) -> Bool {
        switch tokens[place].kind {
        case .duration, .time, .localTime: return true
        case .symbol(.plus): return ahead(place + 1 - index).kind.isDuration || ahead(place + 1 - index).kind.isNumber
        default: return false
        }
    }

    /// `+3h`, `3h later`, `after 3h` before a step: told, and read as the step's time; nil and nothing read if none of
    /// them stands here.
    mutating func timeWithoutAt() -> TestTimeSyntax? {
        if tokens[index].keyword == .at { return nil }
        if let time = plainTime {
            report(
                .badTestTime, "expected `at` before the time", time.range, suggestion: "at \(string(time.range))")
            skip(1)
            return time
        }
        var before = 0
        if case .symbol(.plus) = tokens[index].kind { before = 1 }
        if isSpoken(0, ["after", "nach", "in"]) { before = 1 }
        guard let said = spokenDuration(before), let span = said.span else { return nil }
        let count = before + said.tokens
        let place = stretch(count + (isSpoken(count, ["later", "after", "später", "danach", "passed"]) ? 1 : 0))
        report(
            .badTestTime, "expected `at` and a time before the step", place,
            help: "times count from the test's first instant", suggestion: "at +\(said.written)")
        skip(count)
        if tokens[index].start < place.end { skip(1) }
        return .relative(DurationLiteral(span: span, range: place))
    }

    /// A time, with an offset or without, that stands here.
    private var plainTime: TestTimeSyntax? {
        switch tokens[index].kind {
        case .time(let time): return .absolute(time, range(tokens[index]))
        case .localTime(let time): return .local(time, range(tokens[index]))
        default: return nil
        }
    }

    /// `no task`, `none`, `no task late-not-told customer c-1` behind `expect`: told as `nothing`.
    mutating func expectsNone() throws(PhraseAbandoned) -> Bool {
        let start = tokens[index].start
        let isZero = string(range(tokens[index])) == "0"
        var count = isZero ? 1 : countSpoken(EverydayWords.negations.union(EverydayWords.fillers))
        guard count > 0, isZero || (0..<count).contains(where: { isSpoken($0, EverydayWords.negations) }) else {
            return false
        }
        if isSpoken(count, ["task", "tasks", "aufgabe", "aufgaben"]) { count += 1 }
        skip(count)
        let token = current
        if isWord(token, dotted: false), !token.startsLine, !isStepKeyword(index), token.keyword?.role != .declaration {
            _ = try task()
        }
        report(
            .otherWord, "that no task is open is written `nothing`", rangeSince(start),
            help: "it says that nothing is open then, of any rule and any customer", suggestion: "nothing")
        return true
    }

    /// `late-not-told customer c-1` and `a task late-not-told` behind `expect`.
    mutating func mendExpectedTask() {
        let fillers = countSpoken(["a", "an", "the", "one", "ein", "eine", "that"])
        if fillers > 0, ahead(fillers).keyword == .task {
            return leaveOut(fillers, because: "a step expects `task` and its rule")
        }
        let kinds = Parser.expectations
        guard let word = spoken(), current.keyword == nil, !EverydayWords.all.contains(word),
            nearMiss(Text(word), among: kinds.map(\.text)) == nil
        else { return }
        let token = tokens[index]
        report(
            .unexpected, "expected `task` before the name of a rule", range(token),
            suggestion: "task \(string(range(token)))")
        // Read on as if the word stood here.
        tokens.insert(token, at: index)
        tokens[index].kind = .word(Keyword.task.text, quoted: false)
        tokens[index].keyword = .task
        tokens[index].end = token.start
    }

    /// What people say that a feed does.
    static let feedVerbs: Set<String> = [
        "goes", "gets", "becomes", "turns", "stays", "stops", "dies", "fails", "breaks", "comes", "speaks", "recovers",
        "returns", "silent", "heard", "down", "up", "back", "fall", "hears", "resumes",
    ]

    /// `feed crm goes silent`, `feed crm is back` behind the name: told as what it means; nil if it is right.
    mutating func slippedFeedStep(_ feed: Name) -> TestStepSyntax.Action? {
        if isAt(.falls), ahead(1).keyword == .silent { return nil }
        if isAt(.is), ahead(1).keyword == .heard { return nil }
        let silent: Set<String> = ["silent", "down", "stops", "dies", "fails", "breaks", "dead", "quiet", "mute"]
        let heard: Set<String> = [
            "heard", "back", "speaks", "recovers", "returns", "up", "alive", "resumes", "hears", "again",
        ]
        var count = 0
        var isSilent: Bool?
        while count < 3, let word = spoken(count), !ahead(count).startsLine {
            if silent.contains(word) { isSilent = true }
            if heard.contains(word) { isSilent = false }
            count += 1
        }
        guard let isSilent else { return nil }
        replace(count, by: isSilent ? "falls silent" : "is heard")
        return isSilent ? .feedFallsSilent(feed) : .feedIsHeard(feed)
    }

    /// `for 3h` behind a snoozed task.
    func isForSoLong(_ word: Text) -> Bool {
        ["for", "by", "bis", "till", "für", "in"].contains(word.string.lowercased())
            && (spokenDuration(0) != nil || beginsTime(index))
    }

    /// `by Kim Lee`: a name of two words.
    mutating func refuseSecondWord(_ value: TestFieldSyntax) throws(PhraseAbandoned) {
        guard case .word = value.value, isWord(ahead(0), dotted: false), ahead(0).keyword == nil, !ahead(0).startsLine,
            ahead(1).startsLine || isEnd(ahead(1))
        else { return }
        let whole = value.valueRange.joined(range(ahead(0)))
        throw fail(
            .unexpected, "a name of two words stands in quotation marks", whole, suggestion: "\"\(string(whole))\"")
    }

    /// `customer: c-1` and `order = o-9`, which read the sign as the value: told; nil if no such value was read.
    mutating func signBetween(_ read: Fields) -> PhraseAbandoned? {
        var place = read.fields.first { $0.written.isLoneSign }?.valueRange
        if let customer = read.customer, customer.text.isLoneSign { place = customer.range }
        guard let place else { return nil }
        return fail(
            .needless, "`\(string(place))` says nothing here: a field and its value stand side by side", place,
            suggestion: "")
    }
}

extension Text {
    /// Whether it is the sign that stands between a name and its value in other languages.
    var isLoneSign: Bool { self == ":" || self == "=" }
}
