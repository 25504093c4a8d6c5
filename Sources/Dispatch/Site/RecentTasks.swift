import Engine
import Events

/// What a surge counts of one rule and group: the last tasks that came out or were gathered, each with its latest time,
/// in that order; not more than are counted.
struct RecentTasks: Sendable {
    var passages: [Passage] = []

    struct Passage: Hashable, Sendable {
        var at: Timestamp
        var task: TaskID
    }

    func isFull(_ surge: SurgeLimit, at t: Timestamp) -> Bool {
        guard passages.count >= surge.most else { return false }
        return passages[passages.count - surge.most].at > t - surge.within
    }

    /// - Parameter most: of how many at most the times are asked.
    mutating func count(_ task: TaskID, at t: Timestamp, most: Int) {
        passages.removeAll { $0.task == task }
        passages.append(Passage(at: t, task: task))
        if passages.count > most { passages.removeFirst(passages.count - most) }
    }
}

/// `surge N within D`
struct SurgeLimit: Hashable, Sendable {
    let most: Int
    let within: TimeSpan
}
