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
    /// The day on which it counts, by its place; nil: on none, as one that came out by being gathered in an incident.
    var day: Int?
    /// Which instance it is of, a customer with a key: the place of the earliest of the customer's tasks of it, of whatever
    /// rule.
    var instance = 0

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

    static let few = 12

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

/// Says of each task of which instance it is.
/// - Parameter points: the earliest first.
func numberInstances(_ points: inout [TaskPoint]) {
    if points.count > TaskIndex.few {
        var names: [InstanceOfTask: Int] = [:]
        for task in points.indices {
            let name = InstanceOfTask(shape: points[task].shape, key: points[task].key)
            points[task].instance = names[name] ?? task
            if points[task].instance == task { names[name] = task }
        }
        return
    }
    for task in points.indices {
        var earlier = 0
        while points[earlier].shape != points[task].shape || points[earlier].key != points[task].key { earlier += 1 }
        points[task].instance = earlier
    }
}

private struct InstanceOfTask: Hashable {
    var shape: Int
    var key: [Value]
}

/// The instances of which there was a task already.
struct SeenInstances {
    /// Of those with a small number a bit each.
    private var small: UInt64 = 0
    private var others: Set<Int> = []

    /// Whether a task is the first of its instance.
    mutating func insert(_ instance: Int) -> Bool {
        if instance >= 64 { return others.insert(instance).inserted }
        let isNew = small & (1 << UInt64(instance)) == 0
        small |= 1 << UInt64(instance)
        return isNew
    }
}

/// A customer's tasks by the rows in which they count.
struct TasksByRow {
    struct Row {
        var row: Int
        /// Its tasks, as a part of `tasks`.
        var tasks: Range<Int>
    }

    private(set) var rows: [Row] = []
    /// Row by row, the earliest first.
    private(set) var tasks: [Int]

    init(_ points: [TaskPoint], _ rowsOfRules: [RunTally.RowsOfRule]) {
        tasks = Array(repeating: 0, count: 3 * points.count)
        rows.reserveCapacity(3 * points.count)
        for point in points {
            let ofRule = rowsOfRules[point.rule]
            for number in ofRule.indices { count(ofRule[number]) }
        }
        var start = 0
        for place in rows.indices {
            let count = rows[place].tasks.count
            rows[place].tasks = start..<start
            start += count
        }
        for task in points.indices {
            let ofRule = rowsOfRules[points[task].rule]
            for number in ofRule.indices {
                guard let place = rows.firstIndex(where: { $0.row == ofRule[number] }) else { continue }
                tasks[rows[place].tasks.upperBound] = task
                rows[place].tasks = rows[place].tasks.lowerBound..<(rows[place].tasks.upperBound + 1)
            }
        }
    }

    private mutating func count(_ row: Int) {
        if let place = rows.firstIndex(where: { $0.row == row }) {
            rows[place].tasks = 0..<(rows[place].tasks.upperBound + 1)
        } else {
            rows.append(Row(row: row, tasks: 0..<1))
        }
    }
}
