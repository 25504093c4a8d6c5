import Engine
import Events
package import RuleLanguage

/// `expire after D`: a verdict that is first learned later than D after it was judged makes no task.
package struct ExpireGate: Gate {
    /// By rule: D.
    private let expire: [RuleDuration]

    package init(_ program: Program) { expire = program.rules.map(\.expire) }

    package var mayHold: Bool { false }

    package func ask(_ question: GateQuestion) -> GateAnswer {
        guard let learned = question.learnedLate, learned > expire[question.rule].after(question.judgedAt) else {
            return .release
        }
        return .end(because: .missed)
    }
}
