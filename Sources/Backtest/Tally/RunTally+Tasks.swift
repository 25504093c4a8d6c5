import Engine
import Events
import RuleLanguage
import TaskDispatch

/// What tasks are counted for, whatever outcome there is.
extension RunTally {
    /// How tasks were held, and what took them back.
    mutating func noteCourses(_ courses: [TaskCourse], _ facts: CustomerFacts, _ view: CustomerView) {
        for course in courses {
            let t = course.out ?? course.holds.first?.from
            guard let t, bounds.isCounted(t) else { continue }
            if course.holds.isEmpty, course.out == nil || course.ending != .withdrawn { continue }
            let shape = lens.ofRule[course.rule].shape
            let half = half(ofTaskAt: t, shape, lens.key(course.key, ofRule: course.rule), facts)
            for hold in course.holds { noteHold(hold, course, half) }
            guard course.out != nil, course.ending == .withdrawn else { continue }
            let cause = cause(course.by.flatMap { view.place(of: $0, at: course.ended ?? t) }, view)
            for period in [0, half] {
                for row in rows(of: course.rule) { periods[period].rows[row].withdrawn.add(cause) }
            }
        }
    }

    private mutating func noteHold(_ hold: TaskCourse.Hold, _ course: TaskCourse, _ half: Int) {
        let isFirst = course.holds.first { $0.gate == hold.gate } == hold
        for period in [0, half] {
            for row in rows(of: course.rule) {
                if isFirst { periods[period].rows[row].held[hold.gate, default: RowTally.Gate()].tasks += 1 }
                guard let next = hold.next else { continue }
                periods[period].rows[row].held[hold.gate, default: RowTally.Gate()].spans.append(next - hold.from)
            }
        }
    }

    /// What brought a withdrawal about, the first that fits.
    private func cause(_ place: Int?, _ view: CustomerView) -> Withdrawals.Cause {
        guard let place else { return .other }
        let type = view.event(place).type
        let isOutcome = lens.outcomes[type].contains { view.matches(program.outcomes[$0].pattern, place) }
        if isOutcome { return .outcome }
        if lens.isOurs[type], let ours = program.touches.ours, view.matches(ours, place) { return .ourTouch }
        if lens.isTheirs[type], let theirs = program.touches.theirs, view.matches(theirs, place) {
            return .theirTouch
        }
        return .other
    }

    /// How many came out, and when.
    mutating func noteTasks(_ points: [TaskPoint], _ facts: CustomerFacts) {
        for period in periods.indices where !facts.isHeard(in: period, bounds) {
            let hasTask = points.contains { $0.isCounted && (period == 0 || $0.half == period) }
            if hasTask { periods[period].customersWithTaskOnly += 1 }
        }
        var seen: [(period: Int, row: Int)] = []
        for point in points where point.isCounted {
            let day = point.isGathered ? nil : bounds.day(of: point.out)
            for period in [0, point.half] {
                for row in rows(of: point.rule) {
                    periods[period].rows[row].tasks += 1
                    if let day { periods[period].rows[row].byDay[day] += 1 }
                    if seen.contains(where: { $0 == (period, row) }) { continue }
                    seen.append((period, row))
                    periods[period].rows[row].customers += 1
                }
            }
        }
    }
}
