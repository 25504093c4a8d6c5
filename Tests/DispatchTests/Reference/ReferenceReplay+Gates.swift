import Engine
import Events
import RuleLanguage

enum ReferenceAnswer {
    case heldOut
    case hold(GateName)
    case pass(unverified: [Text])
}

/// What each gate says of a task at the present instant.
extension ReferenceReplay {
    /// "The gates are asked in this order; the first that holds gives the reason."
    /// - Parameter passed: those before it that come out now or are gathered.
    func ask(_ task: ReferenceTask, passed: Set<TaskID>) -> ReferenceAnswer {
        if isHeldOut(task) { return .heldOut }
        let silent = silentFeeds(task)
        if isBlind(task, silent) { return .hold(.blind) }
        if program.gates.inhibits.contains(where: { holds($0, task) }) { return .hold(.inhibit) }
        if program.gates.budgets.contains(where: { holds($0, task, passed: passed) }) { return .hold(.budget) }
        if program.gates.quiets.contains(where: { holds($0, task) }) { return .hold(.quiet) }
        return .pass(unverified: silent.map(\.name))
    }

    func selects(_ selector: TaskSelector, _ task: ReferenceTask) -> Bool {
        switch selector {
        case .any: return true
        case .ofClass(let some): return rule(task).task.taskClass == some
        case .rules(let places): return places.contains(task.rule)
        }
    }

    /// Every instant at which a gate may let a task go, or it is missed; some of them for nothing.
    func gateTimes(_ task: ReferenceTask) -> [Timestamp] {
        let view = view(task)
        var times = [expiry(task)]
        times += program.origin.feeds.map { view.after(task.judged, $0.hold) }
        for inhibit in program.gates.inhibits {
            guard let after = inhibit.after else { continue }
            times += (tasks[task.customer] ?? []).compactMap(\.endedAt).map { $0 + after }
        }
        for budget in program.gates.budgets {
            times += (tasks[task.customer] ?? []).flatMap(\.outs).map { $0.at + budget.within }
            times += view.timeline.map { $0.time + budget.within }
        }
        for quiet in program.gates.quiets {
            switch quiet.hours {
            case .outside(let place): times += view.calendar(place).nextOpening(after: clock).map { [$0] } ?? []
            case .daily: times += quietSpans(quiet, view).map(\.end)
            }
        }
        return times
    }

    // MARK: Holdout

    /// "if the first 8 bytes of SHA-256 of `holdout`, LF, rule, LF, customer, read as a big-endian number, are below
    /// 10 % of 2^64"
    private func isHeldOut(_ task: ReferenceTask) -> Bool {
        guard !isTest, let percent = rule(task).outreach.holdoutPercent else { return false }
        let digest = ReferenceHash.sha256(Array("holdout\n\(rule(task).name)\n\(task.customer)".utf8))
        let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(number) < percent / 100 * 18_446_744_073_709_551_616
    }

    // MARK: Blind

    /// "while an `unless` of the rule names a type that the feed brings and heard + every < j"
    private func silentFeeds(_ task: ReferenceTask) -> [Feed] {
        if isTest { return [] }
        let named = rule(task).unless.flatMap(\.pattern.alternatives).map { program.schema.types[$0.type].name }
        return program.origin.feeds.filter { feed in
            guard named.contains(where: feed.types.contains) else { return false }
            guard let heard = heard(feed) else { return true }
            return view(task).after(heard, feed.every) < task.judged
        }
    }

    /// "the greatest time of the events known (in replay: the whole instant, of all customers) whose source begins with
    /// one of the prefixes"
    private func heard(_ feed: Feed) -> Timestamp? {
        heard.filter { clock, event in
            clock <= self.clock
                && feed.prefixes.contains { event.identity.source.string.utf8.starts(with: $0.string.utf8) }
        }.map(\.event.time).max()
    }

    /// "From j + hold on a recovery passes"
    private func isBlind(_ task: ReferenceTask, _ silent: [Feed]) -> Bool {
        if rule(task).task.taskClass == .relationship { return !silent.isEmpty }
        return silent.contains { clock < view(task).after(task.judged, $0.hold) }
    }

    // MARK: Inhibit and budget

    /// "while a task of Y of this customer is open or held, or one that had come out ended (however) less than D ago"
    private func holds(_ inhibit: Inhibit, _ task: ReferenceTask) -> Bool {
        guard selects(inhibit.what, task) else { return false }
        return (tasks[task.customer] ?? []).contains { other in
            guard other.id != task.id, selects(inhibit.whileAny, other) else { return false }
            if other.isLive { return true }
            guard let after = inhibit.after, other.cameOut != nil, let ended = other.endedAt else { return false }
            return clock - ended < after
        }
    }

    /// "while of the customer's tasks of X that came out in (t-D, t] and were not withdrawn or dismissed, and the
    /// customer's events of P in (t-D, t], there are N or more"
    private func holds(_ budget: Budget, _ task: ReferenceTask, passed: Set<TaskID>) -> Bool {
        guard selects(budget.what, task) else { return false }
        func isCounted(_ t: Timestamp) -> Bool { t > clock - budget.within && t <= clock }
        let out = (tasks[task.customer] ?? []).filter { other in
            guard selects(budget.what, other) else { return false }
            if passed.contains(other.id) { return true }
            switch other.state {
            case .open, .done: return other.outs.last.map { isCounted($0.at) } ?? false
            // "For a budget a gathered task counts as out."
            case .held: return other.holding.incident != nil && other.outs.last.map { isCounted($0.at) } ?? false
            case .dismissed, .withdrawn, .missed, .heldOut: return false
            }
        }
        var count = out.count
        if let pattern = budget.counting {
            let view = ReferenceView.ofCustomer(view(task), task: rule(task), nil)
            count += view.timeline.filter { isCounted($0.time) && view.matches(pattern, $0, anchor: nil) }.count
        }
        return count >= budget.most
    }

    // MARK: Quiet

    private func holds(_ quiet: QuietHours, _ task: ReferenceTask) -> Bool {
        guard selects(quiet.what, task), !quiet.except.contains(priority(task)) else { return false }
        let view = view(task)
        switch quiet.hours {
        case .outside(let place): return !view.calendar(place).isOpen(at: clock)
        case .daily: return quietSpans(quiet, view).contains { $0.begin <= clock && clock < $0.end }
        }
    }

    /// "in those hours, half open, local to the customer; a span over midnight belongs to the day on which it begins":
    /// those of the days around.
    private func quietSpans(_ quiet: QuietHours, _ view: ReferenceView) -> [ReferenceCalendar.Opening] {
        guard case .daily(let from, let to, let days) = quiet.hours else { return [] }
        let zone = view.customerZone(at: clock)
        let today = zone.local(clock).date
        return (-2...8).compactMap { day in
            let date = today.shifted(day)
            guard days.contains(date.weekday) else { return nil }
            let begin = zone.instant(of: date, secondOfDay: from * 60)
            let end = zone.instant(of: from < to ? date : date.shifted(1), secondOfDay: to * 60)
            return begin < end ? ReferenceCalendar.Opening(begin: begin, end: end) : nil
        }
    }
}
