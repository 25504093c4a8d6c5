import Engine
import Events

extension Dispatcher {
    /// What becomes of one customer's tasks up to a time when every event is known in time, and the fold that says so: the
    /// same as `changes(of:)`, without the words of tasks. Not for programs with a surge.
    /// - Parameter events: sorted, at least one.
    func courses(of events: [Event], until: Timestamp, _ hearing: FeedHearing) -> (
        courses: [TaskCourse], folded: FoldedTimeline
    ) {
        var folded = FoldedTimeline(customer: events[0].customer, sorted: events)
        let report = engine.fold(&folded, to: until, judged: Horizon(through: until), endings: [:])
        if report.changes.isEmpty { return ([], folded) }
        if !hasInstants || mayGoTheShortRoad(report.changes, of: folded, hearing) {
            return (shortCourses(report.changes), folded)
        }
        let whole = folded
        var recorder = CourseRecorder(self)
        if let changes = heldChanges(report.changes, of: &folded, until: until, hearing) {
            for change in changes where change.kind != .updated { recorder.take(change) }
        } else if let first = report.changes.lazy.compactMap(\.opensAt).first {
            var run = CustomerRun(self, customer: folded.customer, hearing)
            run.run(events, openingAt: first, until: until)
            for change in run.changes where change.kind != .updated { recorder.take(change) }
        }
        return (recorder.courses, whole)
    }

    /// The same of a program that asks about fewer events, and of which nobody wants the fold.
    func courses(ofSome events: [Event], until: Timestamp, _ hearing: FeedHearing) -> [TaskCourse] {
        let (concerned, starting) = (engine.concerned, engine.starting)
        guard events.contains(where: { starting[$0.type] }) else { return [] }
        return courses(of: events.filter { concerned[$0.type] }, until: until, hearing).courses
    }

    /// The courses of verdicts that come out at their own times.
    private func shortCourses(_ changes: [VerdictChange]) -> [TaskCourse] {
        let endings = placesOfEndings(changes)
        var courses: [TaskCourse] = []
        for (place, change) in changes.enumerated() {
            guard case .opened(let verdict) = change else { continue }
            var course = TaskCourse(rule: verdict.rule, key: verdict.key)
            course.out = verdict.judgedAt
            if let ending = endings[place], case .ended(_, let reason, let by, let at) = changes[ending] {
                course.ended = at
                course.by = by.identity
                switch reason {
                case .done: course.ending = .done
                case .dismissed: course.ending = .dismissed
                case .overtaken, .moved: course.ending = .withdrawn
                }
            }
            courses.append(course)
        }
        return courses
    }
}
