package import Events

/// Small pieces of English.
package enum English {
    /// `4 hours`, `1 hour and 30 minutes`, `45 seconds`.
    package static func duration(_ span: TimeSpan) -> String {
        if span < .zero { return "minus " + duration(-span) }
        var rest = span.seconds
        var parts: [String] = []
        for (size, unit) in [(604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute")] as [(Int64, String)] {
            // Weeks are said only when they are the whole of it, and more than one: 7 days, 2 weeks, 10 days.
            if unit == "week", rest % size != 0 || rest == size || span.nanoseconds != 0 { continue }
            if rest >= size {
                parts.append(counted(rest / size, unit))
                rest %= size
            }
        }
        if span.nanoseconds > 0 {
            let exact = TimeSpan(seconds: rest, nanoseconds: Int64(span.nanoseconds)).description
            parts.append("\(exact.dropLast()) seconds")
        } else if rest > 0 || parts.isEmpty {
            parts.append(counted(rest, "second"))
        }
        return list(parts, "and")
    }

    /// `the day`, `the 3 hours`
    static func the(_ words: String) -> String {
        return words.hasPrefix("1 ") && !words.contains(" and ") ? "the \(words.dropFirst(2))" : "the \(words)"
    }

    /// `a delivery.delayed`, `an order.placed`
    package static func article(_ noun: String) -> String {
        let first = noun.unicodeScalars.first.map { Character($0) }
        return first.map { "aeiouAEIOU".contains($0) } ?? false ? "an \(noun)" : "a \(noun)"
    }

    /// `a`, `a or b`, `a, b or c`
    package static func list(_ parts: [String], _ word: String) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    /// `1 hour`, `2 hours`
    static func counted(_ count: Int64, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// As the start of a sentence.
    package static func sentence(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, first.isASCII else { return text }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// In quotation marks.
    package static func quoted(_ text: Text) -> String { "“\(text)”" }

    /// A value in a sentence: texts in quotation marks, spans of time in words.
    package static func value(_ value: Value) -> String {
        switch value {
        case .text(let text): return quoted(text)
        case .number(let number): return number.shortestDecimal
        case .boolean(let truth): return truth ? "true" : "false"
        case .time(let time): return time.description
        case .date(let date): return date.description
        case .duration(let span): return duration(span)
        }
    }
}
