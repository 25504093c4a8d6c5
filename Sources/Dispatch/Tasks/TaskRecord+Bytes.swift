import Engine
import Events
import RuleLanguage

extension TaskRecord {
    func write(to writer: inout ByteWriter) {
        for text in [id.text, rule, title, customer, queue, say] { writer.text(text) }
        writer.list(key) { writer, pair in
            writer.text(pair.name)
            writer.value(pair.value)
        }
        writer.text(Text(taskClass.rawValue))
        writer.text(Text(priority.rawValue))
        writer.time(judgedAt)
        writer.time(openedAt)
        writer.optional(dueAt) { $0.time($1) }
        writer.text(Text(state.rawValue))
        writer.optional(because) { $0.text(Text($1.rawValue)) }
        writer.list(evidence) { $0.identity($1) }
        writer.list(history) { writer, entry in
            writer.time(entry.at)
            writer.text(Text(entry.kind.rawValue))
            writer.optional(entry.because) { $0.text(Text($1.rawValue)) }
            writer.optional(entry.by) { $0.identity($1) }
            writer.optional(entry.note) { $0.text($1) }
            writer.optional(entry.who) { $0.text($1) }
        }
        writer.optional(hasMore ? outreach : nil) { $1.write(to: &$0) }
    }

    /// - Parameter version: of `DispatchState` in bytes: up to 2 the history does not say who gave an answer, up to 3 there
    ///   is nothing of its way to people.
    init(_ reader: inout ByteReader, of version: UInt8) throws(StateError) {
        let id = TaskID(try reader.text())
        let rule = try reader.text()
        let title = try reader.text()
        let customer = try reader.text()
        let queue = try reader.text()
        let say = try reader.text()
        let key = try reader.list { (reader: inout ByteReader) throws(StateError) in
            let name = try reader.text()
            return KeyValue(name: name, value: try reader.value())
        }
        let taskClass: TaskClass = try reader.word()
        let priority: Priority = try reader.word()
        let judgedAt = try reader.time()
        let openedAt = try reader.time()
        let dueAt = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        let state: TaskState = try reader.word()
        let because = try reader.optional { (reader: inout ByteReader) throws(StateError) -> Withdrawal in
            try reader.word()
        }
        let evidence = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.identity() }
        let history = try reader.list { (reader: inout ByteReader) throws(StateError) in
            let at = try reader.time()
            let kind: HistoryEntry.Kind = try reader.word()
            let because = try reader.optional { (reader: inout ByteReader) throws(StateError) -> Withdrawal in
                try reader.word()
            }
            let by = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.identity() }
            let note = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.text() }
            var who: Text?
            if version > 2 {
                who = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.text() }
            }
            return HistoryEntry(at: at, kind: kind, because: because, by: by, note: note, who: who)
        }
        self.init(
            id: id, rule: rule, title: title, customer: customer, key: key, taskClass: taskClass, queue: queue,
            priority: priority, say: say, judgedAt: judgedAt, openedAt: openedAt, dueAt: dueAt, state: state,
            because: because, evidence: evidence, history: history)
        guard version > 3 else { return }
        let outreach = try reader.optional { (reader: inout ByteReader) throws(StateError) in
            try TaskOutreach(&reader, of: version)
        }
        if let outreach { self.outreach = outreach }
    }
}
