import Events

extension DiagnosticKind {
    static let ofRoutes = [unknownTaskName, taskOutsideOfRoute, routeNeverAsked]

    static let unknownTaskName = DiagnosticKind(
        "unknown-task-name",
        "A route compares `task.rule`, `.class`, `.queue` or `.priority` with a name that is none.",
        wrong: rule("when delivery.delayed") + "\nroute where task.queue = \"car\" to desk", change: "\"car\"",
        to: "\"care\"")
    static let taskOutsideOfRoute = DiagnosticKind(
        "task-outside-of-route", "`task.rule` and its like are known in the condition of a route only.",
        wrong: rule("when delivery.delayed", "while task.queue = \"care\""), change: "  while task.queue = \"care\"\n",
        to: "")
    static let routeNeverAsked = DiagnosticKind(
        "route-never-asked", "A route stands behind one without a condition that gets all of its tasks.",
        severity: .warning,
        wrong: rule("when delivery.delayed") + "\nroute to desk\nroute recovery to care",
        mend: rule("when delivery.delayed") + "\nroute recovery to care\nroute to desk")
}

extension Checker {
    /// The routes, in the order of paths and lines.
    mutating func collectRoutes(_ declarations: [Declaration]) {
        for case .route(let route) in declarations {
            work.begin()
            typesInRule = []
            var context = RuleContext(name: "", owner: .route)
            context.range = route.range
            var condition: Expression?
            if let syntax = route.condition {
                let scope = Scope(place: .route, rule: context)
                condition = self.condition(syntax, after: "where", in: scope).each.first ?? .missing
            }
            program.routes.append(
                Route(
                    taskClass: route.taskClass.flatMap { routedClass($0) },
                    condition: condition, queue: queue(route.queue, context),
                    priority: route.priority?.otherwise.flatMap { priority($0) },
                    due: route.due.map { duration($0) }, range: route.keyword))
        }
    }

    private mutating func routedClass(_ name: Name) -> TaskClass? {
        guard declared.rules.places[name.text] != nil, TaskClass(rawValue: name.text.string) == nil else {
            return taskClass(name, others: ["where", "to"])
        }
        report(
            .unknownClass, "`\(name.text)` is a rule", at: name.range, help: "a rule is asked for by its name",
            suggestion: "where task.rule = \"\(name.text)\"")
        return nil
    }

    /// Routes that get nothing, as one before them gets it all.
    mutating func warnRoutes() {
        var first: [TaskClass: Route] = [:]
        for route in program.routes {
            let classes = route.taskClass.map { [$0] } ?? TaskClass.allCases
            let earlier = classes.compactMap { first[$0] }
            if earlier.count == classes.count, let other = earlier.last {
                report(
                    .routeNeverAsked, "no task comes as far as this route", at: route.range,
                    help:
                        "the route in \(place(other.range, seenFrom: route.range)) has no condition and gets them all: "
                        + "of several that fit, the first decides")
            }
            guard route.condition == nil else { continue }
            for taskClass in classes where first[taskClass] == nil { first[taskClass] = route }
        }
    }

    // MARK: The task in a route

    /// `task.queue` in a route; nil if the name is none of these.
    mutating func taskField(_ name: Name, _ member: Text, in scope: Scope) -> Typed? {
        if scope.isOfRoute {
            if let field = TaskField(rawValue: member.string) { return Typed(.text, .task(field), in: scope) }
            let names = TaskField.allCases.map { Text("task.\($0.rawValue)") }
            report(
                .undeclaredField, "a task has no `\(name.text)`", at: name.range, help: "there are \(list(names))",
                suggestion: nearest(name.text, among: names)?.string)
            return .unknown(in: scope)
        }
        guard TaskField(rawValue: member.string) != nil, declared.facts.places[name.text] == nil,
            scope.rule.map({ rule in !rule.keys.contains { $0.name == "task" } }) ?? false
        else { return nil }
        report(
            .taskOutsideOfRoute, "`\(name.text)` is known in the condition of a route only", at: name.range,
            help: "a rule knows what its own task is; a route asks: route where \(name.text) = \"…\" to QUEUE")
        return .unknown(in: scope)
    }

    /// A text that is compared with a part of the task must be the name of one.
    mutating func checkTaskNames(_ a: ExpressionSyntax, _ b: ExpressionSyntax, in scope: Scope) {
        guard scope.isOfRoute else { return }
        for (name, other) in [(a, b), (b, a)] {
            guard case .name(let name) = name, let dotted = Dotted(name.text), dotted.owner == "task",
                let field = TaskField(rawValue: dotted.member.string), case .literal(.text(let text), let range) = other
            else { continue }
            checkTaskName(text, of: field, at: range)
        }
    }

    private mutating func checkTaskName(_ text: Text, of field: TaskField, at range: SourceRange) {
        let what: String
        switch field {
        case .rule:
            if declared.rules.places[text] != nil { return }
            what = "there is no rule `\(text)`"
        case .taskClass:
            if TaskClass(rawValue: text.string) != nil { return }
            what = "there is no task class `\(text)`"
        case .queue:
            let queues = declared.rules.queues ?? Set(program.rules.compactMap(\.task.queue.fixed))
            declared.rules.queues = queues
            if queues.contains(text) || program.rules.contains(where: { $0.task.queue.mayBe(text) }) { return }
            what = "no rule's task is for `\(text)`"
        case .priority:
            if Priority(rawValue: text.string) != nil { return }
            what = "there is no priority `\(text)`"
        }
        let known = reports.diagnostics.isFull ? [] : names(of: field)
        let near = nearMiss(text, among: known)
        let isOfRules = field == .rule || field == .queue
        if isOfRules, near == nil, declared.isSomethingLost || !declared.rules.doubtful.isEmpty { return }
        report(
            .unknownTaskName, what, at: range,
            help: known.isEmpty
                ? field == .queue && !program.rules.isEmpty
                    ? "the rules make their queues from data, and none can be called so" : "no rule is declared"
                : "there \(known.count == 1 ? "is" : "are") \(list(known))",
            suggestion: near.map { "\"\($0)\"" })
    }

    private func names(of field: TaskField) -> [Text] {
        let names: [Text]
        switch field {
        case .rule: names = program.rules.map(\.name)
        case .taskClass: names = TaskClass.allCases.map { Text($0.rawValue) }
        case .queue: names = (declared.rules.queues ?? []).sorted()
        case .priority: names = Priority.allCases.map { Text($0.rawValue) }
        }
        return names.filter { !$0.string.isEmpty }
    }
}

extension Scope {
    /// Whether the condition of a route is being read, or one inside it.
    fileprivate var isOfRoute: Bool { rule?.owner == .route }
}
