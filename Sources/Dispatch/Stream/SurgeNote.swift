package import Engine
package import Events
import RuleLanguage

/// What a customer's stream tells of a task about which a surge is asked, to a `SurgeStream` of its rule and group: that it
/// is asked, what would be told of the task if it came out, what if it were gathered, and that it has ended.
package struct SurgeNote: Sendable {
    let name: SurgeName
    let customer: Text
    let place: Place
    package let what: What
    /// What is told; nil of a note that was read from bytes.
    package internal(set) var change: Change?

    package enum What: Sendable {
        case asks(Ask)
        /// The task has ended: no incident has it as a member any more.
        case leaves(TaskID)
        /// What is told of a task if it came out, or if it is gathered: then in a made up incident, whose name is to be
        /// replaced.
        case tells(TaskID, isGathered: Bool, incident: TaskID?)
    }

    package struct Ask: Sendable { let ask: SurgeAsk }

    /// When a replay would have come to it.
    struct Place: Hashable, Sendable {
        let at: Timestamp
        /// At one instant events come first, 0, then judging, as often as there is something to judge.
        let phase: Int
        /// In a phase first all customers are advanced, then again and again those of whom a surge is asked.
        let round: Int
        /// Of one customer.
        let number: Int
    }

    /// Whose it is: the key of its `SurgeStream`, as text.
    package var surge: Text { name.written }
    package var at: Timestamp { place.at }
}

extension SurgeName {
    /// The bytes of rule and group as hexadecimal digits.
    var written: Text {
        var writer = ByteWriter()
        writer.text(rule)
        writer.optional(group) { $0.value($1) }
        let digits = Array("0123456789abcdef".utf8)
        let text = writer.bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return Text(String(decoding: text, as: UTF8.self))
    }

    init(written text: Text) throws(StateError) {
        let digits = text.string.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.string.utf8.count, digits.count % 2 == 0 else { throw .damaged }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
        var reader = ByteReader(bytes)
        let rule = try reader.text()
        let group = try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.value() }
        guard reader.isAtEnd else { throw .damaged }
        self.init(rule: rule, group: group)
    }
}
