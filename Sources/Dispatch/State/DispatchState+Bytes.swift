package import Engine

/// The byte form of what dispatch knows, version 3: the version, the tasks, the verdicts that wait, those that are
/// held. Version 1 knew no held ones; in versions 1 and 2 the history of a task does not say who gave an answer.
extension DispatchState {
    private static let version: UInt8 = 3

    /// - Parameter folded: in which the verdicts that wait or are held are open.
    package func write(to writer: inout ByteWriter, of folded: FoldedTimeline) {
        writer.byte(DispatchState.version)
        writer.list(tasks.records) { writer, task in task.write(to: &writer) }
        writer.list(waiting) { writer, verdict in folded.write(verdict, to: &writer) }
        writer.list(held) { writer, held in held.write(to: &writer, of: folded) }
    }

    package init(_ reader: inout ByteReader, of folded: FoldedTimeline) throws(StateError) {
        let version = try reader.byte()
        guard (1...DispatchState.version).contains(version) else { throw .unknownVersion(version) }
        tasks = TaskList(
            try reader.list { (reader: inout ByteReader) throws(StateError) in
                try TaskRecord(&reader, saysWho: version > 2)
            })
        waiting = try reader.list { (reader: inout ByteReader) throws(StateError) in try folded.verdict(&reader) }
            .compactMap { $0 }
        if version > 1 {
            held = try reader.list { (reader: inout ByteReader) throws(StateError) in
                try HeldVerdict(&reader, of: folded)
            }
        }
    }
}

extension HeldVerdict {
    fileprivate func write(to writer: inout ByteWriter, of folded: FoldedTimeline) {
        writer.text(id.text)
        writer.optional(verdict) { folded.write($1, to: &$0) }
        switch hold {
        case .until(let until, let reason):
            writer.byte(0)
            writer.optional(until) { $0.time($1) }
            writer.text(reason)
        case .forGood: writer.byte(1)
        }
        writer.optional(learnedLate) { $0.time($1) }
    }

    fileprivate init(_ reader: inout ByteReader, of folded: FoldedTimeline) throws(StateError) {
        id = TaskID(try reader.text())
        verdict = try reader.optional { (reader: inout ByteReader) throws(StateError) in try folded.verdict(&reader) }
            .flatMap { $0 }
        switch try reader.byte() {
        case 0:
            let until = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
            hold = .until(until, reason: try reader.text())
        case 1: hold = .forGood
        default: throw .damaged
        }
        learnedLate = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
    }
}
