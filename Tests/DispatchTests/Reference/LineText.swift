import Engine
import TaskDispatch
import Events

/// Times as the page tests write them: on 2 March 2026 by the clock, in the same year without it. All of it is UTC.
enum TerseTime {
    static func text(_ time: Timestamp) -> String {
        var text = time.description
        text.removeLast()  // Z
        if text.hasSuffix(":00") { text.removeLast(3) }
        if text.hasPrefix("2026-03-02T") { return String(text.dropFirst(11)) }
        if text.hasPrefix("2026-") { return String(text.dropFirst(5)) }
        return text
    }

    static func time(_ text: String) -> Timestamp? {
        let dashes = text.split(separator: "-").count
        let day = text.contains("T") ? (dashes == 3 ? "" : "2026-") : "2026-03-02T"
        guard case .success(let time) = Timestamp.parse(Text(day + text + "Z"), secondsOptional: true) else {
            return nil
        }
        return time
    }
}

extension Value {
    /// As a timeline of the page tests writes it.
    var terse: String {
        switch self {
        case .text(let x): return x.string
        case .number(let x): return x.shortestDecimal
        case .boolean(let x): return x ? "true" : "false"
        case .time(let x): return TerseTime.text(x)
        case .date(let x): return x.description
        case .duration(let x): return x.description
        }
    }
}

extension EventIdentity {
    /// The id alone where the source is the usual one.
    var terse: String { source == "/s" ? id.string : description }
}

extension Line {
    /// `14:00 withdrawn overtaken by e2 late o-1 [e1]`; an incident's `14:00 opened late incident members 3`.
    var text: String {
        var words = [TerseTime.text(at)]
        switch change {
        case .opened: words.append("opened")
        case .withdrawn(let because): words.append("withdrawn \(because)")
        case .done: words.append("done")
        case .dismissed: words.append("dismissed")
        case .missed(nil): words.append("missed")
        case .missed(let gate?): words.append("missed \(gate)")
        case .held(let gate): words.append("held \(gate)")
        case .heldOut: words.append("held-out")
        case .escalated: words.append("escalated")
        }
        if let by { words.append("by \(by.terse)") }
        words.append(rule.string)
        if let members {
            words.append("incident members \(members)")
        } else {
            words += key.map(\.terse)
            if customer != "c" { words.append("of \(customer)") }
            words.append("[\(evidence.map(\.terse).joined(separator: " "))]")
        }
        if !unverified.isEmpty { words.append("unverified \(unverified.map(\.string).joined(separator: " "))") }
        if change == .escalated { words.append(handedText) }
        return words.joined(separator: " ")
    }

    var dueText: String { "due \(due.map(TerseTime.text) ?? "never")" }

    var judgedText: String { "judged \(judged.map(TerseTime.text) ?? "never")" }

    var handedText: String { handed.map { "to \($0.queue) \($0.priority)" } ?? "to nobody" }
}
