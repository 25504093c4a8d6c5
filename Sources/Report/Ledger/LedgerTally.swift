import Backtest
package import Events

/// Counts what the lines of a ledger say, line by line, in any order.
package struct LedgerTally {
    let since: Timestamp
    private let until: Timestamp?
    private(set) var rules = LedgerRules()
    private(set) var names: [Text] = []
    private var places: [Text: Int32] = [:]
    private(set) var tasks: ContiguousArray<LedgerTask> = []
    private var numbers: [TaskNumber: Int32] = [:]
    /// Outcome events by task: the place of the task, that of the outcome's name, and when it came.
    private(set) var caught: ContiguousArray<(task: Int32, outcome: Int32, at: Timestamp)> = []
    private(set) var counts: [RuleOfLedger] = []
    private(set) var paces = PaceTally()
    private var ends = Ends()

    /// How much was read.
    struct Ends {
        var lines = 0
        var unread = 0
        var last = Timestamp.distantPast
    }

    /// - Parameters:
    ///   - since: what happened before is remembered of its tasks, and not counted; nil: all is.
    ///   - until: what happened later has not happened; nil: all has.
    package init(since: Timestamp?, until: Timestamp?) {
        self.since = since ?? .distantPast
        self.until = until
    }

    var read: Ends { ends }
    /// Where the data end.
    var end: Timestamp { until ?? ends.last }
    func isCounted(_ time: Timestamp) -> Bool { time >= since && time <= end }

    /// Takes note of a line that cannot be read.
    package mutating func takeUnread() {
        ends.lines += 1
        ends.unread += 1
    }

    package mutating func take(_ line: LedgerReader.Line) {
        ends.lines += 1
        switch line {
        case .rules(let rules, let at):
            if let until, at > until { return }
            ends.last = max(ends.last, at)
            self.rules = rules
            for rule in rules.rules { _ = place(of: rule.name) }
        case .change(let line):
            if let until, line.at > until { return }
            ends.last = max(ends.last, line.at)
            if !line.rest.isIncident { take(line) }
        }
    }

    private mutating func take(_ line: LedgerLine) {
        let rule = Int(place(of: line.rule))
        let task = task(line, rule)
        let isCounted = line.at >= since
        switch line.change {
        case .opened:
            comeOut(task, line)
            tasks[task].lastOut = line.at
            tasks[task].isClaimed = false
        case .held: hold(task, line)
        case .heldOut:
            tasks[task].isHeldOut = true
            judge(task, line)
            if isCounted { counts[rule].heldOut += 1 }
        case .claimed:
            if tasks[task].isClaimed { return }
            tasks[task].isClaimed = true
            if isCounted {
                counts[rule].claimed += 1
                if let span = sinceOut(task, line) { paces.claimed(line, span) }
            }
        case .released: tasks[task].isClaimed = false
        case .done:
            if isCounted {
                counts[rule].done += 1
                if let span = sinceOut(task, line) { paces.done(line, span) }
            }
        case .dismissed: if isCounted { counts[rule].dismissed += 1 }
        case .withdrawn: if isCounted, tasks[task].isOut { counts[rule].withdrawn.add(line.was) }
        case .missed: if isCounted { counts[rule].missed += 1 }
        case .escalated: if isCounted { counts[rule].escalated += 1 }
        case .snoozed: break
        case .touched:
            tasks[task].isTheirs = line.rest.isTheirs
            if line.side == "ours" {
                tasks[task].ours = min(tasks[task].ours, line.at)
            } else {
                tasks[task].theirs = min(tasks[task].theirs, line.at)
            }
        case .outcome:
            guard let outcome = line.outcome else { return }
            caught.append((Int32(task), place(ofOutcome: outcome), line.at))
        }
    }

    private mutating func hold(_ task: Int, _ line: LedgerLine) {
        judge(task, line)
        guard let gate = line.because else { return }
        if gate == "surge" { comeOut(task, line) }
        let bit: UInt16 = 1 << UInt16(min(15, gates.place(of: gate)))
        if tasks[task].gates & bit != 0 || line.at < since { return }
        tasks[task].gates |= bit
        counts[Int(tasks[task].rule)].held[gate, default: 0] += 1
    }

    private mutating func comeOut(_ task: Int, _ line: LedgerLine) {
        judge(task, line)
        if tasks[task].isOut { return }
        tasks[task].out = line.at
        tasks[task].lastOut = line.at
        if line.at < since { return }
        counts[Int(tasks[task].rule)].opened += 1
        counts[Int(tasks[task].rule)].byDay[line.at.utc.date, default: 0] += 1
    }

    private mutating func judge(_ task: Int, _ line: LedgerLine) {
        if tasks[task].judged == .distantFuture { tasks[task].judged = line.judged ?? line.at }
    }

    /// Nil of a task whose coming out the ledger does not tell.
    private func sinceOut(_ task: Int, _ line: LedgerLine) -> TimeSpan? {
        tasks[task].isOut ? line.at - tasks[task].lastOut : nil
    }

    private mutating func task(_ line: LedgerLine, _ rule: Int) -> Int {
        if let known = numbers[line.task] { return Int(known) }
        numbers[line.task] = Int32(tasks.count)
        tasks.append(LedgerTask(rule: Int32(rule), customer: line.customer.hashValue))
        return tasks.count - 1
    }

    private mutating func place(of rule: Text) -> Int32 {
        if let known = places[rule] { return known }
        places[rule] = Int32(names.count)
        names.append(rule)
        counts.append(RuleOfLedger(name: rule))
        return Int32(names.count - 1)
    }

    private var gates = NameList()
    private(set) var outcomeNames = NameList()
    private mutating func place(ofOutcome name: Text) -> Int32 { Int32(outcomeNames.place(of: name)) }
}

/// Few names, each with a place.
struct NameList {
    private(set) var names: [Text] = []

    mutating func place(of name: Text) -> Int {
        if let known = names.firstIndex(of: name) { return known }
        names.append(name)
        return names.count - 1
    }
}

extension Withdrawals {
    /// - Parameter was: what the event was besides, as the ledger says.
    fileprivate mutating func add(_ was: Text?) {
        switch was {
        case "outcome": byOutcome += 1
        case "ours": byOurTouch += 1
        case "theirs": byTheirTouch += 1
        default: otherwise += 1
        }
    }
}
