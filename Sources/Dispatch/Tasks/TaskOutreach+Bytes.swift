import Engine
import Events

extension TaskOutreach {
    func write(to writer: inout ByteWriter) {
        writer.flag(isNeverOut)
        writer.optional(hold) { writer, hold in
            writer.text(Text(hold.gate.rawValue))
            writer.optional(hold.until) { $0.time($1) }
            writer.optional(hold.incident) { $0.text($1.text) }
        }
        for time in [gatheredAt, endedAt, askedAt, claimedAt, snoozedUntil] { writer.optional(time) { $0.time($1) } }
        writer.optional(owner) { $0.text($1) }
        writer.list(earlierAnswers) { $0.identity($1) }
        writer.list(escalated) { $0.number($1) }
        writer.list(unverified) { $0.text($1) }
        writer.optional(members) { writer, members in
            writer.list(members) { writer, member in
                writer.text(member.customer)
                writer.text(member.task.text)
            }
        }
    }

    init(_ reader: inout ByteReader) throws(StateError) {
        isNeverOut = try reader.flag()
        hold = try reader.optional { (reader: inout ByteReader) throws(StateError) -> TaskHold in
            let gate: GateKind = try reader.word()
            let until = try reader.optionalTime()
            let incident = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.text() }
            return TaskHold(gate: gate, until: until, incident: incident.map { TaskID($0) })
        }
        gatheredAt = try reader.optionalTime()
        endedAt = try reader.optionalTime()
        askedAt = try reader.optionalTime()
        claimedAt = try reader.optionalTime()
        snoozedUntil = try reader.optionalTime()
        owner = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.text() }
        earlierAnswers = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.identity() }
        escalated = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.count() }
        unverified = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.text() }
        members = try reader.optional { (reader: inout ByteReader) throws(StateError) in
            try reader.list { (reader: inout ByteReader) throws(StateError) in
                let customer = try reader.text()
                return TaskMember(customer: customer, task: TaskID(try reader.text()))
            }
        }
    }
}

extension ByteReader {
    fileprivate mutating func optionalTime() throws(StateError) -> Timestamp? {
        try optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
    }
}
