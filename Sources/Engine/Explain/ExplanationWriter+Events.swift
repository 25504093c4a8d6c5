import Events
import RuleLanguage

/// Events, values and times in words.
extension ExplanationWriter {
    /// `delivery.delayed (order o-9, days 2; /carrier/dhl e-811)`, with its time if that is not `at`.
    func mention(_ identity: EventIdentity?, at: Timestamp) -> String {
        guard let identity, let ref = refs[identity] else { return "an event" }
        let event = evaluator.timeline[ref]
        let time = event.time == at ? "" : " of \(clock(event.time))"
        let fields = fields(of: event, atMost: 4)
        return "\(program.schema.types[event.type].name)\(time) (\(fields.isEmpty ? "" : fields + "; ")\(identity))"
    }

    /// `order o-9, days 2`; in a sentence only the first ones.
    func fields(of event: Event, atMost limit: Int = .max) -> String {
        let type = program.schema.types[event.type]
        let isAnswer = Schema.language.index(of: type.name) != nil
        let all = zip(type.fields, event.fields).compactMap { field, value -> String? in
            // The long id of a task says nothing to a person who reads about that task.
            guard let value, !(isAnswer && (field.name == "task" || field.name == "rule")) else { return nil }
            return "\(field.name) \(written(value))"
        }
        return all.prefix(limit).joined(separator: ", ") + (all.count > limit ? ", …" : "")
    }

    func written(_ value: Value) -> String { words.written(value) }
    func value(_ value: Value) -> String { words.value(value) }
    func clock(_ time: Timestamp) -> String { words.clock(time) }
}
