import Glibc

extension EventReader {
    /// How many bytes of a file can be read that may still grow: of lines those that have ended, and the last one too if
    /// it is JSON as it stands; of a document all of it, if it is one. Nil if there is nothing to read yet.
    package func wholeCount(of bytes: [UInt8], format: InputFormat) -> Int? {
        guard let cursor = try? open(bytes, format: format) else { return nil }
        guard cursor.isLines else { return bytes.count }
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let last = Array(bytes[end...])
        let count = last.allSatisfy(isSpace) || (try? open(last, format: .ndjson)) == nil ? end : bytes.count
        return bytes[..<count].allSatisfy(isSpace) ? nil : count
    }

    /// How many events a file begins with that need not be read again, if its first `count` bytes held `events` of them
    /// when it ended there. A document that has grown is another document; a line that has grown is another line.
    package func eventsKept(_ events: Int, ofFirst count: Int, in cursor: EventCursor) -> Int {
        guard cursor.isLines else { return 0 }
        return cursor.file.withBytes { text in
            guard count > 0, count < text.count, text[count - 1] != UInt8(ascii: "\n") else { return events }
            let rest = text[count...].prefix { $0 != UInt8(ascii: "\n") }
            return rest.allSatisfy(isSpace) ? events : max(0, events - 1)
        }
    }
}
