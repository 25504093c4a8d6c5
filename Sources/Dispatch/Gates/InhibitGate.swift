import Engine
import Events
import RuleLanguage

/// `inhibit X while Y [and D after]`: one matter at a time.
struct InhibitGate: Gate {
    private let engine: RuleEngine
    private let inhibits: [Inhibit]

    /// Nil if nothing inhibits.
    init?(_ engine: RuleEngine) {
        self.engine = engine
        inhibits = engine.program.gates.inhibits
        if inhibits.isEmpty { return nil }
    }

    func ask(_ question: GateQuestion) -> GateAnswer {
        let taskClass = engine.program.rules[question.rule].task.taskClass
        var holds = false
        var isUnknown = false
        var until = Timestamp.distantPast
        for inhibit in inhibits where inhibit.what.selects(rule: question.rule, taskClass) {
            for other in question.tasks
            where other.id != question.task && inhibit.whileAny.selects(rule: other.rule, other.taskClass) {
                if other.isLive {
                    holds = true
                    isUnknown = true
                } else if let after = inhibit.after, let ended = other.endedAt, question.now < ended + after {
                    holds = true
                    until = max(until, ended + after)
                }
            }
        }
        if !holds { return .release() }
        return .hold(GateHold(.inhibit, until: isUnknown ? nil : until))
    }
}
