package import Engine
package import Events
package import RuleLanguage

extension RuleEngine {
    /// Runs one `test` block on simulated time.
    package func run(_ test: Test) -> TestOutcome {
        var run = TestRun(engine: self, test: test)
        return run.outcome()
    }
}

/// The simulation of a test: a clock, some customers, and which transitions a step has named.
struct TestRun {
    let dispatcher: Dispatcher
    let test: Test
    private var engine: RuleEngine { dispatcher.engine }
    private var customers: TestCustomers
    private var story: [TestMoment] = []
    private var failures: [TestFailure] = []
    /// Failures behind the first of them, which are only counted.
    private var untoldFailures = 0
    private static let mostFailures = 1_000
    /// Places in the story of changes that no step has named yet.
    private var unnamed: [Int] = []
    private var answers = 0
    /// The last instant of which everything was judged and asked.
    private var settled = Timestamp.distantPast

    init(engine: RuleEngine, test: Test) {
        // In tests nobody is held out.
        dispatcher = Dispatcher(engine: engine, options: DispatchOptions(holdsOut: false))
        self.test = test
        customers = TestCustomers(dispatcher, test.feedRecords(engine.program))
    }

    mutating func outcome() -> TestOutcome {
        var now = Timestamp.distantPast
        for step in test.steps {
            if step.at > now {
                settle(through: now)
                now = step.at
                advance(to: Horizon(before: now))
            }
            perform(step)
        }
        settle(through: now)
        for place in unnamed {
            guard case .change(let change) = story[place].kind else { continue }
            fail(
                at: test.range, "nothing in the test expects that \(describe(change))",
                subject(change.task, at: change.at))
        }
        if untoldFailures > 0 {
            failures.append(
                TestFailure(range: test.range, message: "\(untoldFailures) more failures are not told", subject: nil))
        }
        return TestOutcome(test: test, failures: failures, story: story, reached: reached(by: now))
    }

    private mutating func perform(_ step: TestStep) {
        switch step.action {
        case .event(let event):
            deliver(event, at: step.at)
        case .done(let task):
            answer(task, "task.done", [], step)
        case .dismissed(let task):
            answer(task, "task.dismissed", [], step)
        case .claimed(let task, let who):
            answer(task, "task.claimed", [(engine.answers.by, who.map { .text($0) })], step)
        case .released(let task, let who):
            answer(task, "task.released", [(engine.answers.by, who.map { .text($0) })], step)
        case .snoozed(let task, let until):
            answer(task, "task.snoozed", [(engine.answers.until, .time(until))], step)
        case .expectNothing:
            settle(through: step.at)
            for task in customers.openTasks {
                fail(
                    step, "nothing should be open at \(clockText(step.at)), but \(describe(task)) is",
                    subject(task, at: step.at))
            }
        case .expectTask(let wanted):
            settle(through: step.at)
            expectTask(wanted, step)
        case .expectWithdrawn(let wanted, let because):
            settle(through: step.at)
            expectChange(wanted, step, "withdrawn" + (because.map { " because \($0)" } ?? "")) {
                guard case .withdrawn(let reason) = $0.kind else { return false }
                return because == nil || because == Text(reason.rawValue)
            }
        case .expectMissed(let wanted, let because):
            settle(through: step.at)
            expectChange(wanted, step, "missed" + (because.map { " because \($0)" } ?? "")) {
                switch $0.kind {
                case .missed: return because == nil
                case .expired(let gate): return because == nil || because == Text(gate.rawValue)
                default: return false
                }
            }
        case .expectHeld(let wanted, let because):
            settle(through: step.at)
            expectHeld(wanted, because, step)
        case .expectEscalated(let wanted, let queue):
            settle(through: step.at)
            expectChange(wanted, step, "escalated to \(queue)") { $0.kind == .escalated && $0.task.queue == queue }
        case .feedFallsSilent, .feedIsHeard: break
        }
    }

    // MARK: time

    /// Judges what is due up to an instant, itself included.
    private mutating func settle(through t: Timestamp) {
        if t == .distantPast { return }
        settled = t
        advance(to: Horizon(through: t))
    }

    private mutating func advance(to end: Horizon) {
        let changes = customers.advance(to: end)
        note(ChangeOrder.sorted(changes.map { ChangeOrder($0) }).map { changes[$0] })
    }

    private mutating func deliver(_ event: Event, at t: Timestamp) {
        story.append(TestMoment(at: t, kind: .event(event)))
        let judged = settled == t ? Horizon(through: t) : Horizon(before: t)
        note(customers.deliver(event, at: t, judged: judged))
    }

