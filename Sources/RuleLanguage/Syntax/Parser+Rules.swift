import Events

extension Parser {
    /// `rule late-not-told "Delivery late, customer not told"` and its clauses.
    mutating func rule(from start: Int) throws(PhraseAbandoned) -> RuleDeclaration {
        advance()
        let name = ruleName()
        if tokens[index].kind.isEqualSign || isMalformed(as: ":") {
            leaveOut(1, because: "the title and the clauses follow directly behind the name")
        }
        let title = optionalText()
        var rule = RuleDeclaration(range: rangeSince(start), name: name, title: title, clauses: [])
        while true {
            let token = current
            if isEnd(token) || token.keyword?.role == .declaration { break }
            if token.keyword?.role == .clause {
                rule.clauses.append(clause(&rule.hasMistakes))
            } else if !skipComment(), !mendClause(&rule), !mend(among: Keyword.clauses + Keyword.declarations) {
                rule.hasMistakes = true
                reportNoClause(rule)
                skipToken()
                skipToClause()
            }
        }
        rule.range = rangeSince(start)
        return rule
    }

    private mutating func ruleName() -> Name {
        let what = "the name of the rule"
        let token = current
        if isWord(token), isText(ahead(1)), !token.startsLine {
            // Only a name can stand before the title, keyword or not.
            advance()
            return Name(wordText(token), range(token))
        }
        if case .text(let title) = token.kind, let meant = self.name(for: title) {
            report(
                .missingName, "a rule has a name before its title", range(token),
                suggestion: "\(meant) \(string(range(token)))")
            return invalidName()
        }
        guard let name = optionalName(what) else { return reportedName(what) }
        // `rule late not told "…"`
        let first = index
        while isWord(ahead(0)), ahead(0).keyword?.role != .clause, ahead(0).keyword?.role != .declaration { advance() }
        guard index > first, isText(ahead(0)) else {
            index = first
            return name
        }
        let whole = rangeSince(name.range.start)
        let words = string(whole).split(whereSeparator: \.isWhitespace)
        report(
            .unexpected, "the name of a rule is one word", whole, suggestion: words.joined(separator: "-"))
        return Name(Text(words.joined(separator: "-")), whole)
    }

    func isText(_ token: Token) -> Bool {
        switch token.kind {
        case .text, .templateOpen: return true
        default: return false
        }
    }

    private mutating func reportNoClause(_ rule: RuleDeclaration) {
        let token = current
        var help: String?
        if case .text = token.kind, rule.title != nil || !rule.clauses.isEmpty {
            help = "a text stands behind the name of the rule, and behind `say`"
        }
        if isWord(token, dotted: true) { help = "several events are joined by `or`" }
        if token.keyword?.role == .structure {
            help = "`\(string(range(token)))` does not go with what stands before it"
        }
        misplaced(
            "a clause of the rule",
            help: help
                ?? "the clauses are per, when, unless, after, while, task, say, keep, again, expire, holdout, surge and escalate"
        )
    }

    /// The clause whose keyword stands here. One that cannot be read is kept with what was read of it.
    private mutating func clause(_ hasMistakes: inout Bool) -> Clause {
        let start = current.start
        let keyword = self.keyword
        phrase = keyword
        defer { phrase = nil }
        advance()
        var kind = emptyClause(keyword)
        do throws(PhraseAbandoned) {
            try readClause(keyword, &kind)
            mendFollower()
        } catch {
            hasMistakes = true
            let end = rangeSince(start)
            skipToClause()
            return Clause(kind: kind, range: end)
        }
        return Clause(kind: kind, range: rangeSince(start))
    }

    /// What stands in the tree if nothing behind the keyword can be read.
    private mutating func emptyClause(_ keyword: Keyword?) -> Clause.Kind {
        let place = SourceRange(file: fileIndex, start: tokens[index].start, end: tokens[index].start)
        let nothing = DurationLiteral(span: .zero, range: place)
        switch keyword {
        case .per: return .per([])
        case .when: return .when(.event(mode: nil, modeRange: nil, pattern: .invalid(place), alias: nil))
        case .unless:
            return .unless(UnlessSyntax(strictly: nil, pattern: .invalid(place), within: nil, lookingBack: nil))
        case .after: return .after(nothing)
        case .pause: return .pause(PauseSyntax(from: .invalid(place), until: .invalid(place)))
        case .while: return .while(.invalid(place))
        case .task:
            return .task(
                TaskSyntax(
                    taskClass: invalidName(), queue: QueueSyntax(name: invalidName()), priority: nil, due: nil))
        case .say: return .say(TemplateSyntax(parts: [], range: place))
        case .again: return .again(nothing)
        case .expire: return .expire(nothing)
        case .holdout:
            return .holdout(HoldoutSyntax(share: NumberLiteral(value: 0, range: place), evenRecovery: nil))
        case .surge:
            return .surge(SurgeSyntax(most: NumberLiteral(value: 1, range: place), within: nothing, field: nil))
        case .escalate:
            return .escalate(
                EscalationSyntax(condition: .undone, after: nothing, queue: invalidName(), priority: nil))
        default: return .keep
        }
    }

