import Engine
import Events
import RuleLanguage
import TaskDispatch

/// One program's figures, being counted customer by customer.
struct RunTally {
    let lens: Lens
    let bounds: Bounds
    let weights: Weights?
    /// The whole, and its halves.
    var periods: [PeriodTally]
    var journeys: JourneyTally
    /// How many have no weight.
    var without = WeightFigures(key: "", rows: 0)

    var program: Program { lens.program }

    init(_ lens: Lens, _ bounds: Bounds, _ weights: Weights?) {
        self.lens = lens
        self.bounds = bounds
        self.weights = weights
        periods = (0..<Bounds.periods).map { _ in PeriodTally(lens.program, days: bounds.days[0].count) }
        journeys = JourneyTally(lens.program)
    }

    /// The row of a class.
    func row(of taskClass: TaskClass) -> Int { program.rules.count + (taskClass == .recovery ? 0 : 1) }
    var rowOfAll: Int { program.rules.count + 2 }

    /// The rows in which a rule counts.
    func rows(of rule: Int) -> [Int] { [rule, row(of: program.rules[rule].task.taskClass), rowOfAll] }

    /// One customer: what became of the tasks, and what the events say.
    mutating func take(_ courses: [TaskCourse], _ facts: CustomerFacts, _ customer: Text, _ view: CustomerView) {
        let points = courses.isEmpty ? [] : self.points(courses, facts, customer)
        noteCustomer(facts, points)
        if !courses.isEmpty { noteCourses(courses, facts, view) }
        if !points.isEmpty { noteTasks(points) }
        let index = TaskIndex(points)
        for outcome in program.outcomes.indices {
            let events = facts.outcomes[outcome]
            noteInstances(outcome, facts, customer)
            if points.isEmpty && events.isEmpty { continue }
            let catches = Catches(
                program.outcomes[outcome], points, index, events: events, among: facts.among[outcome], lens)
            if !points.isEmpty { notePrecision(outcome, points, catches) }
            if !events.isEmpty { noteRecall(outcome, events, catches, facts, customer) }
        }
    }

    /// An incident, which only counts on its day.
    mutating func take(incidentOf rule: Int, at out: Timestamp) {
        guard bounds.isCounted(out), let day = bounds.day(of: out) else { return }
        for period in [0, bounds.half(of: out)] {
            for row in rows(of: rule) { periods[period].rows[row].byDay[day] += 1 }
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
            var weight = 1.0
            if let weights {
                let found = weights.weight(of: value(ofWeight: weights.key, shape, key, customer))
                weight = found ?? 1
                if found == nil, isCounted { without.tasksWithout += 1 }
            }
            points.append(
                TaskPoint(
                    rule: course.rule, shape: shape, key: key, out: out, ended: course.ended,
                    half: half(ofTaskAt: out, shape, key, facts), isCounted: isCounted, weight: weight,
                    isGathered: course.isGathered))
        }
        if points.count > 1 {
            points.sort {
                if $0.out != $1.out { return $0.out < $1.out }
                if $0.rule != $1.rule { return $0.rule < $1.rule }
                return $0.key.lexicographicallyPrecedes($1.key)
            }
        }
        return points
    }

    /// A task lies where its instance was first heard of, one without a key where it lies itself.
    func half(ofTaskAt t: Timestamp, _ shape: Int, _ key: [Value], _ facts: CustomerFacts) -> Int {
        bounds.half(of: key.isEmpty ? t : facts.first(ofShape: shape, key: key) ?? t)
    }

    /// What the weight of an instance goes by.
    func value(ofWeight name: Text, _ shape: Int, _ key: [Value], _ customer: Text) -> Value? {
        if name == "customer" { return .text(customer) }
        return lens.shapes[shape].names.firstIndex(of: name).map { key[$0] }
    }

    private mutating func noteCustomer(_ facts: CustomerFacts, _ points: [TaskPoint]) {
        for period in 0..<Bounds.periods {
            let (from, to) = bounds.span(of: period)
            let isHeard = facts.first <= to && facts.last >= from && (period != 1 || facts.first < to)
            let hasTask = points.contains { $0.isCounted && (period == 0 || $0.half == period) }
            if isHeard || hasTask { periods[period].customers += 1 }
        }
    }
}
