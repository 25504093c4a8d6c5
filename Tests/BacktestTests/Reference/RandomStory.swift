import Engine
import Events
import TestSupport

/// Random rules with outcomes, gates and touches, and random events for them.
struct RandomStory {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private mutating func chance(_ percent: Int) -> Bool { random.below(100) < percent }
    private mutating func pick<T>(_ choices: [T]) -> T { choices[random.below(choices.count)] }
    private mutating func span() -> String { pick(["0s", "2h", "6h", "1d", "3d"]) }

    /// The rules; what only gates say stands in lines of its own, and `withoutGates` leaves it out.
    mutating func rules() -> (text: String, withoutGates: String) {
        var lines = [
            "zone Europe/London",
            "event order.placed order text shop text optional n number",
            "event order.there order text",
            "event review.made order text n number",
            "event complaint.made order text optional shop text optional",
            "event call.made order text optional",
            "event page.seen order text optional",
            "let patience = \(span())",
        ]
        lines += outcomes()
        if chance(60) { lines.append("touch ours = call.made") }
        if chance(60) { lines.append("touch theirs = complaint.made or review.made where n > 2") }
        let rules = self.rules(chance(40))
        let gates = self.gates()
        let text = { (rule: [String], gates: [String]) in (lines + rule + gates).joined(separator: "\n") + "\n" }
        let bare = rules.map { $0.split(separator: "\n").filter { !$0.contains("surge") }.joined(separator: "\n") }
        return (text(rules, gates), text(bare, []))
    }

    private mutating func outcomes() -> [String] {
        let horizon = { (random: inout RandomStory) in random.pick(["6h", "1d", "3d", "6d"]) }
        var lines: [String] = []
        let among = chance(40) ? " among review.made" : ""
        lines.append(
            "outcome unhappy \"U\" per order when (review.made where n <= 2) or complaint.made\(among) "
                + "within \(horizon(&self))")
        if chance(60) {
            lines.append("outcome content \"C\" good when review.made where n >= 4 within \(horizon(&self))")
        }
        if chance(50) {
            lines.append(
                "outcome angry \"A\" per shop, order when complaint.made\(chance(50) ? " among call.made" : "") "
                    + "within \(horizon(&self))")
        }
        return lines
    }

    private mutating func rules(_ hasSurge: Bool) -> [String] {
        let mode = { (random: inout RandomStory) in random.pick(["", "first ", "latest ", "each "]) }
        let tail = "task recovery to care say \"Call.\" expire after 100d"
        var rules = [
            "rule waits \"W\" per order when order.placed unless order.there within patience\n\(tail)"
                + (hasSurge ? "\nsurge \(1 + random.below(2)) within \(pick(["1d", "3d"]))\nkeep" : "")
        ]
        if chance(60) {
            rules.append(
                "rule shops \"S\" per shop, order when order.placed unless order.there within \(span())\n\(tail)")
        }
        if chance(60) {
            rules.append("rule anyone \"A\" when \(mode(&self))order.placed where n > 2 \(unless())\n\(tail)")
        }
        if chance(60) {
            rules.append(
                "rule thanks \"T\" per order when each review.made where n >= 3\n"
                    + "task relationship to care say \"Write.\" expire after 100d")
        }
        if chance(40) {
            rules.append(
                "rule again \"G\" per order when review.made unless call.made within \(span()) after 4d\n"
                    + "task relationship to care say \"Write.\" expire after 100d again after 2d")
        }
        return rules
    }

    private mutating func unless() -> String { "unless call.made or order.there within \(pick(["1h", "1d"]))" }

    private mutating func gates() -> [String] {
        var gates: [String] = []
        if chance(25) { gates.append("budget any 1 within 2d") }
        if chance(25) { gates.append("quiet any 20:00-08:00") }
        if chance(25) { gates.append("inhibit relationship while recovery and 1d after") }
        return gates
    }

    /// In time order or not; several at one instant, and all of the customers' keys overlap.
    mutating func events(_ types: [EventType]) -> [Event] {
        let begin = Timestamp(seconds: 1_772_000_000 / 3_600 * 3_600)
        let count = 10 + random.below(60)
        return (0..<count).map { number in
            let type = types.count - 6 + random.below(6)
            let values = types[type].fields.map { field -> Value? in
                if field.isOptional, random.below(100) < 40 { return nil }
                switch field.name {
                case "n": return .number(Double(1 + random.below(5)))
                case "order": return .text(pick(["o-1", "o-2", "o-3"]))
                default: return .text(pick(["s-1", "s-2"]))
                }
            }
            return Event(
                identity: EventIdentity(source: "/s", id: Text("e\(number)")), type: type,
                customer: pick(["c-1", "c-2", "c-3"]), time: begin + .hours(Int64(random.below(500))), fields: values)
        }
    }

    mutating func time() -> Timestamp {
        Timestamp(seconds: 1_772_000_000 / 3_600 * 3_600) + .hours(Int64(random.below(500)))
    }

    mutating func flip() -> Bool { chance(50) }
    mutating func weight() -> Double { pick([0, 0.5, 1, 2, 3]) }
    mutating func weightKey() -> Text { pick(["order", "customer"]) }
}
