package import Events

/// What a line of the ledger says, as far as a report asks.
package struct LedgerLine: Hashable, Sendable {
    package enum Change: String, CaseIterable, Hashable, Sendable {
        case opened, held, escalated, claimed, released, snoozed, done, dismissed, withdrawn, missed, touched, outcome
        case heldOut = "held-out"
    }

    package var at: Timestamp
    package var change: Change
    package var task: TaskNumber
    package var rule: Text
    package var customer: Text
    /// Of changes of a task: the queue that it is in.
    package var queue: Text?
    package var because: Text?
    /// When the verdict was due, where that is not `at`.
    package var judged: Timestamp?
    /// Who claimed, ended or gave it back.
    package var who: Text?
    /// Of an event that ended a task: `outcome`, `ours`, `theirs`.
    package var was: Text?
    /// Of a touch: the side that it was of.
    package var side: Text?
    /// Of an outcome event: the name of the outcome.
    package var outcome: Text?
    package var rest = Rest()

    /// What few lines say.
    package struct Rest: Hashable, Sendable {
        package var isIncident = false
        /// Whether the task began with a touch of theirs.
        package var isTheirs = false
        /// The event that the change is by, as the line has it.
        package var by: Text?
        package var priority: Text?
        package init() {}
    }

    package init(at: Timestamp, change: Change, task: TaskNumber, rule: Text, customer: Text) {
        self.at = at
        self.change = change
        self.task = task
        self.rule = rule
        self.customer = customer
    }
}

/// The 128 bits of a task's id.
package struct TaskNumber: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    package init(_ high: UInt64, _ low: UInt64) {
        self.high = high
        self.low = low
    }

    /// - Parameter digits: 32 hexadecimal digits; nil if it is something else.
    package init?(_ digits: UnsafeBufferPointer<UInt8>) {
        guard digits.count == 32 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for (place, digit) in digits.enumerated() {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            if place < 16 { halves.0 = halves.0 << 4 | UInt64(value) } else { halves.1 = halves.1 << 4 | UInt64(value) }
        }
        self.init(halves.0, halves.1)
    }
}

/// What the ledger says of the rules in force from a line on.
package struct LedgerRules: Hashable, Sendable {
    package struct Rule: Hashable, Sendable {
        package var name: Text
        package var isRecovery: Bool
        /// Whether it holds customers out.
        package var holdsOut: Bool

        package init(name: Text, isRecovery: Bool, holdsOut: Bool) {
            self.name = name
            self.isRecovery = isRecovery
            self.holdsOut = holdsOut
        }
    }

    package struct Outcome: Hashable, Sendable {
        package var name: Text
        package var title: Text
        package var isGood: Bool
        package var within: TimeSpan

        package init(name: Text, title: Text, isGood: Bool, within: TimeSpan) {
            self.name = name
            self.title = title
            self.isGood = isGood
            self.within = within
        }
    }

    package var rules: [Rule]
    package var outcomes: [Outcome]

    package init(rules: [Rule] = [], outcomes: [Outcome] = []) {
        self.rules = rules
        self.outcomes = outcomes
    }
}

/// Why a line of the ledger cannot be read.
package enum LedgerLineError: Error, Equatable, Sendable {
    case notJSON
    case missing(String)
    case wrong(String)

    /// What is wrong, in a few words.
    package var words: String {
        switch self {
        case .notJSON: "it is not a JSON object"
        case .missing(let key): "`\(key)` is missing"
        case .wrong(let key): "`\(key)` is not as it should be"
        }
    }
}
