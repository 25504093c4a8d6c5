import Events

// What holds tasks back at top level.

extension Parser {
    /// `inhibit X while Y [and D after]`
    mutating func inhibit(from start: Int) throws(PhraseAbandoned) -> GateDeclaration {
        try gate(from: start, "the inhibit") { parser, gate throws(PhraseAbandoned) in
            gate.what = try parser.selector()
            parser.mendWhile()
            parser.beginPart(&gate, among: [.while])
            try parser.expect(.while, "and the tasks that hold them back")
            let whileAny = try parser.selector()
            gate.kind = .inhibit(whileAny: whileAny, after: nil)
            if let after = parser.slippedAfter() {
                gate.kind = .inhibit(whileAny: whileAny, after: after)
            } else if parser.isAt(.and) {
                parser.beginPart(&gate, among: [.and])
                parser.advance()
                let after = try parser.someTime("after `and`")
                try parser.expect(.after, "behind the time for which they still count")
                gate.kind = .inhibit(whileAny: whileAny, after: after)
            }
        }
    }

    /// `budget X N within D [counting P]`
    mutating func budget(from start: Int) throws(PhraseAbandoned) -> GateDeclaration {
        try gate(from: start, "the budget") { parser, gate throws(PhraseAbandoned) in
            gate.what = try parser.selector()
            parser.mendBudgetCount()
            let most = try parser.count("how many tasks may come out")
            parser.leaveOutCounted()
            let within = try parser.budgetTime(&gate)
            gate.kind = .budget(most: most, within: within, counting: nil)
            parser.beginPart(&gate, among: [.counting])
            if parser.accept(.counting) != nil {
                gate.kind = .budget(most: most, within: within, counting: try parser.pattern())
            }
        }
    }

    private mutating func budgetTime(_ gate: inout GateDeclaration) throws(PhraseAbandoned) -> DurationLiteral {
        if let slipped = slippedBudgetTime() { return slipped }
        beginPart(&gate, among: [.within])
        try expect(.within, "and the time in which so many may come out")
        return try someTime("after `within`")
    }

    /// `quiet X 20:00-08:30 [on sat, sun] [except urgent]`, `quiet X outside CAL [except urgent]`
    mutating func quiet(from start: Int) throws(PhraseAbandoned) -> GateDeclaration {
        try gate(from: start, "the quiet hours") { parser, gate throws(PhraseAbandoned) in
            var quiet = QuietSyntax(hours: .invalid)
            defer { gate.kind = .quiet(quiet) }
            if let hours = parser.hoursWithoutTasks() {
                gate.what.kind = .any
                quiet.hours = hours
                while try parser.part(of: &quiet, &gate) {}
                return
            }
            gate.what = try parser.selector()
            if let hours = parser.slippedHours() {
                quiet.hours = hours
                while try parser.part(of: &quiet, &gate) {}
                return
            }
            parser.beginPart(&gate, among: [.outside])
            if parser.accept(.outside) != nil {
                quiet.hours = .outside(try parser.name("the name of a calendar", dots: .none))
            } else {
                quiet.hours = try parser.quietHours()
            }
            while try parser.part(of: &quiet, &gate) {}
        }
    }

    /// `on sat, sun` and `except urgent`; false if neither begins here.
    private mutating func part(of quiet: inout QuietSyntax, _ gate: inout GateDeclaration) throws(PhraseAbandoned)
        -> Bool
    {
        mendQuietPart()
        beginPart(&gate, among: [.on, .except])
        let place = range(current)
        if accept(.on) != nil {
            if !quiet.days.isEmpty { reportTwice("on", place) }
            if case .outside = quiet.hours {
                report(
                    .unexpected, "`on` does not go with `outside`", place,
                    help: "which days are open is said by the calendar")
            }
            quiet.days = try weekdayList()
        } else if accept(.except) != nil {
            if !quiet.except.isEmpty { reportTwice("except", place) }
            if isAt(.on) || isSpoken(0, ["for", "when", "if"]), isWord(ahead(1)) {
                leaveOut(1, because: "the priorities stand directly behind `except`")
            }
            quiet.except = [try priority()]
            while separator("priorities") { quiet.except.append(try priority()) }
        } else if isAt(.outside) {
            throw fail(
                .unexpected, "quiet hours are those of the day, or those outside a calendar", range(current),
                help: "write a further `quiet` for the calendar")
        } else {
            return false
        }
        return true
    }

