import Events
import Foundation
import Glibc

/// A task as its file says it: what a reader needs who has nothing but the folder.
public struct TaskDocument: Decodable, Sendable {
    public var id: String
    public var rule: String
    public var title: String
    public var customer: String
    /// Sorted by name.
    public var key: [(name: String, value: String)]
    public var taskClass: String
    public var queue: String
    public var priority: String
    public var say: String
    /// The times as RFC 3339 in UTC, as they stand in the file.
    public var judgedAt: String
    public var openedAt: String
    public var dueAt: String?
    public var state: String
    public var because: String?
    public var evidence: [Evidence]
    public var history: [Entry]

    /// An event of the evidence.
    public struct Evidence: Decodable, Sendable {
        public var source: String
        public var id: String
        public var type: String
        public var time: String
        /// What it says, sorted by name; a list or an object inside it as `…`.
        public var data: [(name: String, value: String)]

        private enum CodingKeys: String, CodingKey { case source, id, type, time, data }

        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            source = try fields.decode(String.self, forKey: .source)
            id = try fields.decode(String.self, forKey: .id)
            type = try fields.decode(String.self, forKey: .type)
            time = try fields.decode(String.self, forKey: .time)
            data = try (fields.decodeIfPresent([String: DataText].self, forKey: .data) ?? [:])
                .compactMap { field in field.value.text.map { (name: field.key, value: $0) } }
                .sorted { $0.name < $1.name }
        }
    }

    /// One thing that happened to the task.
    public struct Entry: Decodable, Sendable {
        public var at: String
        public var change: String
        public var because: String?
        public var by: String?
        public var note: String?
    }

    private enum CodingKeys: String, CodingKey {
        case id, rule, title, customer, key, queue, priority, say, state, because, evidence, history
        case taskClass = "class"
        case judgedAt = "judged_at"
        case openedAt = "opened_at"
        case dueAt = "due_at"
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        rule = try fields.decode(String.self, forKey: .rule)
        title = try fields.decode(String.self, forKey: .title)
        customer = try fields.decode(String.self, forKey: .customer)
        key = try fields.decode([String: KeyText].self, forKey: .key)
            .map { (name: $0.key, value: $0.value.text) }.sorted { $0.name < $1.name }
        taskClass = try fields.decode(String.self, forKey: .taskClass)
        queue = try fields.decode(String.self, forKey: .queue)
        priority = try fields.decode(String.self, forKey: .priority)
        say = try fields.decode(String.self, forKey: .say)
        judgedAt = try fields.decode(String.self, forKey: .judgedAt)
        openedAt = try fields.decode(String.self, forKey: .openedAt)
        dueAt = try fields.decodeIfPresent(String.self, forKey: .dueAt)
        state = try fields.decode(String.self, forKey: .state)
        because = try fields.decodeIfPresent(String.self, forKey: .because)
        evidence = try fields.decode([Evidence].self, forKey: .evidence)
        history = try fields.decode([Entry].self, forKey: .history)
    }

    /// Reads the text of a task's file; nil if it is none.
    public init?(bytes: [UInt8]) {
        guard let task = try? JSONDecoder().decode(TaskDocument.self, from: Data(bytes)) else { return nil }
        self = task
    }
}

/// A value of an event's data, as a person reads it; nil for `null`.
private struct DataText: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            text = nil
        } else if let truth = try? value.decode(Bool.self) {
            text = truth ? "true" : "false"
        } else if let number = try? value.decode(Double.self) {
            text = number.shortestDecimal
        } else {
            text = (try? value.decode(String.self)) ?? "…"
        }
    }
}

/// A value of the key, as text.
private struct KeyText: Decodable {
    var text: String
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
            text = flag ? "true" : "false"
        } else if let number = try? value.decode(Double.self) {
            text = number.shortestDecimal
        } else {
            text = try value.decode(String.self)
        }
    }
}
