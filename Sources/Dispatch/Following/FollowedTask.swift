import Engine
import Events

/// A task that came out, or an episode that was held out, of which it is told what came of it: who it is, since when, and
/// who was heard first.
struct FollowedTask: Hashable, Sendable {
    let id: TaskID
    let rule: Text
    let key: [KeyValue]
    /// When its verdict was due.
    let judgedAt: Timestamp
    /// When it first came out, or was gathered; of an episode that was held out when it was judged. Nil: a gate holds it, and
    /// it is followed because others of its rule are held out.
    var outAt: Timestamp?
    /// Whether its anchor is a touch of theirs.
    let isTheirs: Bool
    /// The earliest touches since it came out, as far as they are known.
    var ours: Timestamp?
    var theirs: Timestamp?
}

extension FollowedTask {
    func write(to writer: inout ByteWriter) {
        writer.text(id.text)
        writer.text(rule)
        writer.list(key) { writer, pair in
            writer.text(pair.name)
            writer.value(pair.value)
        }
        writer.time(judgedAt)
        writer.optional(outAt) { $0.time($1) }
        writer.flag(isTheirs)
        writer.optional(ours) { $0.time($1) }
        writer.optional(theirs) { $0.time($1) }
    }

    init(_ reader: inout ByteReader) throws(StateError) {
        let time = { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        id = TaskID(try reader.text())
        rule = try reader.text()
        key = try reader.list { (reader: inout ByteReader) throws(StateError) in
            let name = try reader.text()
            return KeyValue(name: name, value: try reader.value())
        }
        judgedAt = try reader.time()
        outAt = try reader.optional(time)
        isTheirs = try reader.flag()
        ours = try reader.optional(time)
        theirs = try reader.optional(time)
    }
}
