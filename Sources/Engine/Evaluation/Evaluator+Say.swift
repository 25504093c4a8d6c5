import Events
import RuleLanguage

extension Evaluator {
    /// What the person reads, asked at the judging time.
    func say(_ parts: [SayPart], _ scope: Scope) -> Text {
        var text = ""
        for part in parts {
            switch part {
            case .text(let literal): text += literal.string
            case .expression(let expression): text += written(expression, scope)
            }
        }
        return Text(text)
    }

    /// A value that was rounded has just the digits that it was rounded to, also where it is chosen or stands in for
    /// another.
    private func written(_ expression: Expression, _ scope: Scope) -> String {
        switch expression {
        case .rounded(_, let digits):
            guard case .number(let number)? = evaluate(expression, scope) else { return written(nil) }
            return number.decimal(digits: digits)
        case .choice(let value, let condition, let other):
            return written(holds(condition, scope) ? value : other, scope)
        case .otherwise(let value, let other): return written(evaluate(value, scope) == nil ? other : value, scope)
        case .named(_, let value): return written(value, scope)
        default: return written(evaluate(expression, scope))
        }
    }

    private func written(_ value: Value?) -> String {
        switch value {
        case nil: return "(unknown)"
        case .text(let text): return text.string
        case .number(let number): return number.shortestDecimal
        case .boolean(let truth): return truth ? "true" : "false"
        case .date(let date): return date.description
        case .duration(let span): return span.inDaysHoursMinutes
        case .time(let time):
            let local = plan.zones.site.local(time)
            guard (1...9_999).contains(local.date.parts.year) else { return "(never)" }
            let minutes = local.secondOfDay / 60
            return "\(local.date) \(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
        }
    }

    private func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
