import Engine
import Events
import RuleLanguage

/// `quiet X 20:00-08:30 [on …]`, `quiet X outside CAL`: hours in which nobody is bothered.
struct QuietGate: Gate {
    private let engine: RuleEngine
    private let quiets: [QuietHours]

    /// Nil if no hours are quiet.
    init?(_ engine: RuleEngine) {
        self.engine = engine
        quiets = engine.program.gates.quiets
        if quiets.isEmpty { return nil }
    }

    /// So many quiet hours in a row are followed to their end.
    private static let mostInARow = 64

    func ask(_ question: GateQuestion) -> GateAnswer {
        let taskClass = engine.program.rules[question.rule].task.taskClass
        let mine = quiets.filter { quiet in
            quiet.what.selects(rule: question.rule, taskClass) && !quiet.except.contains(question.priority)
        }
        guard !mine.isEmpty, let first = end(of: mine, at: question.now, question) else { return .release() }
        var hold = GateHold(.quiet, until: first)
        for _ in 0..<Self.mostInARow {
            guard let last = hold.until, let next = end(of: mine, at: last, question) else { break }
            hold.until = next
        }
        if hold.until == .distantFuture { hold.until = nil }
        hold.asksAt = hold.until
        return .hold(hold)
    }

    /// When the hours end that are quiet at an instant; nil if none are.
    private func end(of quiets: [QuietHours], at t: Timestamp, _ question: GateQuestion) -> Timestamp? {
        quiets.compactMap { quiet in
            switch quiet.hours {
            case .outside(let calendar): return engine.nextOpening(of: calendar, ifClosedAt: t)
            case .daily(let from, let to, let days):
                return end(from, to, days, at: t, question.customer.zone(at: question.now))
            }
        }.max()
    }

    private func end(_ from: Int, _ to: Int, _ days: [Int], at t: Timestamp, _ zone: Zone) -> Timestamp? {
        let today = zone.local(t).date
        for shift in -2...1 {
            let date = CalendarDate(days: today.days + Int32(shift))
            guard days.contains(date.weekday) else { continue }
            let last = from < to ? date : CalendarDate(days: date.days + 1)
            let begin = zone.instant(of: date, secondOfDay: from * 60)
            let end = zone.instant(of: last, secondOfDay: to * 60)
            if begin <= t, t < end { return end }
        }
        return nil
    }
}
