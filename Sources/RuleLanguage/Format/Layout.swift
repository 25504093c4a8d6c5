import Events

/// Cuts the declarations of a file into logical lines, and says where their words stand apart or in columns.
struct Layout {
    let bytes: [UInt8]
    let tokens: [Token]
    var cursor = 0
    /// Wider gaps than one blank, by the place of the word behind them.
    var gaps: [Int: Int] = [:]
    /// Words before which a line may end, beside `or`, `and` and `where`.
    var breaks: Set<Int> = []
    /// Runs of bytes that are one word though they are several tokens, by their start: zones, a test's values.
    var runs: [Int: Int] = [:]

    init(bytes: [UInt8]) {
        self.bytes = bytes
        tokens = Lexer.tokens(of: bytes, file: 0).tokens
    }

    /// Where a rule's clauses begin, and where what they say does.
    private static let clauseIndent = 2
    private static let bodyColumn = 10

    mutating func lines(of tree: SyntaxFile) -> [LogicalLine] {
        align(tree)
        var lines: [LogicalLine] = []
        for (index, declaration) in tree.declarations.enumerated() {
            let next = index + 1 < tree.declarations.count ? tree.declarations[index + 1].range.start : bytes.count
            let from = lines.count
            switch declaration {
            case .zone(let zone):
                runs[zone.name.range.start] = zone.name.range.end
                lines.append(line(to: next))
            case .calendar(let calendar): lines += self.calendar(calendar, to: next)
            case .event(let event): lines += self.event(event, to: next)
            case .table(let table): lines.append(self.table(table, to: next))
            case .feed(let feed): lines.append(line(to: next, breaking: feed.parts))
            case .answers(let answers): lines.append(line(to: next, breaking: answers.parts))
            case .route(let route): lines.append(self.route(route, to: next))
            case .gate(let gate): lines.append(self.gate(gate, to: next))
            case .let(let value): lines.append(self.value(value, to: next))
            case .outcome(let outcome): lines += self.outcome(outcome, to: next)
            case .define, .fact, .touch: lines.append(line(to: next, continuation: 4))
            case .score(let score): lines += self.score(score, to: next)
            case .journey(let journey): lines += self.journey(journey, to: next)
            case .rule(let rule): lines += self.rule(rule, to: next)
            case .test(let test): lines += self.test(test, to: next)
            }
            for place in from..<lines.count {
                lines[place].declaration = index
                lines[place].isSetApart = from + 1 < lines.count || declaration.isLong
                lines[place].isInner = place > from
                lines[place].followsHead = place == from + 1
            }
        }
        return lines
    }

    // MARK: Declarations

    /// The types of events that stand together are followed by a column of fields, the facts by a column of `=`.
    private mutating func align(_ tree: SyntaxFile) {
        var run: [(place: Int, width: Int)] = []
        func kind(_ declaration: Declaration) -> Int {
            switch declaration {
            case .event(let event): return event.hasPaths ? 0 : 1
            case .fact: return 2
            case .let: return 3
            case .touch: return 4
            case .zone, .calendar, .define, .table, .score, .journey, .feed, .answers, .route, .gate, .outcome,
                .rule, .test:
                return 0
            }
        }
        var last: Declaration?
        for declaration in tree.declarations {
            if let before = last,
                kind(before) != kind(declaration) || hasBlankLine(before.range.end, declaration.range.start)
            {
                close(&run)
            }
            last = declaration
            switch declaration {
            case .event(let event) where event.hasPaths: break
            case .event(let event):
                let first = event.writtenType.map { beforeToken($0.range.start, 1) }
                run.append((first ?? event.fields.first?.name.range.start ?? -1, width(event.type.range)))
            case .fact(let fact): run.append((afterToken(fact.name.range.end), width(fact.name.range)))
            case .let(let value): run.append((afterToken(value.name.range.end), width(value.name.range)))
            case .touch(let touch): run.append((afterToken(touch.side.range.end), width(touch.side.range)))
            case .zone, .calendar, .define, .table, .score, .journey, .feed, .answers, .route, .gate, .outcome,
                .rule, .test:
                break
            }
        }
        close(&run)
    }

