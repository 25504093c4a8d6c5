import Events
import Foundation
import Glibc
import TaskDispatch

/// A task as its file says it: what a reader needs who has nothing but the folder.
package struct TaskDocument: Decodable, Sendable {
    package var id: String
    package var rule: String
    package var title: String
    package var customer: String
    /// Sorted by name.
    package var key: [(name: String, value: String)]
    package var taskClass: String
    package var queue: String
    package var priority: String
    package var say: String
    /// The times as RFC 3339 in UTC, as they stand in the file.
    package var judgedAt: String
    /// Nil if it never came out.
    package var openedAt: String?
    package var dueAt: String?
    package var state: String
    package var because: String?
    /// The gate that keeps it back, and until when, as far as that is known.
    package var heldBy: String?
    package var heldUntil: String?
    /// Of a task that is gathered: the id of the incident.
    package var incident: String?
    /// Who has it, since when, and until when it sleeps.
    package var owner: String?
    package var claimedAt: String?
    package var snoozedUntil: String?
    /// The feeds that were silent when it came out nevertheless.
    package var unverified: [String]
    /// Of an incident: the tasks that are gathered in it.
    package var members: [Member]?
    package var evidence: [Evidence]
    /// Who brought each event of the evidence; nil where that is not known.
    package var bringers: [String?]
    /// The event that ended it, and who brought that; nil while it lives, where no event did, or it was not kept.
    package var endedBy: Evidence?
    package var endedByBringer: String?
    package var history: [Entry]

    /// An event of the evidence, or that which ended it.
    package struct Evidence: Decodable, Sendable {
        package var source: String
        package var id: String
        package var type: String
        package var time: String
        /// What it says, sorted by name, of objects inside it by their way; a list inside it as `…`.
        package var data: [(name: String, value: String)]

        private enum CodingKeys: String, CodingKey {
            case source, id, type, time, data
            case encoded = "data_base64"
        }

        package init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            source = try fields.decode(String.self, forKey: .source)
            id = try fields.decode(String.self, forKey: .id)
            // Of evidence that is only named it is not told.
            type = try fields.decodeIfPresent(String.self, forKey: .type) ?? "…"
            time = try fields.decode(String.self, forKey: .time)
            data = try fields.decodeIfPresent(DataTexts.self, forKey: .data)?.texts ?? []
            if let held = try? fields.decodeIfPresent(String.self, forKey: .encoded),
                let bytes = Data(base64Encoded: held)
            {
                data = (try? JSONDecoder().decode(DataTexts.self, from: bytes))?.texts ?? data
            }
        }
    }

    /// A task that is gathered in an incident.
    package struct Member: Decodable, Sendable {
        package var task: String
        package var customer: String
    }

    /// One thing that happened to the task.
    package struct Entry: Decodable, Sendable {
        package var at: String
        package var change: String
        package var because: String?
        package var by: String?
        package var note: String?
        /// Who gave the answer, if it says so.
        package var who: String?

        fileprivate var kind: HistoryEntry.Kind? { HistoryEntry.Kind(rawValue: change) }

        /// Whether what people said is to be told before another entry.
        fileprivate func belongsBefore(_ other: Entry) -> Bool {
            guard case .success(let time) = Timestamp.parse(Text(at)),
                case .success(let otherTime) = Timestamp.parse(Text(other.at)), let kind = other.kind
            else { return false }
            return kind.isEnding && time <= otherTime || kind.isNote && time < otherTime
        }
    }

    /// The event that ended the task, if an entry of the history is that ending.
    package func proof(of entry: Entry) -> Evidence? {
        guard entry.kind?.isEnding == true else { return nil }
        return endedBy.flatMap { entry.by == "\($0.source) \($0.id)" ? $0 : nil }
    }

    /// The history as it came about: a turn notes what people said of a task behind its end, though they said it before
    /// they knew of that.
    package var story: [Entry] {
        var story: [Entry] = []
        for entry in history {
            let before = entry.kind?.isNote == true ? story.lastIndex { !entry.belongsBefore($0) } : nil
            story.insert(entry, at: before.map { $0 + 1 } ?? story.endIndex)
        }
        return story
    }

    private enum CodingKeys: String, CodingKey {
        case id, rule, title, customer, key, queue, priority, say, state, because, incident, owner, unverified, members
        case evidence, history
        case bringers = "brought"
        case endedBy = "ended_by"
        case endedByBringer = "ended_by_brought"
        case taskClass = "class"
        case judgedAt = "judged_at"
        case openedAt = "opened_at"
        case dueAt = "due_at"
        case heldBy = "held_by"
        case heldUntil = "held_until"
        case claimedAt = "claimed_at"
        case snoozedUntil = "snoozed_until"
    }

    package init(from decoder: any Decoder) throws {
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
        openedAt = try fields.decodeIfPresent(String.self, forKey: .openedAt)
        dueAt = try fields.decodeIfPresent(String.self, forKey: .dueAt)
        state = try fields.decode(String.self, forKey: .state)
        because = try fields.decodeIfPresent(String.self, forKey: .because)
        heldBy = try fields.decodeIfPresent(String.self, forKey: .heldBy)
        heldUntil = try fields.decodeIfPresent(String.self, forKey: .heldUntil)
        incident = try fields.decodeIfPresent(String.self, forKey: .incident)
        owner = try fields.decodeIfPresent(String.self, forKey: .owner)
        claimedAt = try fields.decodeIfPresent(String.self, forKey: .claimedAt)
        snoozedUntil = try fields.decodeIfPresent(String.self, forKey: .snoozedUntil)
        unverified = try fields.decodeIfPresent([String].self, forKey: .unverified) ?? []
        members = try fields.decodeIfPresent([Member].self, forKey: .members)
        evidence = try fields.decode([Evidence].self, forKey: .evidence)
        let brought = try fields.decodeIfPresent([String?].self, forKey: .bringers) ?? []
        let isWhole = brought.count == evidence.count
        bringers = isWhole ? brought : Array(repeating: nil, count: evidence.count)
        endedBy = try fields.decodeIfPresent(Evidence.self, forKey: .endedBy)
        endedByBringer = try fields.decodeIfPresent(String.self, forKey: .endedByBringer)
        history = try fields.decode([Entry].self, forKey: .history)
    }

    /// Reads the text of a task's file; nil if it is none.
    package init?(bytes: [UInt8]) {
        guard let task = try? JSONDecoder().decode(TaskDocument.self, from: Data(bytes)) else { return nil }
        self = task
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