    private mutating func note(_ changes: [Change]) {
        for change in changes where change.kind != .updated {
            // No step can name an incident.
            if !change.task.isIncident { unnamed.append(story.count) }
            story.append(TestMoment(at: change.at, kind: .change(change)))
        }
    }

    // MARK: answers and expectations

    private mutating func answer(
        _ wanted: TestTask, _ type: Text, _ said: [(slot: Int, value: Value?)], _ step: TestStep
    ) {
        let rule = engine.program.rules[wanted.rule].name
        if !customers.hasOpenTask(of: rule, { fits(wanted, $0) }) { settle(through: step.at) }
        // A held task may be answered too.
        let found =
            customers.firstOpenTask(of: rule) { fits(wanted, $0) }
            ?? customers.firstHeldTask(of: rule) { fits(wanted, $0) }
        guard let task = found, let index = engine.program.schema.index(of: type)
        else {
            fail(
                step, "there is no open task \(describe(wanted)) to answer at \(clockText(step.at))",
                subject(wanted, at: step.at))
            return
        }
        answers += 1
        var fields = [Value?](repeating: nil, count: engine.program.schema.types[index].fields.count)
        fields[engine.answers.task] = .text(task.id.text)
        for (slot, value) in said { fields[slot] = value }
        let before = story.count
        deliver(
            Event(
                identity: EventIdentity(source: "/test/answers", id: Text("answer-\(answers)")), type: index,
                customer: task.customer, time: step.at, fields: fields),
            at: step.at)
        unnamed.removeAll { place in
            guard place > before, case .change(let change) = story[place].kind else { return false }
            return change.task.id == task.id && (change.kind == .done || change.kind == .dismissed)
        }
    }

    private mutating func expectTask(_ wanted: TestTask, _ step: TestStep) {
        let opening = unnamed.firstIndex { place in
            guard case .change(let change) = story[place].kind, change.kind == .opened else { return false }
            return fits(wanted, change.task) && customers.isOpen(change.task)
        }
        if let opening {
            unnamed.remove(at: opening)
        } else if !customers.hasOpenTask(of: engine.program.rules[wanted.rule].name, { fits(wanted, $0) }) {
            let held = customers.firstHeldTask(of: engine.program.rules[wanted.rule].name) { fits(wanted, $0) }
            let why = held.map { ": it is held (\(describe($0.outreach.hold)))" } ?? ""
            fail(
                step, "there is no open task \(describe(wanted)) at \(clockText(step.at))\(why)",
                subject(wanted, at: step.at))
        }
    }

    private mutating func expectHeld(_ wanted: TestTask, _ because: Text?, _ step: TestStep) {
        func fits(_ hold: TaskHold?) -> Bool { because == nil || because == hold.map { Text($0.gate.rawValue) } }
        let held = customers.firstHeldTask(of: engine.program.rules[wanted.rule].name) { self.fits(wanted, $0) }
        let told = unnamed.firstIndex { place in
            guard case .change(let change) = story[place].kind, case .held(let gate, until: _) = change.kind else {
                return false
            }
            return (because == nil || because == Text(gate.rawValue)) && self.fits(wanted, change.task)
        }
        if let told {
            unnamed.remove(at: told)
        } else if let held, fits(held.outreach.hold) {
            return
        } else {
            let why = held.map { ": it is held (\(describe($0.outreach.hold)))" } ?? ""
            fail(
                step,
                "no task \(describe(wanted)) is held\(because.map { " because \($0)" } ?? "") at "
                    + "\(clockText(step.at))\(why)", subject(wanted, at: step.at))
        }
    }

    private func describe(_ hold: TaskHold?) -> String {
        guard let hold else { return "by nothing" }
        return hold.gate.rawValue + (hold.until.map { ", until \(clockText($0))" } ?? "")
    }

    private mutating func expectChange(
        _ wanted: TestTask, _ step: TestStep, _ what: String, _ matches: (Change) -> Bool
    ) {
        let found = unnamed.firstIndex { place in
            guard case .change(let change) = story[place].kind else { return false }
            return matches(change) && fits(wanted, change.task)
        }
        if let found {
            unnamed.remove(at: found)
        } else {
            fail(
                step, "no task \(describe(wanted)) was \(what) up to \(clockText(step.at))",
                subject(wanted, at: step.at))
        }
    }

    private mutating func fail(_ step: TestStep, _ message: String, _ subject: TestFailure.Subject?) {
        fail(at: step.range, message, subject)
    }

