package import Events
package import TaskFiles

/// The site's own word for a customer who was reached: `call.completed outcome=spoke`.
package struct ContactEvent: Sendable {
    package let type: String
    package let data: [(name: String, value: AnswerEvent.Value)]

    /// - Returns: nil unless the first word is a dotted name and each other one is a field, `=`, and its value: `true`,
    ///   `false`, a number, or a text.
    package init?(_ words: String) {
        let parts = words.split(separator: " ")
        guard let type = parts.first, type.contains("."), !type.contains("=") else { return nil }
        self.type = String(type)
        var data: [(name: String, value: AnswerEvent.Value)] = []
        for part in parts.dropFirst() {
            guard let sign = part.firstIndex(of: "="), sign != part.startIndex else { return nil }
            data.append((String(part[..<sign]), Self.value(part[part.index(after: sign)...])))
        }
        self.data = data
    }

    private static func value(_ text: Substring) -> AnswerEvent.Value {
        switch text {
        case "true": return .flag(true)
        case "false": return .flag(false)
        default:
            if let number = Double(text), number.isFinite { return .number(number) }
            return .text(String(text))
        }
    }

    package func event(id: String, of customer: String, at time: Timestamp) -> AnswerEvent {
        AnswerEvent(id: id, source: Answers.source, type: type, subject: customer, time: time, data: data)
    }
}
