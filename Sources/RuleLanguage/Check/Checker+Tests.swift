import Events

extension DiagnosticKind {
    static let ofTests = [testStart, testBackwards, undeclaredRule, notAKey, unknownBecause]

    static let testStart = DiagnosticKind(
        "test-start", "The first step of a test has no date and time, so nobody knows when it plays.",
        wrong: "test \"late\"\n  at +1h expect nothing", change: "+1h", to: "2026-03-02T10:00Z")
    static let testBackwards = DiagnosticKind(
        "test-backwards", "A step of a test stands before the one above it, or an event happens after it arrives.",
        wrong: "test \"late\"\n  at 2026-03-02T10:00Z expect nothing\n  at 2026-03-01T10:00Z expect nothing",
        change: "03-01", to: "03-03")
    static let undeclaredRule = DiagnosticKind(
        "undeclared-rule", "A test or a gate names a rule that no rule file declares.",
        wrong: rule("when delivery.delayed") + "\ntest \"late\"\n  at 2026-03-02T10:00Z expect task latte customer c-1",
        change: "latte", to: "late")
    static let notAKey = DiagnosticKind(
        "not-a-key", "A test names a field of a task that is not a key of its rule.",
        wrong: rule("when delivery.delayed")
            + "\ntest \"late\"\n  at 2026-03-02T10:00Z expect task late customer c-1 order o-9",
        change: " order o-9", to: "")
    static let unknownBecause = DiagnosticKind(
        "unknown-because", "A test gives a reason for which no task is withdrawn, held or missed.",
        wrong: rule("when delivery.delayed")
            + "\ntest \"late\"\n  at 2026-03-02T10:00Z expect withdrawn late because overtakn",
        change: "overtakn", to: "overtaken")
}

extension Checker {
    mutating func check(_ declaration: TestDeclaration) {
        var clock = TestClock()
        clock.isDoubtful = declaration.hasMistakes || hasSyntaxError(in: declaration.range)
        var steps: [TestStep] = []
        for syntax in declaration.steps {
            let at = instant(of: syntax, &clock)
            guard let action = action(syntax, &clock), let at else { continue }
            steps.append(TestStep(at: at, action: action, range: syntax.range))
        }
        program.tests.append(Test(title: declaration.title.text, range: declaration.title.range, steps: steps))
    }

    /// When a step is; nil if the test has no beginning.
    private mutating func instant(of step: TestStepSyntax, _ clock: inout TestClock) -> Timestamp? {
        guard let written = step.at else {
            if clock.start == nil { reportNoStart(step.range, &clock) }
            return clock.now
        }
        guard let at = resolve(written, clock) else {
            reportNoStart(written.range, &clock)
            return clock.now
        }
        if clock.start == nil { clock.start = at }
        if let now = clock.now, at < now {
            if clock.isDoubtful { return now }
            report(
                .testBackwards, "\(at) is before the step above it, \(now)", at: written.range,
                help:
                    "steps stand in the order of time; for an event that comes late write: happened \(written.words ?? "\(at)")"
            )
            return now
        }
        clock.now = at
        return at
    }

    private mutating func reportNoStart(_ range: SourceRange, _ clock: inout TestClock) {
        guard clock.start == nil else { return }
        if !clock.isDoubtful {
            report(
                .testStart, "a test begins with a date and time", at: range,
                help: "write the first step as: at 2026-03-02T10:00Z …; +3h then counts from there")
        }
        // So that the next steps are read without the same message.
        clock.start = Timestamp(seconds: 0)
        clock.now = clock.start
    }

    func resolve(_ time: TestTimeSyntax, _ clock: TestClock) -> Timestamp? {
        switch time {
        case .absolute(let instant, _): return instant
        case .local(let time, _): return time.instant(in: zones.site)
        case .relative(let duration): return clock.start.map { $0 + duration.span }
        }
    }

