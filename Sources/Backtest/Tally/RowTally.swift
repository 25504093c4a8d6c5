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
}

/// A row against an outcome.
struct OutcomeOfRowTally {
    var waiting = 0
    var undecidable = 0
    var precision = RateTally()
    var precisionOpen = 0
    var byInstance = RateTally()
    /// Of the outcome's events, and their weight.
    var caught = 0
    var caughtWeight = 0.0
    var caughtOpen = 0
    var tooLate = 0
    var horizonOver = 0
    /// Of the outcome's instances with an event, and their weight.
    var instances = 0
    var instanceWeight = 0.0
    var leads: [TimeSpan] = []
    var alone = 0
}

/// An outcome in one period, whatever tasks there were.
struct OutcomeTally {
    /// Two rules, the one with the smaller place first.
    struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    var events = RateTally()
    var instances = 0
    /// Instances with an outcome event.
    var instancesWithEvent = RateTally()
    var baseRate = RateTally()
    var pairs: [Pair: Int] = [:]
}

/// One period of one run.
struct PeriodTally {
    var customers = 0
    /// Each rule by its place in the program, then recovery, relationship, and all together.
    var rows: [RowTally]
    var outcomes: [OutcomeTally]

    init(_ program: Program, days: Int) {
        let row = RowTally(days: days, outcomes: program.outcomes.count)
        rows = Array(repeating: row, count: program.rules.count + 3)
        outcomes = Array(repeating: OutcomeTally(), count: program.outcomes.count)
    }
}
