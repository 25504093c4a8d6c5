import Backtest
import Events

extension LedgerTally {
    /// For how long after a task came out touches count: the greatest horizon of the bad outcomes, else thirty days.
    private var touchHorizon: TimeSpan {
        rules.outcomes.filter { !$0.isGood }.map(\.within).max() ?? .days(30)
    }

    /// What the lines come to.
    package func figures() -> LedgerFigures {
        let catches = Catches(self)
        let byName = names.indices.sorted { names[$0] < names[$1] }
        var rows = counts
        var whole = RuleOfLedger(name: "all")
        var touches = names.map { _ in TouchTally() }
        var wholeTouches = TouchTally()
        var spite = SpiteTally(self, catches)
        var customers = [Set<Int>](repeating: [], count: names.count)
        for (place, task) in tasks.enumerated() where task.isOut && isCounted(task.out) {
            customers[Int(task.rule)].insert(task.customer)
            let bad = catches.firstBad(after: task.out, task: place, within: touchHorizon)
            touches[Int(task.rule)].take(task, bad: bad, within: touchHorizon)
            wholeTouches.take(task, bad: bad, within: touchHorizon)
            spite.take(task, place)
        }
        for place in rows.indices {
            let known = rules.rules.first { $0.name == names[place] }
            rows[place].isRecovery = known?.isRecovery
            rows[place].customers = customers[place].count
            rows[place].first = touches[place].figures
            rows[place].inSpite = spite.figures(ofRule: place, isRecovery: known?.isRecovery)
            whole.add(rows[place])
        }
        whole.customers = customers.reduce(into: Set<Int>()) { $0.formUnion($1) }.count
        whole.first = wholeTouches.figures
        whole.inSpite = spite.figuresOfAll
        var figures = LedgerFigures(
            since: since == .distantPast ? nil : since, end: end, lines: read.lines, unread: read.unread,
            outcomes: rules.outcomes, touchHorizon: touchHorizon, rules: byName.map { rows[$0] }, all: whole,
            queues: paces.byQueue, people: paces.byPerson, holdouts: holdouts(catches), neverFired: [],
            alwaysWithdrawn: [], oftenDismissed: [])
        figures.noteOddRules(inForce: Set(rules.rules.map(\.name)))
        return figures
    }

    // MARK: Called and held out

    /// Each customer counts once for a rule, by the first episode: both arms are followed from when it was judged.
    private func holdouts(_ catches: Catches) -> [HoldoutFigures] {
        var first: [Int32: [Int: Int]] = [:]
        let asked = Set(names.indices.filter { counts[$0].heldOut > 0 || holdsOut(names[$0]) }.map(Int32.init))
        if asked.isEmpty { return [] }
        for (place, task) in tasks.enumerated() where task.judged != .distantFuture && asked.contains(task.rule) {
            let known = first[task.rule, default: [:]][task.customer]
            if known.map({ tasks[$0].judged <= task.judged }) ?? false { continue }
            first[task.rule, default: [:]][task.customer] = place
        }
        return asked.sorted { names[Int($0)] < names[Int($1)] }.flatMap { rule in
            let isRecovery = rules.rules.first { $0.name == names[Int(rule)] }?.isRecovery
            return rules.outcomes.filter { $0.isGood != (isRecovery ?? !$0.isGood) }.map { outcome in
                var figures = HoldoutFigures(rule: names[Int(rule)], outcome: outcome.name, isGood: outcome.isGood)
                for place in first[rule, default: [:]].values where isCounted(tasks[place].judged) {
                    let task = tasks[place]
                    let isHit = catches.contains(outcome.name, task: place, after: task.judged, within: outcome.within)
                    let isDecided = task.judged + outcome.within <= end
                    if task.isHeldOut {
                        figures.heldOut.add(isDecided: isDecided, isHit: isHit)
                    } else {
                        figures.called.add(isDecided: isDecided, isHit: isHit)
                    }
                }
                return figures
            }
        }
    }

    private func holdsOut(_ name: Text) -> Bool { rules.rules.contains { $0.name == name && $0.holdsOut } }
}

extension HoldoutFigures.Arm {
    fileprivate mutating func add(isDecided: Bool, isHit: Bool) {
        if !isDecided {
            waiting += 1
            return
        }
        decided += 1
        if isHit { hits += 1 }
    }
}

extension RuleOfLedger {
    /// Adds what can be added; who it was of, and what came of it, cannot.
    fileprivate mutating func add(_ other: RuleOfLedger) {
        opened += other.opened
        claimed += other.claimed
        done += other.done
        dismissed += other.dismissed
        missed += other.missed
        heldOut += other.heldOut
        escalated += other.escalated
        withdrawn.byOutcome += other.withdrawn.byOutcome
        withdrawn.byOurTouch += other.withdrawn.byOurTouch
        withdrawn.byTheirTouch += other.withdrawn.byTheirTouch
        withdrawn.otherwise += other.withdrawn.otherwise
        held.merge(other.held, uniquingKeysWith: +)
        byDay.merge(other.byDay, uniquingKeysWith: +)
    }
}

extension LedgerFigures {
    fileprivate mutating func noteOddRules(inForce: Set<Text>) {
        for rule in rules {
            let ended = rule.done + rule.dismissed + rule.withdrawn.all
            let byPeople = rule.done + rule.dismissed
            let hasStirred = rule.opened + rule.heldOut + rule.missed + rule.held.count + ended > 0
            if !hasStirred, inForce.contains(rule.name) { neverFired.append(rule.name) }
            if ended >= Self.withdrawnAtLeast, rule.withdrawn.all == ended { alwaysWithdrawn.append(rule.name) }
            if byPeople >= Self.dismissedAtLeast, 2 * rule.dismissed >= byPeople { oftenDismissed.append(rule.name) }
        }
    }
}
