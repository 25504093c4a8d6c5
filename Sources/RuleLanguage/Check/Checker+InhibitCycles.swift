import Events

extension Checker {
    /// Reports inhibits by which a rule would hold itself, over any number of steps: of those of one circle, the last.
    mutating func checkInhibits(_ inhibits: [(gate: Inhibit, range: SourceRange)]) {
        if inhibits.isEmpty { return }
        var graph = InhibitGraph(program.rules.map(\.task.taskClass))
        for inhibit in inhibits { graph.add(inhibit.gate) }
        var last: [Int: Int] = [:]
        for place in inhibits.indices {
            if let circle = graph.circle(of: place) { last[circle] = place }
        }
        for place in last.values.sorted() {
            let way = graph.way(around: place).map { program.rules[$0].name }
            let range = inhibits[place].range
            var help = "an inhibit names tasks that wait for others; leave one side smaller"
            if way.count == 1, let rule = way.first {
                help = "the tasks of `\(rule)` stand on both sides; inhibit others, or name the rules that are meant"
            } else if let first = way.first {
                var steps = zip(way, way.dropFirst() + [first]).map { "`\($0)` waits for `\($1)`" }
                if steps.count > 6 { steps = steps.prefix(3) + ["…"] + steps.suffix(1) }
                help = steps.joined(separator: ", ")
            }
            report(
                .endlessInhibit, "by this inhibit the tasks of `\(way.first ?? "")` would hold themselves", at: range,
                help: help)
        }
    }
}

/// Which rules wait for which: rules, classes and inhibits are joined from each that waits to what it waits for.
struct InhibitGraph {
    private let classes: [TaskClass]
    private var next: [[Int]]
    private var inhibits: [Int] = []
    /// For each node the number of its circle; nil if it is on none, or nobody has asked yet.
    private var circles: [Int?] = []

    // The first nodes are `any` and the classes, as who waits and as who is waited for.
    private static let waiting = 0
    private static let awaited = 3
    private static let firstRule = 6

    init(_ classes: [TaskClass]) {
        self.classes = classes
        next = [[Int]](repeating: [], count: InhibitGraph.firstRule + classes.count)
        for (rule, taskClass) in classes.enumerated() {
            let node = InhibitGraph.firstRule + rule
            for place in [0, InhibitGraph.place(taskClass)] {
                next[node].append(InhibitGraph.waiting + place)
                next[InhibitGraph.awaited + place].append(node)
            }
        }
    }

    private static func place(_ taskClass: TaskClass) -> Int { taskClass == .recovery ? 1 : 2 }

    mutating func add(_ inhibit: Inhibit) {
        let node = next.count
        next.append([])
        inhibits.append(node)
        switch inhibit.what {
        case .any: next[InhibitGraph.waiting].append(node)
        case .ofClass(let taskClass): next[InhibitGraph.waiting + InhibitGraph.place(taskClass)].append(node)
        case .rules(let rules): for rule in rules { next[InhibitGraph.firstRule + rule].append(node) }
        }
        switch inhibit.whileAny {
        case .any: next[node].append(InhibitGraph.awaited)
        case .ofClass(let taskClass): next[node].append(InhibitGraph.awaited + InhibitGraph.place(taskClass))
        case .rules(let rules): next[node] += rules.map { InhibitGraph.firstRule + $0 }
        }
    }

    /// The number of the circle that an inhibit is on; nil if it is on none.
    mutating func circle(of inhibit: Int) -> Int? {
        if circles.isEmpty { circles = foundCircles() }
        return circles[inhibits[inhibit]]
    }

    /// The rules on the shortest way from an inhibit back to it.
    func way(around inhibit: Int) -> [Int] {
        let start = inhibits[inhibit]
        var before = [Int?](repeating: nil, count: next.count)
        var waiting = [start]
        var head = 0
        while head < waiting.count {
            let node = waiting[head]
            head += 1
            for other in next[node] {
                if other == start {
                    var way: [Int] = []
                    var at = node
                    while at != start {
                        if (InhibitGraph.firstRule..<InhibitGraph.firstRule + classes.count).contains(at) {
                            way.append(at - InhibitGraph.firstRule)
                        }
                        guard let step = before[at] else { break }
                        at = step
                    }
                    return way.reversed()
                }
                guard before[other] == nil else { continue }
                before[other] = node
                waiting.append(other)
            }
        }
        return []
    }

    /// The strongly connected parts of more than one node (Tarjan, without recursion).
    private func foundCircles() -> [Int?] {
        var circles = [Int?](repeating: nil, count: next.count)
        var number = [Int?](repeating: nil, count: next.count)
        var lowest = [Int](repeating: 0, count: next.count)
        var isOpen = [Bool](repeating: false, count: next.count)
        var open: [Int] = []
        var count = 0
        var found = 0
        var way: [(node: Int, edge: Int)] = []
        func enter(_ node: Int) {
            number[node] = count
            lowest[node] = count
            count += 1
            open.append(node)
            isOpen[node] = true
            way.append((node, 0))
        }
        for start in next.indices where number[start] == nil {
            enter(start)
            while let (node, edge) = way.last {
                if edge < next[node].count {
                    way[way.count - 1].edge += 1
                    let other = next[node][edge]
                    if let seen = number[other] {
                        if isOpen[other] { lowest[node] = min(lowest[node], seen) }
                    } else {
                        enter(other)
                    }
                    continue
                }
                way.removeLast()
                if let parent = way.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
                guard lowest[node] == number[node], let place = open.lastIndex(of: node) else { continue }
                for member in open[place...] {
                    isOpen[member] = false
                    if open.count - place > 1 { circles[member] = found }
                }
                open.removeSubrange(place...)
                found += 1
            }
        }
        return circles
    }
}
