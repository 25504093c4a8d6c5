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

    init(days: Int) { byDay = Array(repeating: 0, count: days) }

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

/// The rows of one run in each period, and how each of them did against each outcome. They stand in one list each: a list
/// in a list would be looked through for its owner at every count.
struct RowTallies {
    private let rowCount: Int
    private let outcomeCount: Int
    private var rows: [RowTally]
    private var against: [OutcomeOfRowTally]

    /// - Parameter rows: how many there are in a period.
    init(rows: Int, days: Int, outcomes: Int) {
        rowCount = rows
        outcomeCount = outcomes
        self.rows = Array(repeating: RowTally(days: days), count: Bounds.periods * rows)
        against = Array(repeating: OutcomeOfRowTally(), count: Bounds.periods * rows * outcomes)
    }

    subscript(row: Int, in period: Int) -> RowTally {
        get { rows[period * rowCount + row] }
        _modify { yield &rows[period * rowCount + row] }
    }

    subscript(row: Int, in period: Int, against outcome: Int) -> OutcomeOfRowTally {
        get { against[(period * rowCount + row) * outcomeCount + outcome] }
        _modify { yield &against[(period * rowCount + row) * outcomeCount + outcome] }
    }

    /// Adds what was counted of other customers.
    mutating func add(_ other: RowTallies) {
        for place in rows.indices { rows[place].add(other.rows[place]) }
        for place in against.indices { against[place].add(other.against[place]) }
    }
}
