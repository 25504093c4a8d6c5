package import Backtest
package import Events

/// What a report of the ledger comes to.
package struct LedgerFigures: Hashable, Sendable {
    /// Changes from here on are counted; nil: all.
    package var since: Timestamp?
    /// Where the data end: what was said, else the last line.
    package var end: Timestamp
    /// How many lines were read, and how many of them could not be.
    package var lines: Int
    package var unread: Int
    package var outcomes: [LedgerRules.Outcome]
    /// For how long after a task came out touches count.
    package var touchHorizon: TimeSpan
    /// One for each rule that is or was there, by name.
    package var rules: [RuleOfLedger]
    package var all: RuleOfLedger
    /// By queue, and by person.
    package var queues: [Pace]
    package var people: [Pace]
    package var holdouts: [HoldoutFigures]
    /// Rules that are worth a look, by name.
    package var neverFired: [Text]
    package var alwaysWithdrawn: [Text]
    package var oftenDismissed: [Text]

    /// A rule of which so many tasks or more ended, and all of them were withdrawn, is told.
    package static let withdrawnAtLeast = 5
    /// A rule of which people ended so many tasks or more, and dismissed at least half of those, is told.
    package static let dismissedAtLeast = 5
}

/// What the tasks of a rule came to, or of all.
package struct RuleOfLedger: Hashable, Sendable {
    package var name: Text
    /// Nil of all rules, and of one of which no line tells.
    package var isRecovery: Bool?
    /// Tasks that came out for the first time, gathered ones included.
    package var opened = 0
    package var customers = 0
    /// Claims of tasks that nobody had.
    package var claimed = 0
    package var done = 0
    package var dismissed = 0
    /// Of tasks that had come out.
    package var withdrawn = Withdrawals()
    package var missed = 0
    package var heldOut = 0
    package var escalated = 0
    /// How many tasks each gate has held, by its name.
    package var held: [Text: Int] = [:]
    /// Tasks that came out, by day, in UTC.
    package var byDay: [CalendarDate: Int] = [:]
    package var first = FirstToKnow()
    /// Outcomes in spite of outreach: of its class for a rule, of all for all.
    package var inSpite: [InSpite] = []

    package init(name: Text) { self.name = name }
}

/// Who was heard of first after a task had come out.
package struct FirstToKnow: Hashable, Sendable {
    /// Of the tasks that were touched those that we touched first.
    package var ours = Rate(hits: 0, of: 0, share: nil, customers: 0, n: 0, interval: nil)
    /// From our touch to theirs, or to the bad outcome; where such a one came.
    package var ahead: Spread?
    /// From theirs to ours, where ours came.
    package var behind: Spread?
    package init() {}
}

/// Tasks after which an outcome came nevertheless. It says nothing of what would have been without them.
package struct InSpite: Hashable, Sendable {
    package var outcome: Text
    /// Of the tasks whose horizon is over.
    package var share: Rate
    /// Tasks whose horizon is not over.
    package var waiting: Int
}

/// How fast people were, in a queue or one of them.
package struct Pace: Hashable, Sendable {
    package var name: Text
    /// From when a task came out to its claim, and to its end.
    package var toClaim: Spread?
    package var toDone: Spread?
}

/// Those who were called beside those who were held out: each customer once, by the first episode of the rule.
package struct HoldoutFigures: Hashable, Sendable {
    package struct Arm: Hashable, Sendable {
        package var hits = 0
        package var decided = 0
        package var waiting = 0
        package init() {}
    }
    package var rule: Text
    package var outcome: Text
    package var isGood: Bool
    package var called = Arm()
    package var heldOut = Arm()

    package init(rule: Text, outcome: Text, isGood: Bool) {
        self.rule = rule
        self.outcome = outcome
        self.isGood = isGood
    }

    /// Both arms have to have so many.
    package static let enough = 30

    package var isEnough: Bool { min(called.decided, heldOut.decided) >= Self.enough }

    /// The share of the called less that of the held out; nil without enough of both.
    package var difference: Difference? {
        guard isEnough else { return nil }
        return Difference(newcombe: (called.hits, called.decided), (heldOut.hits, heldOut.decided))
    }
}
