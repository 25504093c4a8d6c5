import Engine
package import Events
import TaskDispatch
import TaskFiles

/// What a customer tells the surge of a rule and group.
package struct SurgeMessage: Sendable {
    /// Of which surge, as text without meaning to others.
    package let surge: Text
    package let at: Timestamp
    /// For `SurgeOutcome.init`.
    package let bytes: [UInt8]
}

/// What is told of a task: a line with its end, if any, and the task.
struct Telling {
    var line: [UInt8]
    var task: TaskFile?
}

/// A note with what it tells, as bytes.
enum SurgeLetter {
    static let version: UInt8 = 1

    static func bytes(of note: SurgeNote, _ telling: Telling?) -> [UInt8] {
        var writer = ByteWriter()
        note.write(to: &writer)
        writer.optional(telling) { writer, telling in
            writer.raw(telling.line)
            writer.optional(telling.task) { writer, task in
                writer.text(task.id.text)
                writer.text(Text(task.place.rawValue))
                writer.raw(task.bytes)
            }
        }
        return Sealed.bytes(of: writer.bytes, version: version, for: note.surge)
    }

    static func read(_ bytes: [UInt8], of surge: Text) throws(StateError) -> (SurgeNote, Telling?) {
        var reader = try Sealed.reader(of: bytes, version: version, for: surge)
        let note = try SurgeNote(&reader)
        let telling = try reader.optional { (reader: inout ByteReader) throws(StateError) -> Telling in
            let line = try reader.raw()
            let task = try reader.optional { (reader: inout ByteReader) throws(StateError) -> TaskFile in
                let id = TaskID(try reader.text())
                guard let place = TaskPlace(rawValue: try reader.text().string) else { throw .damaged }
                return TaskFile(id: id, place: place, bytes: try reader.raw())
            }
            return Telling(line: line, task: task)
        }
        guard reader.isAtEnd, note.surge == surge else { throw .damaged }
        return (note, telling)
    }
}
