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
        writer.list(escalated) { $0.escalation($1) }
        writer.list(unverified) { $0.text($1) }
        writer.optional(members) { writer, members in
            writer.list(members) { writer, member in
                writer.text(member.customer)
                writer.text(member.task.text)
            }
        }
    }

    /// - Parameter version: of `DispatchState` in bytes: in 4 escalations have their place for a name.
    init(_ reader: inout ByteReader, of version: UInt8) throws(StateError) {
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
        escalated = try reader.list { (reader: inout ByteReader) throws(StateError) in
            version > 4 ? try reader.escalation() : .place(try reader.count())
        }
        unverified = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.text() }
        members = try reader.optional { (reader: inout ByteReader) throws(StateError) in
            try reader.list { (reader: inout ByteReader) throws(StateError) in
                let customer = try reader.text()
                return TaskMember(customer: customer, task: TaskID(try reader.text()))
            }
        }
    }
}

extension ByteWriter {
    fileprivate mutating func escalation(_ done: DoneEscalation) {
        switch done {
        case .form(let form):
            flag(true)
            text(form)
        case .place(let place):
            flag(false)
            number(place)
        }
    }
}

extension ByteReader {
    fileprivate mutating func escalation() throws(StateError) -> DoneEscalation {
        try flag() ? .form(try text()) : .place(try count())
    }

    fileprivate mutating func optionalTime() throws(StateError) -> Timestamp? {
        try optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
    }
}
