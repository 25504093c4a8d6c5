import Engine
import Events
import RuleLanguage
import TaskDispatch

/// What is counted of the tasks of one program, customer by customer.
struct RunTally {
    let lens: Lens
    let bounds: Bounds
    let weigher: Weigher
    /// Each rule by its place in the program, then recovery, relationship, and all together.
    var rows: RowTallies
    /// For each period the customers who had a task in it and no event.
    var customersWithTaskOnly = [Int](repeating: 0, count: Bounds.periods)
    /// For each period and outcome the events that two rules caught.
    var pairs: [[[RulePair: Int]]]
    /// For each rule the rows in which it counts: its own, its class's, all.
    private let rowsOfRules: [RowsOfRule]
    /// How many tasks have no weight.
    private(set) var tasksWithout = 0

    typealias RowsOfRule = InlineArray<3, Int>

    var program: Program { lens.program }

    init(_ lens: Lens, _ bounds: Bounds, _ weigher: Weigher) {
        self.lens = lens
        self.bounds = bounds
        self.weigher = weigher
        let program = lens.program
        rowsOfRules = program.rules.enumerated().map { place, rule in
            [place, Self.row(of: rule.task.taskClass, program), program.rules.count + 2]
        }
        rows = RowTallies(
            rows: program.rules.count + 3, days: bounds.days[0].count, outcomes: program.outcomes.count)
        pairs = Array(repeating: Array(repeating: [:], count: program.outcomes.count), count: Bounds.periods)
    }

    /// Adds what was counted of other customers.
    mutating func add(_ other: RunTally) {
        rows.add(other.rows)
        for period in pairs.indices {
            customersWithTaskOnly[period] += other.customersWithTaskOnly[period]
            for outcome in pairs[period].indices {
                pairs[period][outcome].merge(other.pairs[period][outcome], uniquingKeysWith: +)
            }
        }
        tasksWithout += other.tasksWithout
    }

    /// The row of a class.
    func row(of taskClass: TaskClass) -> Int { Self.row(of: taskClass, program) }
    private static func row(of taskClass: TaskClass, _ program: Program) -> Int {
        program.rules.count + (taskClass == .recovery ? 0 : 1)
    }
    var rowOfAll: Int { rowsOfRules.count + 2 }

    /// Whether a row is of a class, or of all.
    func isSum(_ row: Int) -> Bool { row >= rowsOfRules.count }

    /// The rows in which a rule counts.
    func rows(of rule: Int) -> RowsOfRule { rowsOfRules[rule] }

    /// One customer: what became of the tasks, and what the events say.
    mutating func take(_ courses: [TaskCourse], _ facts: CustomerFacts, _ customer: Text, _ view: CustomerView) {
        if courses.isEmpty { return }
        noteCourses(courses, facts, view)
        let points = points(courses, facts, customer)
        if points.isEmpty { return }
        let (index, byRow) = (TaskIndex(points), TasksByRow(points, rowsOfRules))
        noteTasks(points, byRow, facts)
        for outcome in program.outcomes.indices {
            let events = facts.outcomes[outcome]
            let catches = Catches(
                program.outcomes[outcome], points, index, events: events, among: facts.among[outcome], lens)
            notePrecision(outcome, points, byRow, catches)
            if !events.isEmpty { noteRecall(outcome, events, catches, facts, customer) }
        }
    }

    /// An incident, which only counts on its day.
    mutating func take(incidentOf rule: Int, at out: Timestamp) {
        guard bounds.isCounted(out), let day = bounds.day(of: out) else { return }
        for period in [0, bounds.half(of: out)] {
            let rows = rows(of: rule)
            for place in rows.indices { self.rows[rows[place], in: period].byDay[day] += 1 }
        }
    }

    /// The tasks that came out, the earliest first.
    private mutating func points(_ courses: [TaskCourse], _ facts: CustomerFacts, _ customer: Text) -> [TaskPoint] {
        var points: [TaskPoint] = []
        points.reserveCapacity(courses.count)
        for course in courses {
            guard let out = course.out else { continue }
            let shape = lens.ofRule[course.rule].shape
            let key = lens.key(course.key, ofRule: course.rule)
            let isCounted = bounds.isCounted(out)
            let weight = weigher.weight(lens.shapes[shape], key, customer)
            if weight == nil, isCounted { tasksWithout += 1 }
            points.append(
                TaskPoint(
                    rule: course.rule, shape: shape, key: key, out: out, ended: course.ended,
                    half: half(ofTaskAt: out, shape, key, facts), isCounted: isCounted, weight: weight ?? 1,
                    day: isCounted && !course.isGathered ? bounds.day(of: out) : nil))
        }
        if points.count > 1 {
            points.sort {
                if $0.out != $1.out { return $0.out < $1.out }
                if $0.rule != $1.rule { return $0.rule < $1.rule }
                return $0.key.lexicographicallyPrecedes($1.key)
            }
            numberInstances(&points)
        }
        return points
    }

    /// A task lies where its instance was first heard of, one without a key where it lies itself.
    func half(ofTaskAt t: Timestamp, _ shape: Int, _ key: [Value], _ facts: CustomerFacts) -> Int {
        bounds.half(of: key.isEmpty ? t : facts.first(ofShape: shape, key: key) ?? t)
    }
}
