package import Events

/// The byte form of a customer's state, version 1: fingerprint, frontier, answers, instances, unfolded events, tasks.
/// An event is written as its place in the sorted timeline.
extension CustomerState {
    private static let version: UInt8 = 1

    /// The state without the events.
    package func encoded() -> [UInt8] {
        var places = [Int](repeating: 0, count: timeline.count)
        for (place, ref) in timeline.order.enumerated() { places[Int(ref)] = place }
        let event = { (writer: inout ByteWriter, ref: EventRef) in writer.number(places[Int(ref)]) }

        var writer = ByteWriter()
        writer.byte(CustomerState.version)
        writer.text(fingerprint)
        writer.number(timeline.count)
        writer.time(fold.frontier)
        writer.list(fold.answers.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key.text)
            writer.time(entry.value.at)
            event(&writer, entry.value.by)
            writer.flag(entry.value.dismissed)
        }
        writer.list(fold.instances) { writer, instance in instance.write(to: &writer, event) }
        writer.list(unfolded, event)
        writer.optional(unpublished) { $0.time($1) }
        writer.list(tasks) { writer, task in task.write(to: &writer) }
        return writer.bytes
    }

    /// The state from its bytes and the customer's retained events, in any order.
    ///
    /// If the rules have changed, some of the events may not fit their schema any more, or again: with another number
    /// of events only the tasks are taken over, and the next `advance` folds anew.
    /// - Throws: `StateError` when the bytes are of a version or a shape that this program does not know.
    package init(customer: Text, bytes: [UInt8], events: [Event]) throws(StateError) {
        self.init(customer: customer)
        timeline = Timeline(events)
        var written = 0
        func event(_ reader: inout ByteReader) throws(StateError) -> EventRef {
            let place = try reader.count()
            guard place < written else { throw .damaged }
            return EventRef(place)
        }

        var reader = ByteReader(bytes)
        let version = try reader.byte()
        guard version == CustomerState.version else { throw .unknownVersion(version) }
        fingerprint = try reader.text()
        written = try reader.count()
        fold.frontier = try reader.time()
        let answers = try reader.list { (reader: inout ByteReader) throws(StateError) -> (TaskID, Answer) in
            let id = TaskID(try reader.text())
            let at = try reader.time()
            let by = try event(&reader)
            return (id, Answer(at: at, by: by, dismissed: try reader.flag()))
        }
        fold.answers = Dictionary(answers) { first, _ in first }
        fold.instances = try reader.list { (reader: inout ByteReader) throws(StateError) in try Instance(&reader, event)
        }
        unfolded = try reader.list(event)
        unpublished = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        let tasks = try reader.list { (reader: inout ByteReader) throws(StateError) in try TaskRecord(&reader) }
        guard reader.isAtEnd else { throw .damaged }
        taskList = TaskList(tasks)
        if written != timeline.count {
            fingerprint = ""
            fold = FoldState()
            unfolded = []
            unpublished = nil
        }
        fold.derive()
    }
}
