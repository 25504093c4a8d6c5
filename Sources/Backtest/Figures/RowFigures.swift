package import Events
package import RuleLanguage
package import TaskDispatch

/// The tasks of a rule, of a class, or of all rules.
package struct RowFigures: Hashable, Sendable {
    package enum Row: Hashable, Sendable {
        case rule(Text)
        case ofClass(TaskClass)
        case all
    }
    package var row: Row
    /// Of a rule or class.
    package var taskClass: TaskClass?
    /// The key fields of a rule; nil of a class and of all.
    package var key: [Text]?
    /// That came out, incidents not counted.
    package var tasks: Int
    /// For each calendar day of the whole what came out: an incident as one, what it gathered not.
    package var byDay: [Int]
    /// Of the calendar days of the period; nil without one.
    package var meanOfDay: Double?
    /// How many customers had such a task.
    package var customers: Int
    /// Of tasks that had come out.
    package var withdrawn: Withdrawals
    /// By gate, in the order in which gates are asked; those that held something.
    package var held: [GateFigures]
    /// For each outcome, as written.
    package var against: [OutcomeOfRow]

    package var mostOfDay: Int? { byDay.max() }
}

/// Withdrawals by what brought them about, each in the first that fits.
package struct Withdrawals: Hashable, Sendable {
    /// By an event of any outcome.
    package var byOutcome = 0
    package var byOurTouch = 0
    package var byTheirTouch = 0
    package var otherwise = 0
    package init() {}
    package var all: Int { byOutcome + byOurTouch + byTheirTouch + otherwise }

    enum Cause { case outcome, ourTouch, theirTouch, other }

    mutating func add(_ cause: Cause) {
        switch cause {
        case .outcome: byOutcome += 1
        case .ourTouch: byOurTouch += 1
        case .theirTouch: byTheirTouch += 1
        case .other: otherwise += 1
        }
    }
}

package struct GateFigures: Hashable, Sendable {
    package var gate: GateKind
    /// How many tasks it held, once or several times.
    package var tasks: Int
    /// From each line that it held one to the next line of the task; nil where no next line came.
    package var until: Spread?
}

/// How tasks of a row did against an outcome.
package struct OutcomeOfRow: Hashable, Sendable {
    package var outcome: Text
    /// Tasks whose horizon is not over.
    package var waiting: Int
    /// Tasks whose horizon is over, and which no event of `among` followed: nobody can say.
    package var undecidable: Int
    /// Of the decided tasks those that caught.
    package var precision: Rate
    /// Those of them that caught an event while they were open.
    package var precisionOpen: Int
    /// The same by instances: each by its first decided task.
    package var precisionByInstance: Rate
    /// Of the outcome events those that were caught.
    package var recall: Rate
    /// Those of them that were caught by a task that was open.
    package var recallOpen: Int
    /// The outcome events that were not caught: a task came within the horizon after them; else one came, but its horizon
    /// was over; else none came.
    package var tooLate: Int
    package var horizonOver: Int
    package var noTask: Int
    /// Of the instances with an outcome event those of which one was caught.
    package var recallByInstance: Rate
    /// The precision by instances over the base rate; only for rules with the outcome's key.
    package var lift: Double?
    /// From the task to what it caught.
    package var lead: Spread?
    /// Of a rule: outcome events that no other rule caught.
    package var alone: Int?
    /// Whether none of the varied values beats this one here, in the first half; nil where nothing is varied.
    package var isUnbeaten: Bool?
}
