import Engine
import Events
import RuleLanguage

/// What a dispatcher asks of a program again and again. It never changes, and is shared: a copy of it for each step of each
/// customer would be felt.
final class DispatchPlan: Sendable {
    let engine: RuleEngine
    let options: DispatchOptions
    /// In the order in which they are asked.
    let gates: [any Gate]
    /// Those of the program.
    let rules: [Rule]
    /// For each rule. A rule itself is large, and a copy of it for each task would be felt.
    let headings: [TaskRecord.Heading]
    /// Places of the rules, by name.
    let rulePlaces: [Text: Int]
    /// Whether any rule holds customers out.
    let holdsOut: Bool
    /// Whether any rule has a surge.
    let hasSurges: Bool
    let escalations: EscalationTable
    /// One for each outcome of the program.
    let outcomeStamps: [Int]
    /// Whether who gets a task depends on anything but its rule.
    let assigns: Bool
    /// Who gets the tasks of each rule, where nothing else decides.
    let assignments: [Assignment]

    init(engine: RuleEngine, options: DispatchOptions, gates: [any Gate]) {
        let rules = engine.program.rules
        self.engine = engine
        self.rules = rules
        headings = rules.map(TaskRecord.Heading.init)
        self.options = options
        self.gates = gates
        rulePlaces = Dictionary(zip(rules.map(\.name), rules.indices)) { first, _ in first }
        holdsOut = options.holdsOut && rules.contains { $0.outreach.holdoutPercent != nil }
        hasSurges = rules.contains { $0.outreach.surge != nil }
        escalations = EscalationTable(engine.program)
        outcomeStamps = Dispatcher.stamps(of: engine.program)
        assignments = rules.map {
            Assignment(
                queue: $0.task.queue.fixed ?? Queue.unassigned, priority: $0.task.priority, due: $0.task.due, route: nil
            )
        }
        assigns =
            !engine.program.routes.isEmpty
            || rules.contains { !$0.outreach.priorities.isEmpty || $0.task.queue.fixed == nil }
    }
}
