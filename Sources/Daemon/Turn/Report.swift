import Events
package import Store

/// What a round did, for the log and for the exit code.
package struct Report: Sendable, Equatable {
    package private(set) var counts: [Counter: Int] = [:]

    mutating func add(_ more: [Counter: Int]) { counts.merge(more, uniquingKeysWith: +) }

    /// Nothing came and nothing that a person sees changed.
    package var isEmpty: Bool { counts.keys.allSatisfy { $0.kind == .episode } }

    /// Events and whole files that were rejected.
    package var rejected: Int { total(.rejected) }

    /// Events that were read, whatever became of them.
    var events: Int { total(.rejected) + total(.undeclared) + total(.input) }

    /// `2 files: 9 events accepted, 1 duplicate, 0 of undeclared types, 0 rejected; tasks: 2 opened, 1 withdrawn`
    package var summary: String {
        let input = { (name: Text) in counts[Counter(.input, name)] ?? 0 }
        let tasks = ["opened", "held", "held-out", "escalated", "withdrawn", "done", "dismissed", "missed", "updated"]
            .compactMap {
                (name: Text) -> String? in
                guard let count = counts[Counter(.tasks, name)], count > 0 else { return nil }
                return "\(count) \(name)"
            }
        return "\(plural(input("files"), "file")): \(plural(input("accepted"), "event")) accepted, "
            + "\(plural(input("duplicate"), "duplicate")), \(total(.undeclared)) of undeclared types, "
            + "\(rejected) rejected; tasks: \(tasks.isEmpty ? "no change" : tasks.joined(separator: ", "))"
    }

    /// Changes of tasks, by change.
    var tasks: [String: Int] {
        var tasks: [String: Int] = [:]
        for (counter, count) in counts where counter.kind == .tasks { tasks[counter.name.string] = count }
        return tasks
    }

    private func total(_ kind: Counter.Kind) -> Int {
        counts.reduce(0) { $1.key.kind == kind ? $0 + $1.value : $0 }
    }

    private func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
