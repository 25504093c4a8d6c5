package import Engine
package import Events

/// A customer of whom surges are asked, as if all that was asked had been gathered; the stream itself is as if all had come
/// out. What else becomes of the customer is the same in both.
package struct SurgeFork: Sendable {
    var state: CustomerState
    /// The tasks that were asked about and have not ended.
    var asked: [TaskID: SurgeName] = [:]

    init(_ state: CustomerState) { self.state = state }

    /// Which of them ended.
    var left: [TaskID] {
        let gathered = Set(state.dispatch.gathered.map(\.task))
        return asked.keys.filter { !gathered.contains($0) }.sorted()
    }
}

extension SurgeFork {
    package func write(to writer: inout ByteWriter, naming: (Text) -> Text) {
        writer.raw(state.encoded(naming: naming))
        writer.list(asked.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key.text)
            writer.text(entry.value.rule)
            writer.optional(entry.value.group) { $0.value($1) }
        }
    }

    /// - Parameters:
    ///   - events: those that the customer's state retains.
    ///   - asked: what was read behind the state.
    package init(
        customer: Text, _ bytes: [UInt8], _ asked: Asked, events: [Event], named: (Text) -> Text
    ) throws(StateError) {
        state = try CustomerState(customer: customer, bytes: bytes, events: events, named: named)
        self.asked = asked.names
    }

    /// The tasks that were asked about.
    package struct Asked { fileprivate let names: [TaskID: SurgeName] }

    package static func asked(_ reader: inout ByteReader) throws(StateError) -> Asked {
        let asked = try reader.list { (reader: inout ByteReader) throws(StateError) -> (TaskID, SurgeName) in
            let task = TaskID(try reader.text())
            let rule = try reader.text()
            let group = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.value() }
            return (task, SurgeName(rule: rule, group: group))
        }
        return Asked(names: Dictionary(asked) { first, _ in first })
    }
}
