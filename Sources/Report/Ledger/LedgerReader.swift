package import Events

/// Reads lines of the ledger.
package enum LedgerReader {
    package enum Line: Hashable, Sendable {
        case change(LedgerLine)
        /// Which rules judge from then on.
        case rules(LedgerRules, at: Timestamp)
    }

    /// - Parameter bytes: a line, without its end.
    package static func line(_ bytes: UnsafeBufferPointer<UInt8>) throws(LedgerLineError) -> Line {
        var scanner = JSONScanner(bytes)
        var members = Members()
        try scanner.object { (name, scanner) throws(LedgerLineError) in try members.take(name, &scanner) }
        guard scanner.isAtEnd() else { throw .notJSON }
        return try members.whole()
    }
}

/// What was read of a line so far.
private struct Members {
    var at: Timestamp?
    var change: LedgerLine.Change?
    var isRules = false
    var rules = LedgerRules()
    var task: TaskNumber?
    var line = LedgerLine(at: .distantPast, change: .opened, task: TaskNumber(0, 0), rule: "", customer: "")
    var hasRule = false

    mutating func take(
        _ name: UnsafeBufferPointer<UInt8>, _ scanner: inout JSONScanner
    ) throws(LedgerLineError) {
        switch Key(name) {
        case .at: at = try time("at", &scanner)
        case .change: try takeChange(&scanner)
        case .task:
            task = TaskNumber(try scanner.rawString())
            if task == nil { throw .wrong("task") }
        case .rule:
            line.rule = try scanner.text()
            hasRule = true
        case .customer: line.customer = try scanner.text()
        case .queue: line.queue = try scanner.text()
        case .because: line.because = try scanner.text()
        case .judged: line.judged = try time("judged", &scanner)
        case .who: line.who = try scanner.text()
        case .was: line.was = try scanner.text()
        case .first, .then: line.side = try scanner.text()
        case .outcome: line.outcome = try scanner.text()
        case .members:
            line.rest.isIncident = true
            try scanner.skip()
        case .by: line.rest.by = try scanner.text()
        case .priority: line.rest.priority = try scanner.text()
        case .anchor: line.rest.isTheirs = try scanner.text() == "theirs"
        case .rules: rules.rules = try Self.rules(&scanner)
        case .outcomes: rules.outcomes = try Self.outcomes(&scanner)
        case nil: try scanner.skip()
        }
    }

    /// The names that are asked for.
    private enum Key: String, CaseIterable {
        case at, change, task, rule, customer, queue, because, judged, who, was, first, then, outcome, members, anchor
        case by, priority, rules, outcomes

        init?(_ name: UnsafeBufferPointer<UInt8>) {
            guard let key = Key.all.first(where: { $0.bytes.count == name.count && $0.bytes.elementsEqual(name) })
            else { return nil }
            self = key.key
        }

        private static let all = allCases.map { (key: $0, bytes: Array($0.rawValue.utf8)) }
    }

    private mutating func takeChange(_ scanner: inout JSONScanner) throws(LedgerLineError) {
        let word = try scanner.rawString()
        if let known = Self.changes.first(where: { $0.bytes.count == word.count && $0.bytes.elementsEqual(word) }) {
            change = known.change
        } else if word.elementsEqual("rules".utf8) {
            isRules = true
        } else {
            throw .wrong("change")
        }
    }

    private static let changes = LedgerLine.Change.allCases.map { (change: $0, bytes: Array($0.rawValue.utf8)) }

    private func time(_ key: String, _ scanner: inout JSONScanner) throws(LedgerLineError) -> Timestamp {
        guard case .success(let time) = Timestamp.parse(try scanner.rawString()) else { throw .wrong(key) }
        return time
    }

    func whole() throws(LedgerLineError) -> LedgerReader.Line {
        guard let at else { throw .missing("at") }
        if isRules { return .rules(rules, at: at) }
        guard let change else { throw .missing("change") }
        guard let task else { throw .missing("task") }
        guard hasRule else { throw .missing("rule") }
        if change == .touched, line.side == nil { throw .missing("first") }
        if change == .outcome, line.outcome == nil { throw .missing("outcome") }
        var line = line
        line.at = at
        line.change = change
        line.task = task
        return .change(line)
    }

    private static func rules(_ scanner: inout JSONScanner) throws(LedgerLineError) -> [LedgerRules.Rule] {
        var rules: [LedgerRules.Rule] = []
        try scanner.array { (scanner) throws(LedgerLineError) in
            var rule = LedgerRules.Rule(name: "", isRecovery: false, holdsOut: false)
            try scanner.object { (name, scanner) throws(LedgerLineError) in
                switch String(decoding: name, as: UTF8.self) {
                case "rule": rule.name = try scanner.text()
                case "class": rule.isRecovery = try scanner.text() == "recovery"
                case "holdout":
                    rule.holdsOut = true
                    try scanner.skip()
                default: try scanner.skip()
                }
            }
            rules.append(rule)
        }
        return rules
    }

    private static func outcomes(_ scanner: inout JSONScanner) throws(LedgerLineError) -> [LedgerRules.Outcome] {
        var outcomes: [LedgerRules.Outcome] = []
        try scanner.array { (scanner) throws(LedgerLineError) in
            var outcome = LedgerRules.Outcome(name: "", title: "", isGood: false, within: .zero)
            try scanner.object { (name, scanner) throws(LedgerLineError) in
                switch String(decoding: name, as: UTF8.self) {
                case "outcome": outcome.name = try scanner.text()
                case "title": outcome.title = try scanner.text()
                case "good": outcome.isGood = try scanner.isTrue()
                case "within": outcome.within = TimeSpan(seconds: Int64(try scanner.number() ?? 0))
                default: try scanner.skip()
                }
            }
            outcomes.append(outcome)
        }
        return outcomes
    }
}