    private mutating func close(_ run: inout [(place: Int, width: Int)]) {
        let column = run.filter { $0.place >= 0 }.map(\.width).max() ?? 0
        for (place, width) in run where place >= 0 { gaps[place] = column - width + 1 }
        run = []
    }

    /// A value, the summands of which may each begin a line.
    private mutating func value(_ declaration: LetDeclaration, to next: Int) -> LogicalLine {
        var sum = declaration.value
        while case .binary(.plus, let left, _, let sign) = sum {
            breaks.insert(sign.start)
            sum = left
        }
        return line(to: next, continuation: 4)
    }

    /// A declaration of parts that may each begin a line.
    private mutating func line(to next: Int, breaking parts: [SourceRange]) -> LogicalLine {
        breaks.formUnion(parts.map(\.start))
        return line(to: next, continuation: 4)
    }

    /// A table: its columns stand apart, each of which may begin a line.
    private mutating func table(_ table: TableDeclaration, to next: Int) -> LogicalLine {
        for column in table.columns { apart(column.name.range.start) }
        return line(to: next, continuation: 4)
    }

    private mutating func rule(_ rule: RuleDeclaration, to next: Int) -> [LogicalLine] {
        var lines = [line(to: rule.clauses.first?.range.start ?? next, continuation: 4)]
        for (index, clause) in rule.clauses.enumerated() {
            setApart(clause)
            let end = index + 1 < rule.clauses.count ? rule.clauses[index + 1].range.start : next
            var line = line(to: end, indent: Layout.clauseIndent, continuation: Layout.bodyColumn)
            switch clause.kind {
            case .again, .expire, .keep, .holdout, .surge, .escalate: break
            case .per, .when, .unless, .after, .pause, .while, .task, .say:
                if line.atoms.count > 1 {
                    line.atoms[1].gap = Layout.bodyColumn - Layout.clauseIndent - width(line.atoms[0])
                }
            }
            lines.append(line)
        }
        return lines
    }

    /// The parts of a clause that stand apart: the windows of `unless`, priority and due time of `task`.
    private mutating func setApart(_ clause: Clause) {
        switch clause.kind {
        case .unless(let unless):
            apart(unless.within.map { beforeToken($0.range.start, 1) })
            apart(unless.lookingBack.map { beforeToken($0.range.start, 2) })
            apart(unless.forCustomer?.start)
        case .task(let task):
            if let made = task.queue.made { runs[made.range.start] = made.range.end }
            apart(task.priority)
            apart(task.due.map { beforeToken($0.range.start, 1) })
        case .when(.counting(_, _, _, _, let within, let across, let reach, _)):
            breaks.insert(beforeToken(within.range.start, 1))
            if let across { breaks.insert(beforeToken(across.count.range.start, 1)) }
            if let since = reach.since { breaks.insert(beforeToken(since.range.start, 1)) }
            if let customer = reach.forCustomer { breaks.insert(customer.start) }
        case .say(let template): runs[template.range.start] = template.range.end
        case .pause(let pause): apart(beforeToken(pause.until.range.start, 1))
        case .surge(let surge):
            breaks.insert(beforeToken(surge.within.range.start, 1))
            if let field = surge.field { breaks.insert(beforeToken(field.range.start, 1)) }
        case .escalate(let escalation):
            breaks.insert(beforeToken(escalation.queue.range.start, 1))
            apart(escalation.priority)
        case .per, .when, .after, .while, .keep, .again, .expire, .holdout: break
        }
    }

    /// A priority, each condition of which may begin a line.
    private mutating func apart(_ priority: PrioritySyntax?) {
        guard let priority else { return }
        apart(token(at: priority.range.start)?.keyword == .priority ? priority.range.start : nil)
        for choice in priority.choices.dropFirst() { breaks.insert(choice.priority.range.start) }
        if !priority.choices.isEmpty, let last = priority.otherwise { breaks.insert(last.range.start) }
    }

