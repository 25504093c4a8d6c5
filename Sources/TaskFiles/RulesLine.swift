import Engine
package import Events
package import RuleLanguage

/// Which rules judge from now on, and by what their tasks are judged afterwards, as one line of the ledger.
///
/// The keys stand in the order `seq at change rules outcomes`; `change` is `rules`. A rule has `rule title class`, `queue`
/// where it is always the same, and `holdout` in percent; an outcome `outcome title good key within`, the last in seconds.
package enum RulesLine {
    /// What the line says of a program: the same bytes for programs of which it says the same.
    package static func members(of program: Program) -> [UInt8] {
        var json = JSONText()
        json.raw(",\"rules\":[")
        for (place, rule) in program.rules.enumerated() {
            json.raw(place == 0 ? "{\"rule\":" : ",{\"rule\":")
            json.string(rule.name)
            json.raw(",\"title\":")
            json.string(rule.title)
            json.raw(",\"class\":")
            json.string(Text(rule.task.taskClass.rawValue))
            if let queue = rule.task.queue.fixed {
                json.raw(",\"queue\":")
                json.string(queue)
            }
            if let percent = rule.outreach.holdoutPercent {
                json.raw(",\"holdout\":")
                json.value(.number(percent))
            }
            json.raw("}")
        }
        json.raw("],\"outcomes\":[")
        for (place, outcome) in program.outcomes.enumerated() { write(outcome, isFirst: place == 0, to: &json) }
        json.raw("]}\n")
        return json.bytes
    }

    private static func write(_ outcome: Outcome, isFirst: Bool, to json: inout JSONText) {
        json.raw(isFirst ? "{\"outcome\":" : ",{\"outcome\":")
        json.string(outcome.name)
        json.raw(",\"title\":")
        json.string(outcome.title)
        json.raw(outcome.isGood ? ",\"good\":true" : ",\"good\":false")
        json.raw(",\"key\":[")
        for (place, key) in outcome.keys.enumerated() {
            if place > 0 { json.raw(",") }
            json.string(key)
        }
        json.raw("],\"within\":")
        json.number(Int(outcome.within.seconds))
        json.raw("}")
    }

    /// Appends the line, with its end.
    package static func write(_ members: [UInt8], at time: Timestamp, number: Int, to bytes: inout [UInt8]) {
        var json = JSONText()
        swap(&json.bytes, &bytes)
        json.raw("{\"seq\":")
        json.number(number)
        json.raw(",\"at\":")
        json.time(time)
        json.raw(",\"change\":\"rules\"")
        json.bytes += members
        swap(&json.bytes, &bytes)
    }
}
