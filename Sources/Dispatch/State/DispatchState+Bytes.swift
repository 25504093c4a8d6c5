package import Engine
import Events

/// The byte form of what dispatch knows, version 6: the version, the tasks, the verdicts that wait, those that are held,
/// when an `escalate` is asked, which instant is not settled, the answers to incidents, what is followed. Up to version 5
/// nothing was followed; version 1 knew no held ones; in
/// versions 1 and 2 the history of a task does not say who gave an answer; up to version 3 nothing was held by a gate of the
/// language, nor escalated, nor gathered; in version 4 an escalation that was done is named by its place in the rule.
extension DispatchState {
    private static let version: UInt8 = 6
    /// The stamp of no escalations: they are asked when the customer is next looked at.
    private static let notAsked = -1

    /// - Parameter folded: in which the verdicts that wait or are held are open.
    package func write(to writer: inout ByteWriter, of folded: FoldedTimeline) {
        writer.byte(DispatchState.version)
        writer.list(tasks.records) { writer, task in task.write(to: &writer) }
        writer.list(waiting) { writer, verdict in folded.write(verdict, to: &writer) }
        writer.list(held) { writer, held in held.write(to: &writer, of: folded) }
        writer.optional(escalates) { $0.time($1) }
        writer.number(escalatesBy)
        writer.optional(unsettled) { $0.time($1) }
        writer.list(tasks.incidentAnswers.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key.text)
            writer.answer(entry.value)
        }
        writer.list(followed) { writer, task in task.write(to: &writer) }
        writer.list(followedOutcomes) { $0.number($1) }
    }

    package init(_ reader: inout ByteReader, of folded: FoldedTimeline) throws(StateError) {
        let version = try reader.byte()
        guard (1...DispatchState.version).contains(version) else { throw .unknownVersion(version) }
        let records = try reader.list { (reader: inout ByteReader) throws(StateError) in
            try TaskRecord(&reader, of: version)
        }
        tasks = TaskList(records)
        waiting = try reader.list { (reader: inout ByteReader) throws(StateError) in try folded.verdict(&reader) }
            .compactMap { $0 }
        if version < 4 {
            // Nothing was held before by a gate that a program could name: from version 2 on that is an empty list.
            if version > 1, try reader.count() != 0 { throw .damaged }
            return
        }
        held = try reader.list { (reader: inout ByteReader) throws(StateError) in
            try HeldVerdict(&reader, of: folded)
        }
        escalates = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        escalatesBy = version > 4 ? Int(try reader.number()) : DispatchState.notAsked
        unsettled = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        let answers = try reader.list { (reader: inout ByteReader) throws(StateError) -> (TaskID, Event) in
            let id = TaskID(try reader.text())
            return (id, try reader.answer())
        }
        for (id, answer) in answers { tasks.end(id, by: answer) }
        if version < 6 { return }
        followed = try reader.list { (reader: inout ByteReader) throws(StateError) in try FollowedTask(&reader) }
        followedOutcomes = try reader.list { (reader: inout ByteReader) throws(StateError) in Int(try reader.number()) }
    }
}

extension HeldVerdict {
    fileprivate func write(to writer: inout ByteWriter, of folded: FoldedTimeline) {
        writer.text(id.text)
        writer.optional(verdict) { folded.write($1, to: &$0) }
        writer.optional(learnedLate) { $0.time($1) }
        writer.optional(asksAt) { $0.time($1) }
        writer.list(feeds) { writer, wait in
            writer.text(wait.feed)
            writer.time(wait.needs)
        }
        writer.optional(told) { $0.text(Text($1.rawValue)) }
        writer.flag(passesSurge)
    }

    fileprivate init(_ reader: inout ByteReader, of folded: FoldedTimeline) throws(StateError) {
        id = TaskID(try reader.text())
        verdict = try reader.optional { (reader: inout ByteReader) throws(StateError) in try folded.verdict(&reader) }
            .flatMap { $0 }
        learnedLate = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        asksAt = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        feeds = try reader.list { (reader: inout ByteReader) throws(StateError) in
            let feed = try reader.text()
            return FeedWait(feed: feed, needs: try reader.time())
        }
        told = try reader.optional { (reader: inout ByteReader) throws(StateError) -> GateKind in try reader.word() }
        passesSurge = try reader.flag()
    }
}

extension ByteWriter {
    /// An answer, with what a task tells of it.
    mutating func answer(_ event: Event) {
        identity(event.identity)
        number(event.type)
        text(event.customer)
        time(event.time)
        list(Array(event.fields)) { writer, field in writer.optional(field) { $0.value($1) } }
    }
}

extension ByteReader {
    mutating func answer() throws(StateError) -> Event {
        let identity = try identity()
        let type = try count()
        let customer = try text()
        let time = try time()
        let fields = try list { (reader: inout ByteReader) throws(StateError) in
            try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.value() }
        }
        guard type < Schema.language.types.count else { throw .damaged }
        return Event(identity: identity, type: type, customer: customer, time: time, fields: fields)
    }

    /// One of an enumeration's words.
    mutating func word<T: RawRepresentable<String>>() throws(StateError) -> T {
        let text = try text()
        guard let word = T(rawValue: text.string) else { throw .damaged }
        return word
    }
}