    private mutating func action(_ step: TestStepSyntax, _ clock: inout TestClock) -> TestStep.Action? {
        switch step.action {
        case .event(let type, let customer, let fields, let happened):
            clock.events += 1
            var time = clock.now
            if let happened {
                time = resolve(happened, clock)
                if let time, let now = clock.now, time > now, !clock.isDoubtful {
                    report(
                        .testBackwards, "the event happens after it arrives: \(time) is after \(now)",
                        at: happened.range,
                        help: "happened is the same as at, or earlier")
                }
            }
            return testEvent(type, customer, fields, at: time ?? Timestamp(seconds: 0), step.range, clock).map {
                .event($0)
            }
        case .expectNothing: return .expectNothing
        case .expectTask(let task): return self.task(task, clock).map { .expectTask($0) }
        case .expectWithdrawn(let task, let because):
            check(
                because: because, of: "withdrawn",
                among: ["overtaken", "late-evidence", "moved", "no-longer", "empty"])
            return self.task(task, clock).map { .expectWithdrawn($0, because: because?.text) }
        case .expectMissed(let task, let because):
            check(because: because, of: "missed", among: ["blind", "inhibit", "budget", "quiet"])
            return self.task(task, clock).map { .expectMissed($0, because: because?.text) }
        case .expectHeld(let task, let because):
            check(because: because, of: "held", among: ["blind", "inhibit", "budget", "quiet", "surge"])
            return self.task(task, clock).map { .expectHeld($0, because: because?.text) }
        case .expectEscalated(let task, let queue):
            return self.task(task, clock).map { .expectEscalated($0, to: queue.text) }
        case .done(let task): return self.task(task, clock).map { .done($0) }
        case .dismissed(let task): return self.task(task, clock).map { .dismissed($0) }
        case .claimed(let task, let by): return self.task(task, clock).map { .claimed($0, by: by?.text) }
        case .released(let task, let by): return self.task(task, clock).map { .released($0, by: by?.text) }
        case .snoozed(let task, let until): return snooze(task, until, clock)
        case .feedFallsSilent(let name): return feed(name).map { .feedFallsSilent($0) }
        case .feedIsHeard(let name): return feed(name).map { .feedIsHeard($0) }
        }
    }

    private mutating func check(because name: Name?, of change: String, among known: [Text]) {
        guard let name, !known.contains(name.text), !name.isUnread else { return }
        report(
            .unknownBecause, "no task is \(change) because `\(name.text)`", at: name.range,
            help: "the reasons are \(list(known))", suggestion: nearMiss(name.text, among: known)?.string)
    }

    mutating func task(_ syntax: TestTaskSyntax, _ clock: TestClock) -> TestTask? {
        if syntax.rule.isUnread { return nil }
        guard let index = declared.rules.places[syntax.rule.text] else {
            reportUndeclaredRule(syntax.rule)
            return nil
        }
        used.testedRules.insert(index)
        if let customer = syntax.customer { suspect(customer.text, of: "customer", at: customer.range) }
        if declared.rules.doubtful.contains(index) { return nil }
        let keys = declared.rules.keys[index]
        var values = [Value?](repeating: nil, count: keys.count)
        for field in syntax.fields where !field.name.isUnread {
            guard let place = keys.firstIndex(where: { $0.name == field.name.text }) else {
                if let time = stepTime(field) {
                    report(
                        SyntaxMistake.badTestTime.kind, "the time of a step stands behind `at`",
                        at: field.name.range.joined(field.valueRange), suggestion: time)
                    continue
                }
                report(
                    .notAKey, "`\(field.name.text)` is not a key of the rule `\(syntax.rule.text)`",
                    at: field.name.range,
                    help: keys.isEmpty
                        ? "that rule has no per: it gives one task for the customer"
                        : "its \(keys.count == 1 ? "key is" : "keys are") \(list(keys.map(\.name)))",
                    suggestion: nearMiss(
                        field.name.text, among: keys.map(\.name) + (syntax.customer == nil ? ["customer"] : []))?.string
                )
                continue
            }
            if values[place] != nil {
                reportFieldTwice(field)
                continue
            }
            if let type = keys[place].type { values[place] = value(of: field, type, clock) }
        }
        return TestTask(rule: index, customer: syntax.customer?.text, key: values)
    }

    mutating func reportFieldTwice(_ field: TestFieldSyntax) {
        report(
            .declaredTwice, "`\(field.name.text)` stands twice in this step", at: field.name.range,
            help: "leave one out")
    }
}

extension TestTimeSyntax {
    var range: SourceRange {
        switch self {
        case .absolute(_, let range), .local(_, let range): return range
        case .relative(let duration): return duration.range
        }
    }

    /// As a person writes it; nil where that depends on the zone.
    fileprivate var words: String? {
        switch self {
        case .absolute(let instant, _): return instant.description
        case .local: return nil
        case .relative(let duration): return "+\(duration.span)"
        }
    }
}
