import Events

/// A task that came out, where it lies among the instances and in time.
struct TaskPoint {
    var rule: Int
    /// By its place in the lens.
    var shape: Int
    /// In the order of the shape.
    var key: [Value]
    var out: Timestamp
    var ended: Timestamp?
    /// The period that is its half: 1 or 2.
    var half: Int
    /// Whether it lies in the time that is counted.
    var isCounted: Bool
    var weight: Double
    /// Whether it came out by being gathered in an incident.
    var isGathered: Bool

    func isOpen(at t: Timestamp) -> Bool { out < t && (ended.map { t <= $0 } ?? true) }
}

/// A customer's tasks, found by the events that join them.
struct TaskIndex {
    private struct Group {
        var shape: Int
        var tasks: [Int]
        /// By key, where there are many.
        var byKey: [[Value]: [Int]]?
    }

    private let points: [TaskPoint]
    /// None where there are few tasks, which are looked through.
    private var groups: [Group] = []

    private static let few = 12

    init(_ points: [TaskPoint]) {
        self.points = points
        if points.count <= TaskIndex.few { return }
        for (number, point) in points.enumerated() {
            if let place = groups.firstIndex(where: { $0.shape == point.shape }) {
                groups[place].tasks.append(number)
            } else {
                groups.append(Group(shape: point.shape, tasks: [number], byKey: nil))
            }
        }
        for place in groups.indices where groups[place].tasks.count > TaskIndex.few {
            groups[place].byKey = Dictionary(grouping: groups[place].tasks) { points[$0].key }
        }
    }

    /// The tasks of which each key field that the event carries is equal.
    func forEach(joinedBy event: Event, _ lens: Lens, _ body: (Int) -> Void) {
        if groups.isEmpty {
            for task in points.indices where lens.shapes[points[task].shape].joins(event, points[task].key) {
                body(task)
            }
            return
        }
        for group in groups {
            let shape = lens.shapes[group.shape]
            if shape.names.isEmpty {
                group.tasks.forEach(body)
            } else if let byKey = group.byKey, let key = shape.key(of: event) {
                byKey[key]?.forEach(body)
            } else {
                for task in group.tasks where shape.joins(event, points[task].key) { body(task) }
            }
        }
    }
}

/// The instances of which there was a task already: a customer with a key, of whatever rule.
struct SeenInstances {
    private struct Name: Hashable {
        var shape: Int
        var key: [Value]
    }

    /// Whether there is one task only.
    private let isOne: Bool
    private var few: [Int] = []
    private var names: Set<Name> = []

    private static let many = 12

    init(isOne: Bool) { self.isOne = isOne }

    /// Whether a task is the first of its instance.
    mutating func insert(_ task: Int, _ points: [TaskPoint]) -> Bool {
        if isOne { return true }
        if few.count > SeenInstances.many {
            if names.isEmpty { names = Set(few.map { Name(shape: points[$0].shape, key: points[$0].key) }) }
            return names.insert(Name(shape: points[task].shape, key: points[task].key)).inserted
        }
        let isKnown = few.contains { points[$0].shape == points[task].shape && points[$0].key == points[task].key }
        if isKnown { return false }
        few.append(task)
        return true
    }
}
