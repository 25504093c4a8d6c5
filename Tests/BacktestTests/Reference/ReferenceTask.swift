import Engine
import Events
import RuleLanguage
import TaskDispatch

/// A task as the lines of a replay tell it.
struct ReferenceTask {
    /// Its place among the tasks.
    var number = -1
    var rule: Rule
    var customer: Text
    var key: [Text: Value]
    var out: Timestamp?
    var isGathered = false
    var ended: Timestamp?
    var isWithdrawn = false
    var by: EventIdentity?
    /// Gate, when it began to hold, and when the next line came.
    var holds: [(gate: GateKind, from: Timestamp, next: Timestamp?)] = []

    /// By the lines of each task, in their order.
    static func all(_ changes: [Change], _ program: Program) -> [ReferenceTask] {
        var ids: [TaskID] = []
        var lines: [TaskID: [Change]] = [:]
        for change in changes where !change.task.isIncident {
            if lines[change.task.id] == nil { ids.append(change.task.id) }
            lines[change.task.id, default: []].append(change)
        }
        return ids.compactMap { id in
            guard let lines = lines[id], let first = lines.first?.task,
                let rule = program.rules.first(where: { $0.name == first.rule })
            else { return nil }
            let key = Dictionary(uniqueKeysWithValues: first.key.map { ($0.name, $0.value) })
            var task = ReferenceTask(rule: rule, customer: first.customer, key: key)
            for (number, line) in lines.enumerated() {
                let next = number + 1 < lines.count ? lines[number + 1].at : nil
                switch line.kind {
                case .opened: task.out = task.out ?? line.at
                case .held(let gate, until: _):
                    task.holds.append((gate, line.at, next))
                    if gate == .surge, task.out == nil { (task.out, task.isGathered) = (line.at, true) }
                case .withdrawn: (task.ended, task.isWithdrawn, task.by) = (line.at, true, line.by)
                case .done, .dismissed, .missed, .expired: task.ended = line.at
                case .heldOut, .escalated, .updated: break
                }
            }
            return task
        }
    }
}

extension Event {
    /// The fields that it carries, by name.
    func carried(_ schema: Schema) -> [Text: Value] {
        var carried: [Text: Value] = [:]
        for (slot, field) in schema.types[type].fields.enumerated() {
            if let value = fields[slot], value != .text("") { carried[field.name] = value }
        }
        return carried
    }
}
