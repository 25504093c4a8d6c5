package import Engine
import Events
import RuleLanguage

/// `expire after D`: a verdict that is first learned later than D after it was judged makes no task.
package struct ExpireGate: Gate {
    /// By rule: D.
    private let expire: [RuleDuration]
    private let calendars: CalendarTable

    package init(_ engine: RuleEngine) {
        expire = engine.program.rules.map(\.expire)
        calendars = engine.calendars
    }

    package var mayHold: Bool { false }

    package func ask(_ question: GateQuestion) -> GateAnswer {
        guard let learned = question.learnedLate, learned > expire[question.rule].after(question.judgedAt, calendars)
        else {
            return .release
        }
        return .end(because: .missed)
    }
}
