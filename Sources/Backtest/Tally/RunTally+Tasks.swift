import Engine
import Events
import RuleLanguage
import TaskDispatch

/// What tasks are counted for, whatever outcome there is.
extension RunTally {
    /// How tasks were held, and what took them back.
    mutating func noteCourses(_ courses: [TaskCourse], _ facts: CustomerFacts, _ view: CustomerView) {
        for place in courses.indices {
            // Of most there is nothing to note, and a copy of a course for it would be felt.
            if courses[place].holds.isEmpty, courses[place].out == nil || courses[place].ending != .withdrawn {
                continue
            }
            let course = courses[place]
            guard let t = course.out ?? course.holds.first?.from, bounds.isCounted(t) else { continue }
            let shape = lens.ofRule[course.rule].shape
            let half = half(ofTaskAt: t, shape, lens.key(course.key, ofRule: course.rule), facts)
            for hold in course.holds { noteHold(hold, course, half) }
            guard course.out != nil, course.ending == .withdrawn else { continue }
            let cause = cause(course.by.flatMap { view.place(of: $0, at: course.ended ?? t) }, view)
            let rows = rows(of: course.rule)
            for place in rows.indices {
                self.rows[rows[place], in: 0].withdrawn.add(cause)
                self.rows[rows[place], in: half].withdrawn.add(cause)
            }
        }
    }

    private mutating func noteHold(_ hold: TaskCourse.Hold, _ course: TaskCourse, _ half: Int) {
        let isFirst = course.holds.first { $0.gate == hold.gate } == hold
        let rows = rows(of: course.rule)
        for period in [0, half] {
            for place in rows.indices {
                self.rows[rows[place], in: period].note(hold, isFirst: isFirst)
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
    mutating func noteTasks(_ points: [TaskPoint], _ byRow: TasksByRow, _ facts: CustomerFacts) {
        for period in 0..<Bounds.periods where !facts.isHeard(in: period, bounds) {
            let hasTask = points.contains { $0.isCounted && (period == 0 || $0.half == period) }
            if hasTask { customersWithTaskOnly[period] += 1 }
        }
        for row in byRow.rows {
            var counts = InlineArray<3, Int>(repeating: 0)
            for place in row.tasks {
                let task = byRow.tasks[place]
                guard points[task].isCounted else { continue }
                let half = points[task].half
                counts[0] += 1
                counts[half] += 1
                guard let day = points[task].day else { continue }
                rows[row.row, in: 0].byDay[day] += 1
                rows[row.row, in: half].byDay[day] += 1
            }
            for period in counts.indices where counts[period] > 0 {
                rows[row.row, in: period].tasks += counts[period]
                rows[row.row, in: period].customers += 1
            }
        }
    }
}

extension RowTally {
    /// - Parameter isFirst: whether it is the first time that the gate holds the task.
    fileprivate mutating func note(_ hold: TaskCourse.Hold, isFirst: Bool) {
        if isFirst { held[hold.gate, default: Gate()].tasks += 1 }
        if let next = hold.next { held[hold.gate, default: Gate()].spans.append(next - hold.from) }
    }
}
