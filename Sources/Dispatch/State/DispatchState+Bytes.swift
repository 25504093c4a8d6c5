package import Engine

/// The byte form of what dispatch knows, version 1: the version, the tasks, the verdicts that wait.
extension DispatchState {
    private static let version: UInt8 = 1

    /// - Parameter folded: in which the verdicts that wait are open.
    package func write(to writer: inout ByteWriter, of folded: FoldedTimeline) {
        writer.byte(DispatchState.version)
        writer.list(tasks.records) { writer, task in task.write(to: &writer) }
        writer.list(waiting) { writer, verdict in folded.write(verdict, to: &writer) }
    }

    package init(_ reader: inout ByteReader, of folded: FoldedTimeline) throws(StateError) {
        let version = try reader.byte()
        guard version == DispatchState.version else { throw .unknownVersion(version) }
        tasks = TaskList(try reader.list { (reader: inout ByteReader) throws(StateError) in try TaskRecord(&reader) })
        waiting = try reader.list { (reader: inout ByteReader) throws(StateError) in try folded.verdict(&reader) }
            .compactMap { $0 }
    }
}
