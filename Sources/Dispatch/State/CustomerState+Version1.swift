import Engine
import Events

/// The first byte form: fingerprint, how many events, frontier, answers, instances, unfolded events, the earliest
/// verdict that waited, tasks. Only the tasks are taken over; the fold, which follows from the events, is stepped over
/// and made anew.
extension CustomerState {
    init(customer: Text, version1 bytes: [UInt8], events: [Event]) throws(StateError) {
        self.init(customer: customer)
        folded = FoldedTimeline(customer: customer, sorted: events.sorted())
        var reader = ByteReader(bytes, from: 1)
        _ = try reader.text()
        _ = try reader.count()
        _ = try reader.time()
        try reader.skip { (reader: inout ByteReader) throws(StateError) in
            _ = try reader.text()
            _ = try reader.time()
            _ = try reader.count()
            _ = try reader.flag()
        }
        try reader.skip { (reader: inout ByteReader) throws(StateError) in try reader.skipInstanceOfVersion1() }
        try reader.skip { (reader: inout ByteReader) throws(StateError) in _ = try reader.count() }
        _ = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.time() }
        dispatch.tasks = TaskList(
            try reader.list { (reader: inout ByteReader) throws(StateError) in
                try TaskRecord(&reader, of: 1)
            })
        guard reader.isAtEnd else { throw .damaged }
    }
}

extension ByteReader {
    /// Steps over a list.
    fileprivate mutating func skip(_ item: (inout ByteReader) throws(StateError) -> Void) throws(StateError) {
        for _ in 0..<(try count()) { try item(&self) }
    }

    /// Rule, key, episodes, cooling, date.
    fileprivate mutating func skipInstanceOfVersion1() throws(StateError) {
        _ = try count()
        try skip { (reader: inout ByteReader) throws(StateError) in _ = try reader.value() }
        try skip { (reader: inout ByteReader) throws(StateError) in
            _ = try reader.flag()
            _ = try reader.count()
            _ = try reader.time()
            _ = try reader.time()
            try reader.skip { (reader: inout ByteReader) throws(StateError) in _ = try reader.count() }
            if try reader.flag() { try reader.skipDateNameOfVersion1() }
            _ = try reader.flag()
        }
        if try flag() { _ = try time() }
        guard try flag() else { return }
        _ = try value()
        _ = try count()
        _ = try time()
        if try flag() { _ = try time() }
        if try flag() { try skipDateNameOfVersion1() }
        try skip { (reader: inout ByteReader) throws(StateError) in try reader.skipDateNameOfVersion1() }
    }

    /// The value, and the year if there is one.
    fileprivate mutating func skipDateNameOfVersion1() throws(StateError) {
        _ = try value()
        if try flag() { _ = try count() }
    }
}
