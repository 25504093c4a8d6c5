import Engine
import Events
import RuleLanguage

/// `feed … brings …`: while a feed that would bring what ends the wait is silent, nobody knows whether it has come.
struct BlindGate: Gate {
    private let engine: RuleEngine
    private let feeds: [Feed]
    /// For each rule, the places of the feeds that bring what an `unless` of it names.
    private let listened: [[Int]]

    /// Nil if no rule waits for what a feed brings.
    init?(_ engine: RuleEngine) {
        self.engine = engine
        let program = engine.program
        feeds = program.origin.feeds
        listened = program.rules.map { rule in
            let types = Set(rule.unless.flatMap(\.pattern.alternatives).map { program.schema.types[$0.type].name })
            return program.origin.feeds.indices.filter { place in
                program.origin.feeds[place].types.contains(where: types.contains)
            }
        }
        if listened.allSatisfy(\.isEmpty) { return nil }
    }

    func ask(_ question: GateQuestion) -> GateAnswer {
        let silent = listened[question.rule].filter { isSilent($0, question) }
        if silent.isEmpty { return .release() }
        var until: Timestamp?
        if engine.program.rules[question.rule].task.taskClass == .recovery {
            let passes = silent.map { engine.after(feeds[$0].hold, question.judgedAt) }.max()
            if let passes, passes <= question.now { return .release(unverified: silent.map { feeds[$0].name }) }
            until = passes
        }
        var hold = GateHold(.blind, until: until)
        for place in silent {
            let needs = needed(of: feeds[place], at: question.judgedAt)
            hold.feeds.append(FeedWait(feed: feeds[place].name, needs: needs))
            if let next = question.hearing.next(place, needs: needs, after: question.now) {
                hold.asksAt = hold.asksAt.map { min($0, next) } ?? next
            }
        }
        return .hold(hold)
    }

    private func isSilent(_ place: Int, _ question: GateQuestion) -> Bool {
        guard let heard = question.hearing.heard(place, feeds[place], at: question.now) else { return true }
        return engine.after(feeds[place].every, heard) < question.judgedAt
    }

    /// The earliest time, to the second, at which the feed has to be heard so that it was not silent at `judgedAt`.
    private func needed(of feed: Feed, at judgedAt: Timestamp) -> Timestamp {
        if case .elapsed(let every) = feed.every { return judgedAt - every }
        var low = judgedAt.seconds - 101 * 366 * 86_400
        var high = judgedAt.seconds
        while low < high {
            let middle = low + (high - low) / 2
            if engine.after(feed.every, Timestamp(seconds: middle, nanoseconds: 999_999_999)) < judgedAt {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return Timestamp(seconds: low)
    }
}