    private func subject(_ wanted: TestTask, at t: Timestamp) -> TestFailure.Subject? {
        // Of many failures most are only counted, and need not know all customers.
        if failures.count >= TestRun.mostFailures { return nil }
        return TestFailure.Subject(
            rule: wanted.rule, customers: wanted.customer.map { [$0] } ?? customers.names, at: t)
    }

    private func subject(_ task: TaskRecord, at t: Timestamp) -> TestFailure.Subject? {
        engine.program.rules.firstIndex { $0.name == task.rule }.map {
            TestFailure.Subject(rule: $0, customers: [task.customer], at: t)
        }
    }

    private mutating func fail(at range: SourceRange, _ message: String, _ subject: TestFailure.Subject?) {
        if failures.count < TestRun.mostFailures {
            failures.append(TestFailure(range: range, message: message, subject: subject))
        } else {
            untoldFailures += 1
        }
    }

    private func fits(_ wanted: TestTask, _ task: TaskRecord) -> Bool {
        guard engine.program.rules[wanted.rule].name == task.rule else { return false }
        if let customer = wanted.customer, customer != task.customer { return false }
        for (value, part) in zip(wanted.key, task.key) {
            if let value, value != part.value { return false }
        }
        return true
    }

    // MARK: words

    private func describe(_ wanted: TestTask) -> String {
        let rule = engine.program.rules[wanted.rule]
        var text = rule.name.string
        if let customer = wanted.customer { text += " customer \(customer)" }
        for (name, value) in zip(rule.keys, wanted.key) {
            if let value { text += " \(name) \(value.written)" }
        }
        return text
    }

    private func describe(_ task: TaskRecord) -> String {
        "\(task.rule) customer \(task.customer)" + task.key.map { " \($0.name) \($0.value.written)" }.joined()
    }

    private func describe(_ change: Change) -> String {
        let task = describe(change.task)
        switch change.kind {
        case .opened: return "\(task) opens at \(clockText(change.at))"
        case .withdrawn(let because): return "\(task) is withdrawn (\(because.rawValue)) at \(clockText(change.at))"
        case .done: return "\(task) is done at \(clockText(change.at))"
        case .dismissed: return "\(task) is dismissed at \(clockText(change.at))"
        case .held(let gate, until: _): return "\(task) is held (\(gate.rawValue)) at \(clockText(change.at))"
        case .heldOut: return "\(task) is held out at \(clockText(change.at))"
        case .escalated: return "\(task) escalates to \(change.task.queue) at \(clockText(change.at))"
        case .missed: return "\(task) is missed at \(clockText(change.at))"
        case .expired(let gate): return "\(task) is missed (\(gate.rawValue)) at \(clockText(change.at))"
        case .updated: return "\(task) changes at \(clockText(change.at))"
        }
    }

    private func clockText(_ t: Timestamp) -> String { test.clockText(t) }

    // MARK: coverage

    private func reached(by now: Timestamp) -> [Set<RuleOutcome>] {
        var reached = [Set<RuleOutcome>](repeating: [], count: engine.program.rules.count)
        let places = Dictionary(
            zip(engine.program.rules.map(\.name), engine.program.rules.indices), uniquingKeysWith: { first, _ in first }
        )
        for moment in story {
            guard case .change(let change) = moment.kind, let rule = places[change.task.rule] else { continue }
            switch change.kind {
            case .opened: reached[rule].insert(.opened)
            case .withdrawn: reached[rule].insert(.withdrawn)
            case .missed, .expired: reached[rule].insert(.missed)
            case .done, .dismissed, .updated, .held, .heldOut, .escalated: break
            }
        }
        for state in customers.all {
            for decision in engine.explain(customer: state.customer, events: state.events, until: now) {
                switch decision.kind {
                case .satisfied: reached[decision.rule].insert(.satisfied)
                case .lapsed: reached[decision.rule].insert(.lapsed)
                default: break
                }
            }
        }
        return reached
    }
}

extension Test {
    /// An instant as the test writes it: `+4h`, or the time itself for the first.
    package func clockText(_ t: Timestamp) -> String {
        guard let first = steps.first?.at, t >= first else { return t.description }
        return t == first ? t.description : "+\(t - first)"
    }
}

extension Value {
    /// As a person writes it in a test.
    package var written: String {
        switch self {
        case .text(let text): return text.string
        case .number(let number): return number.shortestDecimal
        case .boolean(let truth): return truth ? "true" : "false"
        case .time(let time): return time.description
        case .date(let date): return date.description
        case .duration(let span): return span.description
        }
    }
}
