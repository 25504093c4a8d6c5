import Engine
import Events

/// The tasks of a customer, found by their id.
struct TaskList: Sendable {
    private(set) var records: [TaskRecord] = []
    /// The endings that dispatch has given, by the id of the episode.
    private(set) var endings: [TaskID: EpisodeEnding] = [:]
    /// Those of them that no task tells: of an incident that was done, which ended the tasks gathered in it.
    private(set) var incidentAnswers: [TaskID: Event] = [:]
    /// Places by id, for lists that are long enough to need it.
    private var places: [TaskID: Int]?

    /// Whether there is none, and nothing that dispatch has ended.
    var isEmpty: Bool { records.isEmpty && endings.isEmpty }

    init(_ records: [TaskRecord] = [], incidentAnswers: [TaskID: Event] = [:]) {
        for (id, answer) in incidentAnswers { end(id, by: answer) }
        for record in records { append(record) }
    }

    subscript(place: Int) -> TaskRecord {
        get { records[place] }
        set {
            records[place] = newValue
            if let ending = newValue.ending { endings[newValue.id] = ending }
        }
    }

    /// One part of a task, of which the whole is large.
    func state(at place: Int) -> TaskState { records[place].state }
    func id(at place: Int) -> TaskID { records[place].id }

    /// Remembers that the incident in which a task is gathered is done, by this answer.
    mutating func end(_ id: TaskID, by answer: Event) {
        incidentAnswers[id] = answer
        endings[id] = .incident(answer)
    }

    /// The place of a task; nil if there is none. What was missed is no task.
    func place(of id: TaskID) -> Int? {
        guard let place = placeOfAny(id), !records[place].state.isMemory else { return nil }
        return place
    }

    /// The one task whose id starts with some characters, eight at least; nil if there is none, or several.
    func only(startingWith prefix: Text) -> TaskID? {
        guard prefix.string.utf8.count >= 8 else { return nil }
        let found = records.filter { !$0.state.isMemory && $0.id.text.string.hasPrefix(prefix.string) }
        return found.count == 1 ? found[0].id : nil
    }

    private func placeOfAny(_ id: TaskID) -> Int? {
        if let places { return places[id] }
        return records.indices.first { records[$0].id == id }
    }

    /// Adds a task, or puts it in the place of the one with its id.
    mutating func append(_ record: TaskRecord) {
        if let ending = record.ending { endings[record.id] = ending }
        if let place = placeOfAny(record.id) {
            records[place] = record
            return
        }
        records.append(record)
        if places != nil {
            places?[record.id] = records.count - 1
        } else if records.count > 16 {
            places = Dictionary(records.enumerated().map { ($1.id, $0) }) { first, _ in first }
        }
    }
}
