import Events
import RuleLanguage

extension ReferenceView {
    /// What the person reads; the t of `say` is the judging time.
    func say(anchor: Event?, at judged: Timestamp) -> Text {
        var text = ""
        for part in rule.say {
            switch part {
            case .text(let words): text += words.string
            case .expression(let expression):
                text += printed(value(expression, of: nil, anchor: anchor, at: judged))
            }
        }
        return Text(text)
    }

    private func printed(_ value: Value?) -> String {
        switch value {
        case nil: return "(unknown)"
        case .text(let x): return x.string
        case .number(let x): return x.shortestDecimal
        case .boolean(let x): return x ? "true" : "false"
        case .date(let x): return x.description
        case .duration(let x): return x.description
        case .time(let x):
            let (date, second) = zones.site.local(x)
            // "prints an instant whose year, local, lies beyond as `(never)`"
            if date.parts.year < 1 || date.parts.year > 9_999 { return "(never)" }
            func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
            return "\(date) \(two(second / 3_600)):\(two(second / 60 % 60))"
        }
    }
}
