import Events
import RuleLanguage

/// Which types of events an input had: for what is said after a run whose rules heard little.
struct SeenTypes {
    /// For each declared type.
    private var declared: [Bool]
    private var undeclared: [Text: Int] = [:]
    /// Events of types beyond those that are counted by name.
    private var others = 0

    /// Names come from outside, so there may be any number of them.
    private static let namesCounted = 1_000, namesTold = 10

    init(_ schema: Schema) { declared = Array(repeating: false, count: schema.types.count) }

    @inline(__always)
    mutating func take(_ type: Int) { declared[type] = true }

    mutating func take(undeclared type: Text) {
        if undeclared[type] != nil || undeclared.count < Self.namesCounted {
            undeclared[type, default: 0] += 1
        } else {
            others += 1
        }
    }

    // MARK: What is said

    /// A sentence for each type that no rule file declares, those that came most first.
    func undeclaredTypes(_ schema: Schema) -> [String] {
        let types = undeclared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var lines = types.prefix(Self.namesTold).map { type, count in
            "\(plural(count, "event")) of type '\(type.string.shown(upTo: 100))', which no rule file declares"
                + (nearType(type, in: schema).map { "; did you mean '\($0)'?" } ?? "")
        }
        let rest = types.dropFirst(Self.namesTold).reduce(others) { $0 + $1.value }
        if rest > 0 { lines.append("\(plural(rest, "event")) of other types that no rule file declares") }
        return lines
    }

    /// A sentence for each rule that something started, while nothing of what could end its wait was in the input.
    func unheardRules(_ program: Program) -> [String] {
        told(program.unheardRules { declared[$0] }, "nothing of its `unless`")
    }

    /// A sentence for each rule that nothing in the input can start.
    func unstartedRules(_ program: Program) -> [String] {
        told(program.unstartedRules { declared[$0] }, "nothing that starts it")
    }

    private func told(_ rules: [UnheardRule], _ what: String) -> [String] {
        let more = rules.count - Self.namesTold
        return rules.prefix(Self.namesTold).map { unheard in
            let types = unheard.types.map { $0.string.shown(upTo: 100) }.joined(separator: ", no ")
            return "rule \(unheard.rule): \(what) was in the input: no \(types)"
        } + (more > 0 ? ["the same holds for \(plural(more, "other rule"))"] : [])
    }
}
