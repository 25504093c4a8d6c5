import Events
import RuleLanguage

extension ReferenceView {
    /// What the person reads; the t of `say` is the judging time.
    func say(anchor: Event?, at judged: Timestamp) -> Text {
        printed(rule.say, anchor: anchor, at: judged)
    }

    /// "characters other than ASCII letters, digits, `-`, `_`, `.` become `-`; a missing part without `else` makes the whole
    /// `unassigned`"
    func queue(_ queue: Queue, anchor: Event?, at t: Timestamp) -> Text {
        switch queue {
        case .name(let name): return name
        case .made(let parts):
            for case .expression(let part) in parts where value(part, of: nil, anchor: anchor, at: t) == nil {
                return "unassigned"
            }
            let kept = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.".unicodeScalars)
            let letters = printed(parts, anchor: anchor, at: t).string.unicodeScalars.map {
                kept.contains($0) ? $0 : "-"
            }
            return letters.isEmpty ? "unassigned" : Text(letters.map { String($0) }.joined())
        }
    }

    private func printed(_ parts: [SayPart], anchor: Event?, at judged: Timestamp) -> Text {
        var text = ""
        for part in parts {
            switch part {
            case .text(let words): text += words.string
            case .expression(let expression):
                text += printed(expression, anchor: anchor, at: judged)
            }
        }
        return Text(text)
    }

    /// "prints with just those digits": whatever the value of the text comes from.
    /// "it prints as `2d 3h 20min`, under a minute as `45s`"
    private func printed(_ span: TimeSpan) -> String {
        let length = span < .zero ? -span : span
        var text = ""
        var rest = length.seconds + (length.nanoseconds >= 500_000_000 ? 1 : 0)
        for (unit, size) in [("d", Int64(86_400)), ("h", 3_600), ("min", 60)] where rest >= size {
            text += (text.isEmpty ? "" : " ") + "\(rest / size)\(unit)"
            rest %= size
        }
        if text.isEmpty { text = "\(rest)s" }
        return span < .zero && text != "0s" ? "-" + text : text
    }

    private func printed(_ expression: Expression, anchor: Event?, at judged: Timestamp) -> String {
        func ask(_ part: Expression) -> Value? { value(part, of: nil, anchor: anchor, at: judged) }
        switch expression {
        case .rounded(_, let digits):
            guard case .number(let x) = ask(expression) else { return "(unknown)" }
            var decimal = x.shortestDecimal
            if digits == 0 { return decimal }
            if !decimal.contains(".") { decimal += "." }
            while decimal.reversed().firstIndex(of: ".") ?? 0 < digits { decimal += "0" }
            return decimal
        case .choice(let a, if: let condition, otherwise: let b):
            return printed(ask(condition) == .boolean(true) ? a : b, anchor: anchor, at: judged)
        case .named(_, let part): return printed(part, anchor: anchor, at: judged)
        case .otherwise(let a, let b): return printed(ask(a) == nil ? b : a, anchor: anchor, at: judged)
        default: return printed(ask(expression))
        }
    }

    private func printed(_ value: Value?) -> String {
        switch value {
        case nil: return "(unknown)"
        case .text(let x): return x.string
        case .number(let x): return x.shortestDecimal
        case .boolean(let x): return x ? "true" : "false"
        case .date(let x): return x.description
        case .duration(let x): return printed(x)
        case .time(let x):
            let (date, second) = zones.site.local(x)
            // "prints an instant whose year, local, lies beyond as `(never)`"
            if date.parts.year < 1 || date.parts.year > 9_999 { return "(never)" }
            func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
            return "\(date) \(two(second / 3_600)):\(two(second / 60 % 60))"
        }
    }
}
