import Engine
import Events

extension Dispatcher {
    /// What becomes of one customer's tasks up to a time when every event is known in time: the same as `changes(of:)`,
    /// without the words of tasks. Not for programs with a surge.
    /// - Parameter folded: at least one event, nothing of which was folded; then folded to the end.
    func courses(of folded: inout FoldedTimeline, until: Timestamp, _ hearing: FeedHearing) -> [TaskCourse] {
        let report = engine.fold(&folded, to: until, judged: Horizon(through: until), endings: [:])
        if report.changes.isEmpty { return [] }
        if !hasInstants || mayGoTheShortRoad(report.changes, of: folded, hearing) {
            return shortCourses(report.changes)
        }
        let events = folded.events
        var recorder = CourseRecorder(self)
        var held = folded
        if let changes = heldChanges(report.changes, of: &held, until: until, hearing) {
            for change in changes where change.kind != .updated { recorder.take(change) }
        } else if let first = report.changes.lazy.compactMap(\.opensAt).first {
            var run = CustomerRun(self, customer: folded.customer, hearing)
            run.run(events, openingAt: first, until: until)
            for change in run.changes where change.kind != .updated { recorder.take(change) }
        }
        return recorder.courses
    }

    /// The courses of verdicts that come out at their own times.
    private func shortCourses(_ changes: [VerdictChange]) -> [TaskCourse] {
        let endings = placesOfEndings(changes)
        var courses: [TaskCourse] = []
        courses.reserveCapacity(changes.count)
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
