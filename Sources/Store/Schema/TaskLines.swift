import Events
import Foundation

/// What the text of a task's file says, for the migration to version 4: as the versions before it wrote that text, each
/// key on a line of its own, and so each event of the evidence and each entry of the history, which comes last.
struct TaskLines {
    private(set) var queue: Text
    private(set) var priority: String
    private(set) var due: Timestamp?
    /// When it ended, if it has.
    private(set) var ended: Timestamp?
    /// Who claimed it first since it opened.
    private(set) var owner: Text?

    /// Nil if something is missing that every such text has.
    init?(_ body: [UInt8]) {
        var words: [Key: String] = [:]
        var history: [Entry] = []
        var isHistory = false
        for line in body.split(separator: UInt8(ascii: "\n")) {
            if line.elementsEqual(#"  "history": ["#.utf8) {
                isHistory = true
            } else if isHistory, line.starts(with: "    {".utf8) {
                guard let entry = Self.decode(Entry.self, line) else { return nil }
                history.append(entry)
            } else if let key = Key.allCases.first(where: { line.starts(with: $0.start.utf8) }) {
                words[key] = Self.decode(String.self, line.dropFirst(key.start.utf8.count))
            }
        }
        guard let queue = words[.queue], let priority = words[.priority], let state = words[.state],
            let last = history.last
        else { return nil }
        self.queue = Text(queue)
        self.priority = priority
        due = words[.due].flatMap(Self.time)
        for entry in history {
            switch entry.change {
            case "opened":
                owner = nil
                ended = nil
            case "claimed": owner = owner ?? entry.note.map { Text($0) }
            case "done", "dismissed", "withdrawn": ended = Self.time(entry.at)
            default: break
            }
        }
        ended = state == "open" ? nil : ended ?? Self.time(last.at)
    }

    private enum Key: String, CaseIterable {
        case queue, priority, state
        case due = "due_at"
        /// How its line begins.
        var start: String { "  \"\(rawValue)\": " }
    }

    private struct Entry: Decodable {
        var at: String
        var change: String
        var note: String?
    }

    private static func time(_ text: String) -> Timestamp? { try? Timestamp.parse(Text(text)).get() }

    /// A value on a line, with or without the comma behind it; nil if it is of another kind.
    private static func decode<Value: Decodable>(_ type: Value.Type, _ line: ArraySlice<UInt8>) -> Value? {
        let json = line.last == UInt8(ascii: ",") ? line.dropLast() : line
        return try? JSONDecoder().decode(type, from: Data(json))
    }
}
