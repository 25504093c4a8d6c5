import Events
import RuleLanguage
import TaskDispatch

/// The tasks of a row in one period, being counted.
struct RowTally {
    struct Gate {
        var tasks = 0
        var spans: [TimeSpan] = []
    }

    var tasks = 0
    var byDay: [Int]
    var customers = 0
    var withdrawn = Withdrawals()
    var held: [GateKind: Gate] = [:]
    /// For each outcome.
    var against: [OutcomeOfRowTally]

    init(days: Int, outcomes: Int) {
        byDay = Array(repeating: 0, count: days)
        against = Array(repeating: OutcomeOfRowTally(), count: outcomes)
    }

    /// Adds what was counted of other customers.
    mutating func add(_ other: RowTally) {
        tasks += other.tasks
        for day in byDay.indices { byDay[day] += other.byDay[day] }
        customers += other.customers
        withdrawn.byOutcome += other.withdrawn.byOutcome
        withdrawn.byOurTouch += other.withdrawn.byOurTouch
        withdrawn.byTheirTouch += other.withdrawn.byTheirTouch
        withdrawn.otherwise += other.withdrawn.otherwise
        for (gate, tally) in other.held {
            held[gate, default: Gate()].tasks += tally.tasks
            held[gate, default: Gate()].spans += tally.spans
        }
        for outcome in against.indices { against[outcome].add(other.against[outcome]) }
    }
}

/// A row against an outcome.
struct OutcomeOfRowTally {
    var waiting = 0
    var undecidable = 0
    var precision = RateTally()
    var precisionOpen = 0
    var byInstance = RateTally()
    /// Of the outcome's events.
    var caught = HitTally()
    var caughtOpen = 0
    var tooLate = 0
    var horizonOver = 0
    /// Of the outcome's instances with an event.
    var instances = HitTally()
    var leads: [TimeSpan] = []
    var alone = 0

    mutating func add(_ other: OutcomeOfRowTally) {
        waiting += other.waiting
        undecidable += other.undecidable
        precision.add(other.precision)
        precisionOpen += other.precisionOpen
        byInstance.add(other.byInstance)
        caught.add(other.caught)
        caughtOpen += other.caughtOpen
        tooLate += other.tooLate
        horizonOver += other.horizonOver
        instances.add(other.instances)
        leads += other.leads
        alone += other.alone
    }
}

/// Two rules that caught the same event, the one with the smaller place first.
struct RulePair: Hashable {
    var first: Int
    var second: Int
}

/// One period of one run.
struct PeriodTally {
    /// Customers who had a task in it and no event.
    var customersWithTaskOnly = 0
    /// Each rule by its place in the program, then recovery, relationship, and all together.
    var rows: [RowTally]
    /// For each outcome the events that two rules caught.
    var pairs: [[RulePair: Int]]

    init(_ program: Program, days: Int) {
        let row = RowTally(days: days, outcomes: program.outcomes.count)
        rows = Array(repeating: row, count: program.rules.count + 3)
        pairs = Array(repeating: [:], count: program.outcomes.count)
    }

    mutating func add(_ other: PeriodTally) {
        customersWithTaskOnly += other.customersWithTaskOnly
        for row in rows.indices { rows[row].add(other.rows[row]) }
        for outcome in pairs.indices { pairs[outcome].merge(other.pairs[outcome], uniquingKeysWith: +) }
    }
}