    private mutating func readClause(_ keyword: Keyword?, _ kind: inout Clause.Kind) throws(PhraseAbandoned) {
        switch keyword {
        case .per: kind = .per(try keys())
        case .when: kind = .when(try when())
        case .unless:
            var syntax = UnlessSyntax(
                strictly: nil, pattern: .invalid(rangeSince(tokens[index].start)), within: nil, lookingBack: nil)
            defer { kind = .unless(syntax) }
            try unless(&syntax)
        case .after:
            kind = .after(try duration("after `after`", mayBeOnCalendar: true))
            leaveOutAnchor()
        case .pause:
            var syntax = PauseSyntax(
                from: .invalid(rangeSince(tokens[index].start)), until: .invalid(rangeSince(tokens[index].start)))
            defer { kind = .pause(syntax) }
            try pause(&syntax)
        case .while: kind = .while(try whileCondition())
        case .task:
            var syntax = TaskSyntax(
                taskClass: invalidName(), queue: QueueSyntax(name: invalidName()), priority: nil, due: nil)
            defer { kind = .task(syntax) }
            try task(&syntax)
        case .say: kind = .say(try template())
        case .again:
            kind = .again(try durationAfter(.again))
            leaveOutAnchor(because: "the time counts from the end of the last task")
        case .expire:
            kind = .expire(try durationAfter(.expire))
            leaveOutAnchor(because: "the time counts from when the task was due to open")
        case .holdout: kind = .holdout(try holdout())
        case .surge: kind = .surge(try surge())
        case .escalate: kind = .escalate(try escalation())
        default: break
        }
    }

    /// `per F, G`
    mutating func keys() throws(PhraseAbandoned) -> [Name] {
        if isSpoken(0, ["each", "every", "jede", "jeder", "jedes", "the", "one"]), isWord(ahead(1)),
            !endsPhrase(index + 1)
        {
            leaveOut(1, because: "`per` names the field alone")
        }
        var names = [try name("a key field after `per`")]
        while true {
            mendFollower()
            if accept(.comma) {
                names.append(try name("a key field after the comma"))
            } else if isAt(.and) {
                report(.unexpected, "key fields are separated by commas", range(current), suggestion: ",")
                advance()
                names.append(try name("a key field"))
            } else {
                return names
            }
        }
    }

    /// `again after D`, `expire after D`
    private mutating func durationAfter(_ keyword: Keyword) throws(PhraseAbandoned) -> DurationLiteral {
        if case .duration = current.kind {
            let place = range(current)
            report(
                .unexpected, "expected `after` before \(string(place))", place, suggestion: "after \(string(place))")
            return try duration("after `\(keyword.rawValue) after`")
        }
        if isSpoken(0, ["for", "in", "within", "nach", "für"]), let said = spokenDuration(1) {
            let place = range(tokens[index])
            report(.otherWord, "`\(string(place))` is written `after` here", place, suggestion: "after")
            skip(1)
            _ = said
            return try duration("after `\(keyword.rawValue) after`")
        }
        try expect(.after, "and a duration behind `\(keyword.rawValue)`")
        return try duration("after `\(keyword.rawValue) after`")
    }

    /// `unless [strictly] P [within T] [looking back L] [for customer]`
    private mutating func unless(_ syntax: inout UnlessSyntax) throws(PhraseAbandoned) {
        if !endsPhrase(index + 1) || ahead(1).keyword == .not { syntax.strictly = accept(.strictly) }
        let start = tokens[index].start
        let isTurned = isAt(.within) && spokenDuration(1) != nil
        if isTurned {
            skip(1)
            syntax.within = try duration("after `within`", mayBeOnCalendar: true)
        }
        syntax.pattern = try pattern()
        if isTurned { reportTurned(from: start, syntax) }
        var order = PartOrder()
        while true {
            let slipped = slippedWithin()
            if slipped == nil { mendFollower() }
            let place = range(current)
            if let slipped {
                syntax.within = slipped
                leaveOutAnchor()
            } else if accept(.within) != nil {
                if syntax.within != nil { reportTwice("within", place) }
                syntax.within = try duration("after `within`", mayBeOnCalendar: true)
                note(.window, from: place, in: &order)
                leaveOutAnchor()
            } else if accept(.looking) != nil {
                try expect(.back, "behind `looking`")
                if syntax.lookingBack != nil { reportTwice("looking back", place) }
                syntax.lookingBack = try duration("after `looking back`")
                note(.window, from: place, in: &order)
                leaveOutAnchor()
            } else if let customer = forCustomer() {
                if syntax.forCustomer != nil { reportTwice("for customer", customer) }
                syntax.forCustomer = customer
                note(.customer, from: place, in: &order)
            } else {
                return endUnless(syntax)
            }
        }
    }

    /// `unless within 4h contact`
    private mutating func reportTurned(from start: Int, _ syntax: UnlessSyntax) {
        guard let within = syntax.within else { return }
        report(
            .unexpected, "the time stands behind the event", rangeSince(start),
            suggestion: "\(string(syntax.pattern.range)) within \(string(within.range))")
    }

