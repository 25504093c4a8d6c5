package import Events

/// Reads CloudEvents 1.0 in JSON from files: one object, an array, or one a line. Each of its kinds checks an event
/// whole, and takes from it what one need asks for.
///
/// A reader keeps buffers and texts that come again; use one for many files, from one task at a time.
/// Nothing that it takes from a file is held for longer than the read.
package protocol EventReader: AnyObject {
    /// An event of a file, with what is taken from a good one.
    associatedtype Item: Sendable

    /// Looks whether bytes are JSON, and stands before their first event. Reading piece by piece keeps memory flat.
    /// Throws if they are not JSON at all: a document that does not parse, or lines of which none does.
    func open(_ file: FileText, format: InputFormat) throws(FileRejection) -> EventCursor

    /// The next events, at most `limit` of them; none at the end.
    /// An event later than `latest` is rejected; nil is no such check.
    func next(_ cursor: inout EventCursor, upTo limit: Int, latest: Timestamp?) -> [Item]
}

extension EventReader {
    /// The same of bytes in memory.
    package func open(_ bytes: [UInt8], format: InputFormat) throws(FileRejection) -> EventCursor {
        try open(FileText(bytes), format: format)
    }

    /// All events of a file. Throws if it is not JSON at all; then nothing of it counts.
    package func read(
        _ bytes: [UInt8], format: InputFormat, latest: Timestamp?
    ) throws(FileRejection) -> [Item] {
        var cursor = try open(bytes, format: format)
        return next(&cursor, upTo: .max, latest: latest)
    }
}
