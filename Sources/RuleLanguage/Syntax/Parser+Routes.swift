import Events

// Who gets what comes out, and how urgent it is.

extension Parser {
    /// `route [CLASS] [where C] to QUEUE [priority P] [due D]`
    mutating func route(from start: Int) throws(PhraseAbandoned) -> RouteDeclaration {
        advance()
        var route = RouteDeclaration(range: rangeSince(start), queue: QueueSyntax(name: invalidName()))
        do throws(PhraseAbandoned) {
            leaveOutSign(behind: "route")
            try readRoute(&route)
            route.range = rangeSince(start)
            endDeclaration("the route")
        } catch {
            route.hasMistakes = true
            skipToDeclaration()
            route.range = rangeSince(start)
        }
        return route
    }

    private mutating func readRoute(_ route: inout RouteDeclaration) throws(PhraseAbandoned) {
        if isSpoken(0, ["all", "any", "every", "everything", "tasks", "alle", "alles"]), !endsPhrase(index) {
            let count = isSpoken(1, ["tasks", "task", "aufgaben"]) ? 2 : 1
            leaveOut(count, because: "a route without a class is for all tasks")
        }
        if isAt(.rule), isWord(ahead(1)) {
            let named = string(range(ahead(1)))
            report(
                .unexpected, "a rule is asked for by its name", stretch(2), suggestion: "where task.rule = \"\(named)\""
            )
            skip(2)
        } else if isWord(current), isComparison(1) {
            let written = string(range(tokens[index]))
            report(
                .unexpected, "expected `where` before `\(written)`", range(tokens[index]),
                suggestion: "where \(written)")
            route.condition = try expression()
        } else if !isAtRoutePart() {
            route.taskClass = try name("the class of the tasks, `where`, or `to` and a queue")
        }
        _ = isAtRoutePart()
        if accept(.where) != nil { route.condition = try expression() }
        if isAt(.where) { throw reportSecondCondition() }
        try expectQueueSign("and the queue that gets the tasks")
        route.queue = try taskQueue()
        try promise(&route.priority, &route.due, isConditional: false)
        if isAt(.where) || isAt(.if) {
            throw fail(
                .unexpected, "the condition of a route stands before `to`", range(tokens[index]),
                help: "as: route recovery where customer.tier = \"gold\" to key-accounts")
        }
    }

    /// Whether `where` or `to` stands here, mended if it is near one.
    private mutating func isAtRoutePart() -> Bool {
        if isAt(.where) || isAt(.to) { return true }
        return mend(among: [.where, .to])
    }

    /// `to` before a queue; if it is missing before what can only be a queue, reading goes on.
    mutating func expectQueueSign(_ purpose: String) throws(PhraseAbandoned) {
        if isWord(current), current.keyword == nil, !current.startsLine, EverydayWords.keywords[spoken() ?? ""] == nil,
            nearMiss(wordText(current), among: [Keyword.to.text]) == nil
        {
            let written = string(range(tokens[index]))
            report(
                .unexpected, "expected `to` before `\(written)`", range(tokens[index]), suggestion: "to \(written)")
        } else {
            try expect(.to, purpose)
        }
    }

    /// `[priority P] [due D]` behind a queue, in any order.
    /// - Parameter isConditional: whether the priority may depend on conditions.
    mutating func promise(
        _ priority: inout PrioritySyntax?, _ due: inout DurationLiteral?, isConditional: Bool
    ) throws(PhraseAbandoned) {
        while true {
            if let slipped = slippedPriority() {
                priority = try self.priority(from: slipped.range, first: slipped, isConditional: isConditional)
                continue
            }
            if let slipped = slippedDue() {
                due = slipped
                continue
            }
            if !isConditional, isAt(.if) { return }
            mendFollower()
            let place = range(current)
            if accept(.priority) != nil {
                if priority != nil { reportTwice("priority", place) }
                priority = try self.priority(from: place, isConditional: isConditional)
            } else if accept(.due) != nil {
                if due != nil { reportTwice("due", place) }
                due = try self.due()
            } else {
                return
            }
        }
    }

    /// `urgent if C, high if C, normal`, behind `priority`.
    /// - Parameter first: the first of them, if it is read already.
    mutating func priority(
        from keyword: SourceRange, first: Name? = nil, isConditional: Bool
    ) throws(PhraseAbandoned) -> PrioritySyntax {
        var syntax = PrioritySyntax(range: keyword)
        var read = first
        while true {
            if read == nil { try turnedPriority() }
            if !syntax.choices.isEmpty, isAt(.priority) { leaveOut(1, because: "it stands once, before the first") }
            let name: Name
            if let first = read { name = first } else { name = try priority() }
            read = nil
            if let place = acceptIf() {
                let condition = try expression()
                if !isConditional {
                    report(
                        .unexpected, "`if` stands only in the priority of a task", place,
                        help: "here one priority is said; what it depends on is a route of its own")
                }
                syntax.choices.append(PrioritySyntax.Choice(priority: name, condition: condition))
                guard accept(.comma) || slippedChoice() else {
                    try reportMissingComma()
                    break
                }
            } else {
                syntax.otherwise = name
                if isAt(.comma) { try reportBehindLast(name) }
                break
            }
        }
        syntax.range = rangeSince(keyword.start)
        return syntax
    }

    /// `if`, or what people write for it behind a priority.
    private mutating func acceptIf() -> SourceRange? {
        if let place = accept(.if) { return place }
        guard isSpoken(0, ["when", "where", "wenn", "falls"]), !tokens[index].startsLine, isComparison(2) else {
            return nil
        }
        let place = stretch(1)
        replace(1, by: "if")
        return place
    }

    /// A priority without a condition is the last: what follows it would never be asked.
    private mutating func reportBehindLast(_ last: Name) throws(PhraseAbandoned) {
        throw fail(
            .unexpected, "nothing follows the priority without `if`, `\(last.text)`", range(current),
            help: "the first whose condition is true counts, so the one without a condition stands last")
    }
}