    /// `20:00-08:30`
    private mutating func quietHours() throws(PhraseAbandoned) -> QuietSyntax.Hours {
        let start = current.start
        let what = "the quiet hours, as 20:00-08:30, or `outside` and a calendar"
        guard case .clock(let from) = current.kind else { throw unexpected(what) }
        advance()
        if from == 1440 { reportEndOfDay(rangeSince(start)) }
        guard accept(.minus) else { throw unexpected("`-` between the beginning and the end, as 20:00-08:30") }
        guard case .clock(let to) = current.kind else { throw unexpected("the end of the quiet hours, as 08:30") }
        advance()
        if isAt(.comma) {
            throw fail(
                .unexpected, "quiet hours are one stretch of a day", range(current),
                help: "write a further `quiet` for each stretch")
        }
        return .daily(from: from, to: to, rangeSince(start))
    }

    /// `any`, a class, or `rule NAME, NAME`
    mutating func selector() throws(PhraseAbandoned) -> SelectorSyntax {
        let selector = try plainSelector()
        leaveOutBehindSelector(selector)
        return selector
    }

    private mutating func plainSelector() throws(PhraseAbandoned) -> SelectorSyntax {
        if let slipped = slippedSelector() ?? missingSelector() { return slipped }
        let start = current.start
        if accept(.any) != nil { return SelectorSyntax(kind: .any, range: rangeSince(start)) }
        if accept(.rule) != nil {
            var names = [try name("the name of a rule")]
            while ruleSeparator() { names.append(try name("the name of a rule")) }
            return SelectorSyntax(kind: .rules(names), range: rangeSince(start))
        }
        let token = current
        if isWord(token), isComparison(1) {
            throw fail(
                .unexpected, "a gate names tasks, and asks for no condition", range(token),
                help: "a class (recovery, relationship), `any`, or `rule` and the names of rules; a rule asks: while …")
        }
        guard isWord(token), token.keyword == nil else {
            throw unexpected(
                "of which tasks",
                help: "a class (recovery, relationship), `any`, or `rule` and the names of rules")
        }
        advance()
        let name = Name(wordText(token), range(token))
        return SelectorSyntax(kind: .ofClass(name), range: name.range)
    }

    /// A comma between names of rules, or what people write instead of it.
    private mutating func ruleSeparator() -> Bool {
        if isAt(.and), spokenDuration(1) != nil { return false }
        return separator("the names of rules")
    }

    /// Reads what a gate consists of; what could not be read is kept as far as it was.
    private mutating func gate(
        from start: Int, _ what: String,
        _ read: (inout Parser, inout GateDeclaration) throws(PhraseAbandoned) -> Void
    ) throws(PhraseAbandoned) -> GateDeclaration {
        advance()
        let place = rangeSince(start)
        var gate = GateDeclaration(
            what: SelectorSyntax(kind: .rules([]), range: place), kind: .quiet(QuietSyntax(hours: .invalid)),
            range: place)
        do throws(PhraseAbandoned) {
            leaveOutSign(behind: string(place))
            try read(&self, &gate)
            gate.range = rangeSince(start)
            endDeclaration(what)
        } catch {
            gate.hasMistakes = true
            skipToDeclaration()
            gate.range = rangeSince(start)
        }
        return gate
    }

    /// Notes where a part begins, if the word here is one of these, mended if it is near one.
    private mutating func beginPart(_ gate: inout GateDeclaration, among keywords: [Keyword]) {
        while skipComment() {}
        let found = keyword.map(keywords.contains) ?? false
        if found || mend(among: keywords) { gate.parts.append(range(tokens[index])) }
    }
}
