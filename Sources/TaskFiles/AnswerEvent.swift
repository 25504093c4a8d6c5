package import Events

/// An event that a person's answer becomes: one CloudEvent in JSON.
package struct AnswerEvent: Sendable {
    /// A member of its data.
    package enum Value: Sendable, Equatable {
        case text(String)
        case number(Double)
        case flag(Bool)
    }

    package var id: String
    package var source: String
    package var type: String
    /// The customer; what is of none has another word.
    package var subject: String
    package var time: Timestamp
    package var data: [(name: String, value: Value)]

    /// What answers to incidents, which are of no customer, name as their subject: they are found by their id.
    package static let incidents = "incident"

    package init(
        id: String, source: String, type: String, subject: String, time: Timestamp,
        data: [(name: String, value: Value)]
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.time = time
        self.data = data
    }

    /// On one line, without its end.
    package var bytes: [UInt8] {
        var json = JSONText()
        json.raw("{\"specversion\":\"1.0\",\"id\":")
        json.string(Text(id))
        json.raw(",\"source\":")
        json.string(Text(source))
        json.raw(",\"type\":")
        json.string(Text(type))
        json.raw(",\"subject\":")
        json.string(Text(subject))
        json.raw(",\"time\":")
        json.time(time)
        json.raw(",\"data\":{")
        for (place, member) in data.enumerated() {
            if place > 0 { json.raw(",") }
            json.string(Text(member.name))
            json.raw(":")
            switch member.value {
            case .text(let text): json.string(Text(text))
            case .number(let number): json.value(.number(number))
            case .flag(let flag): json.value(.boolean(flag))
            }
        }
        json.raw("}}")
        return json.bytes
    }
}
