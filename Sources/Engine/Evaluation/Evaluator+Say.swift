import Events
import RuleLanguage

extension Evaluator {
    /// What the person reads, asked at the judging time.
    func say(_ parts: [SayPart], _ scope: Scope) -> Text {
        var text = ""
        for part in parts {
            switch part {
            case .text(let literal): text += literal.string
            case .expression(let expression): text += written(evaluate(expression, scope))
            }
        }
        return Text(text)
    }

    private func written(_ value: Value?) -> String {
        switch value {
        case nil: return "(unknown)"
        case .text(let text): return text.string
        case .number(let number): return number.shortestDecimal
        case .boolean(let truth): return truth ? "true" : "false"
        case .date(let date): return date.description
        case .duration(let span): return span.description
        case .time(let time):
            let local = plan.zones.site.local(time)
            guard (1...9_999).contains(local.date.parts.year) else { return "(never)" }
            let minutes = local.secondOfDay / 60
            return "\(local.date) \(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
        }
    }

    private func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
