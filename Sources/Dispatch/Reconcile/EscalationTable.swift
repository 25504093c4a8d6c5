import Engine
package import Events
import RuleLanguage

/// The escalations of a program, and how tasks remember which of them have been done: by what they say, for a rule may be
/// edited while its tasks are out.
struct EscalationTable: Sendable {
    struct Entry: Sendable {
        let escalation: Escalation
        let form: Text
    }

    /// Those of each rule, as written; of two that say the same the first.
    let rules: [[Entry]]
    /// Another one for other escalations; 0 if there are none. What was found out under another stamp is asked anew.
    let stamp: Int

    init(_ program: Program) {
        rules = program.rules.map { rule in
            var seen: Set<Text> = []
            return rule.outreach.escalations.map { Entry(escalation: $0, form: Text(program.form($0))) }
                .filter { seen.insert($0.form).inserted }
        }
        let lines = zip(program.rules, rules).filter { !$1.isEmpty }.map { rule, entries in
            "\(rule.name)\n" + entries.map { "  \($0.form)\n" }.joined()
        }
        stamp = lines.isEmpty ? 0 : Int(CRC32.checksum(of: Array(lines.joined().utf8)[...])) + 1
    }

    var isEmpty: Bool { stamp == 0 }
}

/// An `escalate` that a task has had done to it.
package enum DoneEscalation: Hashable, Sendable {
    /// By what it says (`Program.form`).
    case form(Text)
    /// By its place in the rule: states of earlier versions know no more. It is named when it is next looked at.
    case place(Int)
}

extension [DoneEscalation] {
    /// Names what an earlier version has left, by the rule as it is now.
    mutating func name(by entries: [EscalationTable.Entry]) {
        for number in indices {
            guard case .place(let place) = self[number], entries.indices.contains(place) else { continue }
            self[number] = .form(entries[place].form)
        }
    }
}
