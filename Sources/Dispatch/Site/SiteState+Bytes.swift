package import Engine
import Events

/// The byte form of a site, version 2: the version, when feeds were heard, the surges, the calls; each sorted. In version 1
/// an escalation that was done to an incident is named by its place in the rule.
extension SiteState {
    private static let version: UInt8 = 2

    /// The same for the same site, whatever order it came in.
    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(SiteState.version)
        writer.list(heard.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key)
            writer.time(entry.value)
        }
        writer.list(Set(recent.keys).union(openIncidents.keys).sorted()) { writer, name in
            writer.text(name.rule)
            writer.optional(name.group) { $0.value($1) }
            writer.list(recent[name]?.passages ?? []) { writer, passage in
                writer.time(passage.at)
                writer.text(passage.task.text)
            }
            writer.optional(openIncidents[name]) { $1.write(to: &$0) }
        }
        writer.list(calls.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key)
            writer.list(entry.value) { writer, call in
                writer.text(call.incident.text)
                writer.text(call.task.text)
                writer.answer(call.answer)
                writer.flag(call.isDismissed)
            }
        }
        return writer.bytes
    }

    /// - Throws: `StateError` when the bytes are of a version or a shape that this program does not know.
    package init(bytes: [UInt8]) throws(StateError) {
        var reader = ByteReader(bytes)
        let version = try reader.byte()
        guard (1...SiteState.version).contains(version) else { throw .unknownVersion(version) }
        let heard = try reader.list { (reader: inout ByteReader) throws(StateError) -> (Text, Timestamp) in
            let prefix = try reader.text()
            return (prefix, try reader.time())
        }
        self.init(heard: Dictionary(heard) { max($0, $1) })
        _ = try reader.list { (reader: inout ByteReader) throws(StateError) in
            let rule = try reader.text()
            let group = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.value() }
            let name = SurgeName(rule: rule, group: group)
            recent[name] = try RecentTasks(&reader)
            openIncidents[name] = try reader.optional { (reader: inout ByteReader) throws(StateError) in
                try Incident(&reader, group, of: version)
            }
        }
        let calls = try reader.list { (reader: inout ByteReader) throws(StateError) -> (Text, [IncidentCall]) in
            let customer = try reader.text()
            let calls = try reader.list { (reader: inout ByteReader) throws(StateError) -> IncidentCall in
                let incident = TaskID(try reader.text())
                let task = TaskID(try reader.text())
                let answer = try reader.answer()
                return IncidentCall(
                    incident: incident, task: task, answer: answer, isDismissed: try reader.flag())
            }
            return (customer, calls)
        }
        self.calls = Dictionary(calls) { $0 + $1 }
        guard reader.isAtEnd else { throw .damaged }
    }
}

extension RecentTasks {
    fileprivate init(_ reader: inout ByteReader) throws(StateError) {
        passages = try reader.list { (reader: inout ByteReader) throws(StateError) -> Passage in
            let at = try reader.time()
            return Passage(at: at, task: TaskID(try reader.text()))
        }
    }
}

extension Incident {
    fileprivate func write(to writer: inout ByteWriter) {
        task.write(to: &writer)
        writer.list(members.sorted()) { writer, member in
            writer.text(member.customer)
            writer.text(member.task.text)
        }
        writer.list(notes) { $0.answer($1) }
        writer.flag(isTold)
        writer.optional(escalates) { $0.time($1) }
    }

    fileprivate init(_ reader: inout ByteReader, _ group: Value?, of version: UInt8) throws(StateError) {
        // The first version wrote tasks as the fourth of customers did.
        let task = try TaskRecord(&reader, of: version + 3)
        let members = try reader.list { (reader: inout ByteReader) throws(StateError) -> TaskMember in
            let customer = try reader.text()
            return TaskMember(customer: customer, task: TaskID(try reader.text()))
        }
        let notes = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.answer() }
        let isTold = try reader.flag()
        let escalates = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        self.init(task: task, group: group, members: Set(members), notes: notes, isTold: isTold, escalates: escalates)
    }
}
