import Events
import Foundation
import TestSupport
import Testing

@testable import Daemon

/// What the schema says that the package brings, the lines keep.
@Suite("The schema of the ledger")
struct LedgerSchemaTests {
    let schema: [String: Any]

    init() throws {
        let text = Data(try Checkout.text("packaging/ledger.schema.json").utf8)
        schema = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    }

    /// A rule of each kind of line.
    static let rules = """
        event parcel.late  order text
        event call.made    order text optional
        event wish.made    order text

        outcome unhappy "A \\"bad\\" call" when call.made within 10d
        touch theirs = call.made
        quiet relationship 00:00-16:00

        rule late "Late"
          per  order
          when parcel.late unless call.made within 1h
          task recovery to care priority high due 2h
          escalate unclaimed after 1h to boss priority urgent
          say  "Call."

        rule thanks "Thanks"
          per  order
          when wish.made
          task relationship to "care-{customer.id}"
          expire after 1h
          say  "Thank."

        rule some "Some"
          when wish.made
          task relationship to care
          holdout 50%
          say  "Ask."
        """

    @Test("fits every line that is written")
    func lines() throws {
        let house = try House(rules: Self.rules)
        let wishes = (1...8).map { House.event("w-\($0)", "wish.made", "c-\($0)", after: .zero, #"{"order":"o"}"#) }
        try house.drop(
            "a.ndjson", wishes.joined(separator: "\n"),
            House.event("l-1", "parcel.late", "c-1", after: .zero, #"{"order":"o"}"#),
            House.event("l-2", "parcel.late", "c-2", after: .zero, #"{"order":"p"}"#))
        try house.once(after: .minutes(2))
        try house.once(after: .hours(2))
        let task = try #require(
            house.ledger.first { $0.contains(#""rule":"late","customer":"c-1""#) }?.firstMatch(
                of: /"task":"([0-9a-f]+)"/)?.1)
        func answer(_ id: String, _ what: String, _ more: String) -> String {
            House.event(id, "task.\(what)", "c-1", after: .hours(2), #"{"task":"\#(task)"\#(more)}"#)
        }
        try house.drop(
            "b.ndjson", answer("a-1", "claimed", #","by":"ann""#), answer("a-2", "released", ""),
            answer("a-3", "snoozed", #","until":"2026-03-02T12:30:00Z""#))
        try house.once(after: .hours(2) + .minutes(10))
        try house.once(after: .hours(4))
        try house.drop(
            "c.ndjson",
            House.event("a-4", "task.dismissed", "c-1", after: .hours(4), #"{"task":"\#(task)","reason":"no"}"#),
            House.event("k-1", "call.made", "c-2", after: .hours(4)))
        try house.once(after: .hours(4))
        try house.once(after: .hours(7))
        var changes: Set<String> = []
        for (place, line) in house.ledger.enumerated() {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["seq"] as? Int == place + 1)
            changes.insert(object["change"] as? String ?? "")
            let alternatives = try #require(schema["oneOf"] as? [[String: Any]])
            #expect(alternatives.filter { fits(object, $0) }.count == 1, "\(line)")
        }
        #expect(
            changes == [
                "rules", "opened", "held", "held-out", "missed", "claimed", "released", "snoozed", "escalated",
                "dismissed",
                "withdrawn", "touched", "outcome",
            ])
    }

    /// Whether a value fits a schema, as far as this one's words go.
    private func fits(_ value: Any, _ schema: [String: Any]) -> Bool {
        if let reference = schema["$ref"] as? String {
            let name = String(reference.split(separator: "/").last ?? "")
            guard let definition = (self.schema["$defs"] as? [String: Any])?[name] as? [String: Any] else {
                return false
            }
            return fits(value, definition)
        }
        if let constant = schema["const"] as? String, value as? String != constant { return false }
        if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") { return false }
        if let pattern = schema["pattern"] as? String {
            guard let text = value as? String, text.range(of: pattern, options: .regularExpression) != nil else {
                return false
            }
        }
        switch schema["type"] as? String {
        case "string": return value is String
        case "integer": return (value as? NSNumber).map { $0.doubleValue.rounded() == $0.doubleValue } ?? false
        case "number", "boolean": return value is NSNumber
        case "array":
            guard let elements = value as? [Any] else { return false }
            return (schema["items"] as? [String: Any]).map { items in elements.allSatisfy { fits($0, items) } } ?? true
        case "object":
            guard let members = value as? [String: Any] else { return false }
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            guard (schema["required"] as? [String] ?? []).allSatisfy({ members[$0] != nil }) else { return false }
            return members.allSatisfy { name, member in
                properties[name].map { fits(member, $0) } ?? (schema["additionalProperties"] as? Bool != false)
            }
        default: return true
        }
    }
}
