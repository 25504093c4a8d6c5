import Engine
package import Events

/// What became of one task in a replay, as far as figures ask: times, no words.
package struct TaskCourse: Hashable, Sendable {
    package enum Ending: Hashable, Sendable { case withdrawn, done, dismissed, missed }

    /// A stretch in which a gate held it.
    package struct Hold: Hashable, Sendable {
        package var gate: GateKind
        package var from: Timestamp
        /// When the next line of the task came; nil: none did.
        package var next: Timestamp?
    }

    /// The place of its rule in the program.
    package var rule: Int
    /// The values of `per`, in its order.
    package var key: [Value]
    /// When it first came out, or was gathered; nil: it never did.
    package var out: Timestamp?
    /// Whether it came out by being gathered in an incident.
    package var isGathered = false
    package var ended: Timestamp?
    package var ending: Ending?
    /// The event that ended it.
    package var by: EventIdentity?
    package var holds: [Hold] = []

    init(rule: Int, key: [Value]) {
        self.rule = rule
        self.key = key
    }

    /// Whether all is the same but the place of the rule, which is `rule` here.
    package func isSame(as other: TaskCourse, rule: Int) -> Bool {
        rule == other.rule && out == other.out && ended == other.ended && isGathered == other.isGathered
            && ending == other.ending && key == other.key && by == other.by && holds == other.holds
    }
}

/// Makes courses of the changes of a replay.
struct CourseRecorder {
    private(set) var courses: [TaskCourse] = []
    /// When each incident came out, and of which rule it is.
    private(set) var incidents: [Incident] = []
    private var places: [TaskID: Int] = [:]
    private let rules: [Text: Int]

    /// An incident, which is no task of a customer.
    struct Incident: Hashable {
        var rule: Int
        var out: Timestamp
    }

    init(_ dispatcher: Dispatcher) { rules = dispatcher.rulePlaces }

    mutating func take(_ change: Change) {
        guard let rule = rules[change.task.rule] else { return }
        if change.task.isIncident {
            if change.kind == .opened { incidents.append(Incident(rule: rule, out: change.at)) }
            return
        }
        let place = self.place(of: change.task, rule)
        if let last = courses[place].holds.indices.last, courses[place].holds[last].next == nil {
            courses[place].holds[last].next = change.at
        }
        switch change.kind {
        case .opened: courses[place].comeOut(at: change.at)
        case .held(let gate, until: _):
            courses[place].holds.append(TaskCourse.Hold(gate: gate, from: change.at, next: nil))
            if gate == .surge, courses[place].out == nil {
                courses[place].comeOut(at: change.at)
                courses[place].isGathered = true
            }
        case .withdrawn: courses[place].end(.withdrawn, change)
        case .done: courses[place].end(.done, change)
        case .dismissed: courses[place].end(.dismissed, change)
        case .missed, .expired: courses[place].end(.missed, change)
        case .heldOut, .escalated, .updated: break
        }
    }

    private mutating func place(of task: TaskRecord, _ rule: Int) -> Int {
        if let known = places[task.id] { return known }
        places[task.id] = courses.count
        courses.append(TaskCourse(rule: rule, key: task.key.map(\.value)))
        return courses.count - 1
    }
}

extension TaskCourse {
    fileprivate mutating func comeOut(at t: Timestamp) {
        out = out ?? t
        (ended, ending, by) = (nil, nil, nil)
    }

    fileprivate mutating func end(_ ending: Ending, _ change: Change) {
        (ended, self.ending, by) = (change.at, ending, change.by)
    }
}