    /// `pause from P until Q`
    private mutating func pause(_ syntax: inout PauseSyntax) throws(PhraseAbandoned) {
        if isSpoken(0, ["while", "when", "on", "after", "at", "during", "ab", "von", "bei"]), isWord(ahead(1)) {
            replace(1, by: "from")
        } else {
            try expect(.from, "and the event that stops the clock behind `pause`")
        }
        syntax.from = try pattern()
        if isSpoken(0, ["to", "till", "bis", "and"]), isWord(ahead(1)) {
            replace(1, by: "until")
        } else {
            mendFollower()
            try expect(.until, "and the event that lets the clock go on")
        }
        syntax.until = try pattern()
    }

    /// What is said of further events behind the time of the first, and a condition in the wrong place.
    private mutating func endUnless(_ syntax: UnlessSyntax) {
        guard syntax.within != nil || syntax.lookingBack != nil || syntax.forCustomer != nil else { return }
        if isAt(.or) || isAt(.and), isWord(ahead(1)), ahead(1).keyword == nil || isWord(ahead(1), dotted: true) {
            report(
                .otherWord, "events with a time of their own stand in a further `unless`", range(current),
                suggestion: "unless")
            tokens[index].keyword = .unless
        }
    }

    mutating func reportTwice(_ what: String, _ place: SourceRange) {
        report(.saidTwice, "`\(what)` is said twice", place)
    }

    /// `task CLASS to QUEUE [priority P] [due D]`
    private mutating func task(_ syntax: inout TaskSyntax) throws(PhraseAbandoned) {
        leaveOutSign(behind: "task")
        if isAt(.to), isWord(ahead(1)) {
            report(
                .missingName, "expected the class of the task before `to`", range(tokens[index]),
                help: "recovery: something is wrong; relationship: a good moment")
        } else {
            syntax.taskClass = try name("the class of the task (recovery or relationship)")
        }
        try expectQueueSign("and the queue of the task")
        syntax.queue = try taskQueue()
        try promise(&syntax.priority, &syntax.due, isConditional: true)
    }

    /// The text of `say`.
    private mutating func template() throws(PhraseAbandoned) -> TemplateSyntax {
        switch current.kind {
        case .templateOpen: return templateParts()
        case .text where bytes[tokens[index].start] == UInt8(ascii: "\""): return reread()
        case .text:
            // In foreign quotation marks; that is reported.
            let text = optionalText()
            return TemplateSyntax(
                parts: text.map { [.text($0.text)] } ?? [], range: text?.range ?? range(tokens[index]))
        default:
            leaveOutSign(behind: "say")
            if case .templateOpen = current.kind { return templateParts() }
            if case .text = current.kind { return try template() }
            if let told = withoutQuotes() { throw told }
            throw unexpected("a text in quotation marks after `say`")
        }
    }

    /// A text that the lexer took for a test's value: its braces are read now.
    private mutating func reread() -> TemplateSyntax {
        var lexer = Lexer(bytes: bytes, file: fileIndex, limit: bytes.count)
        lexer.index = tokens[index].start
        swap(&lexer.output.mistakes, &mistakes)
        lexer.template()
        let end = lexer.index
        lexer.add(.end, from: end)
        swap(&lexer.output.mistakes, &mistakes)
        let (outer, place) = (tokens, index)
        (tokens, index) = (lexer.output.tokens, 0)
        var template = TemplateSyntax(parts: [], range: range(outer[place]))
        if case .templateOpen = current.kind { template = templateParts() }
        (tokens, index) = (outer, place)
        while !isEnd(tokens[index]), tokens[index].start < end { advance() }
        return template
    }

    /// The parts of a text with braces, which begins here.
    mutating func templateParts() -> TemplateSyntax {
        let open = current
        advance()
        var parts: [TemplateSyntax.Part] = []
        reading: while true {
            switch current.kind {
            case .templateText(let text):
                advance()
                parts.append(.text(text))
            case .braceOpen: if let expression = expressionInBraces() { parts.append(.expression(expression)) }
            case .templateClose:
                advance()
                break reading
            case .end: break reading
            default: advance()
            }
        }
        return TemplateSyntax(parts: parts, range: range(open))
    }

    /// A mistake within braces ends with them.
    private mutating func expressionInBraces() -> ExpressionSyntax? {
        let open = range(current)
        advance()
        if case .braceClose = current.kind {
            report(
                .emptyBraces, "there is nothing in these braces", open.joined(range(current)),
                help: "write an expression, as {delay.order}, or \\{\\} for braces as such")
            advance()
            return nil
        }
        var result: ExpressionSyntax?
        do throws(PhraseAbandoned) {
            let read = try enclosed()
            guard case .braceClose = current.kind else { throw unexpected("`}` behind the expression") }
            result = read
        } catch {
            while true {
                if case .braceClose = current.kind { break }
                if case .templateClose = current.kind { break }
                if isAtEnd() { break }
                advance()
            }
        }
        if case .braceClose = current.kind { advance() }
        return result ?? .invalid(rangeSince(open.start))
    }
}
