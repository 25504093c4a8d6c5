import Events

typealias WriteEvent = (inout ByteWriter, EventRef) -> Void

typealias ReadEvent = (inout ByteReader) throws(StateError) -> EventRef

extension Instance {
    func write(to writer: inout ByteWriter, _ event: WriteEvent) {
        writer.number(rule)
        writer.list(key) { $0.value($1) }
        writer.list(episodes) { writer, episode in
            switch episode.phase {
            case .armed:
                writer.byte(episode.clock == nil ? 0 : 2)
                if let clock = episode.clock { clock.write(to: &writer) }
            case .open: writer.byte(1)
            }
            event(&writer, episode.anchor)
            writer.time(episode.anchorTime)
            writer.time(episode.judging)
            writer.list(episode.triggers.all, event)
            writer.optional(episode.date) { $1.write(to: &$0) }
        }
        writer.optional(coolsUntil) { $0.time($1) }
        writer.optional(date) { $1.write(to: &$0, event) }
    }

    init(_ reader: inout ByteReader, _ event: ReadEvent) throws(StateError) {
        let rule = try reader.count()
        self.init(
            rule: rule, key: try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.value() })
        episodes = try reader.list { (reader: inout ByteReader) throws(StateError) in try Episode(&reader, event) }
        coolsUntil = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        date = try reader.optional { (reader: inout ByteReader) throws(StateError) in
            try DateProgress(&reader, event)
        }
    }
}

extension Episode {
    init(_ reader: inout ByteReader, _ event: ReadEvent) throws(StateError) {
        let phase: Phase
        var clock: WaitClock?
        switch try reader.byte() {
        case 0: phase = .armed
        case 1: phase = .open
        // Before there were pauses nothing wrote it.
        case 2:
            phase = .armed
            clock = try WaitClock(&reader)
        default: throw .damaged
        }
        let anchor = try event(&reader)
        let anchorTime = try reader.time()
        let judging = try reader.time()
        guard let triggers = Triggers(try reader.list(event)) else { throw .damaged }
        let date = try reader.optional { (reader: inout ByteReader) throws(StateError) in try DateName(&reader) }
        self.init(
            phase: phase, origin: date.map { .date($0) } ?? .event, anchor: anchor, anchorTime: anchorTime,
            judging: judging, clock: clock, triggers: triggers)
    }
}

extension DateProgress {
    func write(to writer: inout ByteWriter, _ event: WriteEvent) {
        writer.value(value)
        event(&writer, setBy)
        writer.time(setAt)
        switch next {
        case .none: writer.flag(false)
        case .waits(let instant, let name):
            writer.flag(true)
            writer.time(instant)
            name.write(to: &writer)
        }
        writer.list(settled.sorted { ($0.value, $0.year ?? 0) < ($1.value, $1.year ?? 0) }) { $1.write(to: &$0) }
    }

    init(_ reader: inout ByteReader, _ event: ReadEvent) throws(StateError) {
        let value = try reader.value()
        let setBy = try event(&reader)
        self.init(value: value, setBy: setBy, setAt: try reader.time())
        if try reader.flag() {
            let instant = try reader.time()
            next = .waits(until: instant, try DateName(&reader))
        }
        settled = Set(try reader.list { (reader: inout ByteReader) throws(StateError) in try DateName(&reader) })
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
