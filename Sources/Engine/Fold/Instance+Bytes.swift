import Events

typealias WriteEvent = (inout ByteWriter, EventRef) -> Void

typealias ReadEvent = (inout ByteReader) throws(StateError) -> EventRef

extension Instance {
    func write(to writer: inout ByteWriter, _ event: WriteEvent) {
        writer.number(rule)
        writer.list(key) { $0.value($1) }
        writer.list(episodes) { writer, episode in
            writer.flag(episode.status == .open)
            event(&writer, episode.anchor)
            writer.time(episode.anchorTime)
            writer.time(episode.judging)
            writer.list(episode.triggers.all, event)
            writer.optional(episode.date) { $1.write(to: &$0) }
            writer.flag(episode.isReconciled)
        }
        writer.optional(coolsUntil) { $0.time($1) }
        writer.optional(date) { writer, date in
            writer.value(date.value)
            event(&writer, date.setBy)
            writer.time(date.setAt)
            writer.optional(date.pending) { $0.time($1) }
            writer.optional(date.next) { $1.write(to: &$0) }
            writer.list(date.settled.sorted { ($0.value, $0.year ?? 0) < ($1.value, $1.year ?? 0) }) {
                $1.write(to: &$0)
            }
        }
    }

    init(_ reader: inout ByteReader, _ event: ReadEvent) throws(StateError) {
        rule = try reader.count()
        key = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.value() }
        episodes = try reader.list { (reader: inout ByteReader) throws(StateError) in
            let isOpen = try reader.flag()
            let anchor = try event(&reader)
            let anchorTime = try reader.time()
            let judging = try reader.time()
            guard let triggers = Triggers(try reader.list(event)) else { throw .damaged }
            let date = try reader.optional { (reader: inout ByteReader) throws(StateError) in try DateName(&reader) }
            return Episode(
                status: isOpen ? .open : .armed, anchor: anchor, anchorTime: anchorTime, judging: judging,
                triggers: triggers, date: date, isReconciled: try reader.flag())
        }
        coolsUntil = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        date = try reader.optional { (reader: inout ByteReader) throws(StateError) in
            let value = try reader.value()
            let setBy = try event(&reader)
            let setAt = try reader.time()
            let pending = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
            let next = try reader.optional { (reader: inout ByteReader) throws(StateError) in try DateName(&reader) }
            let settled = try reader.list { (reader: inout ByteReader) throws(StateError) in try DateName(&reader) }
            return DateProgress(
                value: value, setBy: setBy, setAt: setAt, pending: pending, next: next, settled: Set(settled))
        }
    }
}

extension DateName {
    func write(to writer: inout ByteWriter) {
        writer.value(value)
        writer.optional(year) { $0.number($1) }
    }

    init(_ reader: inout ByteReader) throws(StateError) {
        value = try reader.value()
        year = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.count() }
    }
}
