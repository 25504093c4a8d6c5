import CloudEvents
import Control
import Engine
import TaskDispatch
import Events
import RuleLanguage
import Store

extension LiveQuestions {
    /// What would go of a customer if an event came now: the customer is folded with it and without it.
    /// - Returns: nil if nothing is known of the customer, or far too much.
    func whatIf(_ event: Event) throws -> WhatIfAnswer? {
        guard let record = try record(of: event.customer),
            let without = try state(of: event.customer, record),
            let with = try state(of: event.customer, record, with: [event])
        else { return nil }
        let goes = Set(withdrawn(without.changes).map(\.id))
        let left = Set(engine.waits(in: with.state).map(\.name))
        return WhatIfAnswer(
            tasks: withdrawn(with.changes).filter { !goes.contains($0.id) }.map { task in
                .init(
                    task: task.id.text.string, rule: task.rule.string, title: task.title.string,
                    key: written(task.key))
            },
            waits: engine.waits(in: without.state).filter { !left.contains($0.name) }.compactMap { pending in
                program.rules.first { $0.name == pending.name.rule }.map { rule in
                    .init(
                        rule: rule.name.string, title: rule.title.string, key: key(pending.name, of: rule),
                        at: pending.at.description)
                }
            })
    }

    private func withdrawn(_ changes: [Change]) -> [TaskRecord] {
        changes.compactMap { change in
            guard case .withdrawn = change.kind else { return nil }
            return change.task
        }
    }

    /// The event of a text; nil if it is none that the rules declare.
    func event(_ text: String) -> Event? {
        FieldReader(schema: program.schema).event(fromStored: Text(text))
    }
}
