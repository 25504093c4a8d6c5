import ArgumentParser
import Daemon
import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// `outreachd plan`: what other rules would change, before they do.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Say what other rules would change: tasks they open and withdraw, deadlines they move.",
        discussion: """
            Judges every customer that a daemon knows by the rules in force and by these, and counts the difference, \
            rule by rule. The daemon may be running; nothing is changed. A rule that was never in force would look \
            back to this moment, less --backfill, as with outreachd reload.
            """)

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("The folder of the daemon's database.", valueName: "dir"), completion: .directory)
    var state: String

    @Option(
        help: ArgumentHelp("How far new rules would look back, as 7d.", valueName: "duration"),
        completion: .durations("1d", "7d", "30d"), transform: SpanArgument.reading)
    var backfill = SpanArgument(.zero)

    @Option(
        help: ArgumentHelp("The grace that the daemon runs with.", valueName: "duration"),
        completion: .durations("0s", "1min", "5min"), transform: SpanArgument.reading)
    var grace = SpanArgument(.minutes(1))

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let set = try rules.load()
        var output = StandardOutput()
        do throws(DaemonError) {
            var comparison = try RuleComparison(
                state: state, rules: set, backfill: backfill.span, grace: grace.span)
            var progress = Progress(what: "of \(comparison.customers) customers", step: 1_000)
            try comparison.run(progress: { progress.advance($0) })
            progress.finish()
            if json {
                output.json(jsonLine(comparison, set.program))
            } else {
                for line in lines(comparison, set.program) { output.sentence(line) }
            }
        } catch {
            throw error.told(ofState: state)
        }
        output.flush()
    }

    // MARK: For people

    private func lines(_ comparison: RuleComparison, _ program: Program) -> [String] {
        let total = comparison.total
        var lines = [total.isEmpty ? "nothing would change" : sentence(total)]
        let adoption = comparison.adoption
        if !adoption.new.isEmpty {
            lines.append(
                "new: \(adoption.new.map(\.string).joined(separator: ", "))"
                    + (adoption.since.map { " (looking back to \($0))" } ?? ""))
        }
        if !adoption.removed.isEmpty {
            lines.append("removed: \(adoption.removed.map(\.string).joined(separator: ", "))")
        }
        if let through = comparison.settledThrough {
            let ends =
                through.lowerBound == through.upperBound
                ? "\(through.lowerBound)" : "a time between \(through.lowerBound) and \(through.upperBound)"
            lines.append(
                "the past of \(grouped(comparison.settled)) of \(grouped(comparison.customers)) customers is settled up to "
                    + "\(ends): rules that are new, or say something else, judge what came after, and facts and "
                    + "dates that are known then")
        }
        lines += keptLines(comparison)
        if !comparison.leftOut.isEmpty { lines.append(leftOut(comparison.leftOut)) }
        let rows = rows(comparison, program)
        if rows.isEmpty { return lines }
        let width = rows.map { $0.rule.string.count }.max() ?? 0
        lines.append("")
        for (rule, counts) in rows {
            let name = rule.string
            lines.append("\(name)\(String(repeating: " ", count: width - name.count))  \(sentence(counts))")
        }
        return lines
    }

    /// So many are named of those who are left out.
    private static let namesShown = 10

    private func leftOut(_ customers: [Text]) -> String {
        let names = customers.prefix(Self.namesShown).map { "\"\($0)\"" }.joined(separator: ", ")
        let more = customers.count - Self.namesShown
        return "left out, for judging takes longer than the daemon would work on it: \(names)"
            + (more > 0 ? " and \(plural(more, "other"))" : "")
    }

    /// What the new declarations make of events that came before them.
    private func keptLines(_ comparison: RuleComparison) -> [String] {
        let takenIn = comparison.takenIn.sorted { $0.key < $1.key }.map { "\($0.key) \(grouped($0.value))" }
        let misfits = comparison.misfits.sorted { $0.key < $1.key }.map { type, misfits in
            let events = misfits.events == 1 ? "1 event does" : "\(grouped(misfits.events)) events do"
            return "\(type): \(events) not fit the declaration, and no rule sees them: \(misfits.detail)"
        }
        return
            (takenIn.isEmpty
            ? [] : ["takes in events that came before their type was declared: \(takenIn.joined(separator: ", "))"])
            + misfits
    }

    /// `opens 12, withdraws 31, moves 1,020 deadlines`
    private func sentence(_ counts: RuleComparison.Counts) -> String {
        var parts: [String] = []
        func add(_ count: Int, _ verb: String, _ noun: String? = nil) {
            guard count > 0 else { return }
            parts.append("\(verb) \(grouped(count))" + (noun.map { " \($0)\(count == 1 ? "" : "s")" } ?? ""))
        }
        add(counts.opens, "opens")
        add(counts.withdraws, "withdraws")
        add(counts.holds, "holds")
        add(counts.updates, "updates")
        add(counts.moves, "moves", "deadline")
        add(counts.starts, "starts", "wait")
        add(counts.drops, "drops", "wait")
        add(counts.misses, "finds", "verdict")
        var text = parts.joined(separator: ", ")
        if counts.misses > 0 { text += " too old to open" }
        return text
    }

    /// In the order of the new rules, those that are removed behind them.
    private func rows(
        _ comparison: RuleComparison, _ program: Program
    ) -> [(rule: Text, counts: RuleComparison.Counts)] {
        let names = program.rulesAsWritten.map { program.rules[$0].name }
        return (names + comparison.rules.keys.filter { !names.contains($0) }.sorted()).compactMap { name in
            comparison.rules[name].map { (name, $0) }
        }
    }

    /// `1,020`
    private func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text = "," + text }
            text = "\(digit)" + text
        }
        return text
    }

    // MARK: For programs

    /// `{"opens":12,"withdraws":31,…,"left_out":[…],"new":[…],"removed":[…],"since":TIME,"taken_in":{"order.placed":3},`
    /// `"misfits":{"order.placed":{"events":1,"detail":…}},"rules":{"late-not-told":{"opens":…}}}`
    private func jsonLine(_ comparison: RuleComparison, _ program: Program) -> [UInt8] {
        var json = JSONText()
        json.raw("{")
        append(comparison.total, to: &json)
        json.raw(",\"customers\":")
        json.value(.number(Double(comparison.customers)))
        if !comparison.leftOut.isEmpty {
            json.raw(",\"left_out\":")
            json.strings(comparison.leftOut.map(\.string))
        }
        json.raw(",\"new\":")
        json.strings(comparison.adoption.new.map(\.string))
        json.raw(",\"removed\":")
        json.strings(comparison.adoption.removed.map(\.string))
        if let through = comparison.settledThrough {
            json.raw(",\"settled\":{\"customers\":")
            json.value(.number(Double(comparison.settled)))
            json.raw(",\"first\":")
            json.value(.time(through.lowerBound))
            json.raw(",\"last\":")
            json.value(.time(through.upperBound))
            json.raw("}")
        }
        if let since = comparison.adoption.since {
            json.raw(",\"since\":")
            json.string(Text(since.description))
        }
        json.raw(",\"taken_in\":{")
        for (place, type) in comparison.takenIn.sorted(by: { $0.key < $1.key }).enumerated() {
            if place > 0 { json.raw(",") }
            json.string(type.key)
            json.raw(":")
            json.value(.number(Double(type.value)))
        }
        json.raw("},\"misfits\":{")
        for (place, type) in comparison.misfits.sorted(by: { $0.key < $1.key }).enumerated() {
            if place > 0 { json.raw(",") }
            json.string(type.key)
            json.raw(":{\"events\":")
            json.value(.number(Double(type.value.events)))
            json.raw(",\"detail\":")
            json.string(Text(type.value.detail))
            json.raw("}")
        }
        json.raw("},\"rules\":{")
        for (place, row) in rows(comparison, program).enumerated() {
            if place > 0 { json.raw(",") }
            json.string(row.rule)
            json.raw(":{")
            append(row.counts, to: &json)
            json.raw("}")
        }
        json.raw("}}")
        return json.bytes
    }

    private func append(_ counts: RuleComparison.Counts, to json: inout JSONText) {
        let members: [(StaticString, Int)] = [
            ("\"opens\":", counts.opens), (",\"withdraws\":", counts.withdraws), (",\"holds\":", counts.holds),
            (",\"updates\":", counts.updates),
            (",\"moves\":", counts.moves), (",\"starts\":", counts.starts), (",\"drops\":", counts.drops),
            (",\"too_old\":", counts.misses),
        ]
        for (name, count) in members {
            json.raw(name)
            json.value(.number(Double(count)))
        }
    }
}