    private mutating func gate(_ gate: GateDeclaration, to next: Int) -> LogicalLine {
        if case .quiet(let quiet) = gate.kind, case .daily(_, _, let hours) = quiet.hours {
            // The signs of 20:00-08:30 are one word.
            var place = firstToken(from: hours.start) + 1
            while place < tokens.count, tokens[place].start < hours.end {
                gaps[tokens[place].start] = 0
                place += 1
            }
        }
        return line(to: next, breaking: gate.parts)
    }

    private mutating func route(_ route: RouteDeclaration, to next: Int) -> LogicalLine {
        breaks.insert(beforeToken(route.queue.range.start, 1))
        if let made = route.queue.made { runs[made.range.start] = made.range.end }
        apart(route.priority)
        apart(route.due.map { beforeToken($0.range.start, 1) })
        return line(to: next, continuation: 4)
    }

    private mutating func apart(_ place: Int?) {
        guard let place else { return }
        gaps[place] = 2
        breaks.insert(place)
    }

    // MARK: Tests

    private mutating func test(_ test: TestDeclaration, to next: Int) -> [LogicalLine] {
        var lines = [line(to: test.steps.first?.range.start ?? next, continuation: 4)]
        let times = test.steps.compactMap { step in step.at.map { 3 + width($0.range) + ($0.isRelative ? 1 : 0) } }
        let column = Layout.clauseIndent + (times.max() ?? 0) + 2
        let types = test.steps.compactMap { step -> Int? in
            guard case .event(let type, _, _, _) = step.action else { return nil }
            return width(type.range)
        }
        let typeWidth = types.max() ?? 0
        for (index, step) in test.steps.enumerated() {
            let end = index + 1 < test.steps.count ? test.steps[index + 1].range.start : next
            let action = prepare(step, typeWidth: typeWidth)
            if let at = step.at {
                gaps[action] = column - Layout.clauseIndent - 3 - width(at.range) - (at.isRelative ? 1 : 0)
            }
            lines.append(
                line(to: end, indent: step.at == nil ? column : Layout.clauseIndent, continuation: column + 2))
        }
        return lines
    }

    /// Marks the words and columns of a step; the place of its action.
    private mutating func prepare(_ step: TestStepSyntax, typeWidth: Int) -> Int {
        let action = step.at.map { afterToken($0.range.end) } ?? step.range.start
        switch step.action {
        case .event(let type, let customer, let fields, let happened):
            mark(customer, fields)
            if let happened { breaks.insert(beforeToken(happened.range.start, happened.isRelative ? 2 : 1)) }
            let first = afterToken(type.range.end)
            if first < step.range.end { gaps[first] = typeWidth - width(type.range) + 1 }
        case .expectNothing: break
        case .expectTask(let task), .done(let task), .dismissed(let task):
            mark(task.customer, task.fields)
        case .expectWithdrawn(let task, let because), .expectMissed(let task, let because),
            .expectHeld(let task, let because):
            mark(task.customer, task.fields)
            if let because { breaks.insert(beforeToken(because.range.start, 1)) }
        case .expectEscalated(let task, let queue):
            mark(task.customer, task.fields)
            breaks.insert(beforeToken(queue.range.start, 1))
        case .claimed(let task, let by), .released(let task, let by):
            mark(task.customer, task.fields)
            if let by {
                runs[by.range.start] = by.range.end
                breaks.insert(beforeToken(by.range.start, 1))
            }
        case .snoozed(let task, let until):
            mark(task.customer, task.fields)
            breaks.insert(beforeToken(until.range.start, until.isRelative ? 2 : 1))
        case .feedFallsSilent, .feedIsHeard: break
        }
        return action
    }

    private mutating func mark(_ customer: Name?, _ fields: [TestFieldSyntax]) {
        if let customer {
            runs[customer.range.start] = customer.range.end
            breaks.insert(beforeToken(customer.range.start, 1))
        }
        for field in fields {
            runs[field.valueRange.start] = field.valueRange.end
            // First on a line it could be taken for a declaration.
            let isDeclaration = token(at: field.name.range.start)?.keyword?.role == .declaration
            if !isDeclaration { breaks.insert(field.name.range.start) }
        }
    }
}
