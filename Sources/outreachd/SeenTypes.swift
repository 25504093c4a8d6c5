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
        let unheard = program.rules.compactMap { rule -> String? in
            let ending = Set(rule.unless.flatMap { $0.pattern.alternatives.map(\.type) })
            guard !ending.isEmpty, !ending.contains(where: { declared[$0] }), isStarted(rule, program) else {
                return nil
            }
            let names = ending.map { program.schema.types[$0].name.string }.sorted()
            return "rule \(rule.name): nothing of its `unless` was in the input: no \(names.joined(separator: ", no "))"
        }
        let more = unheard.count - Self.namesTold
        return unheard.prefix(Self.namesTold) + (more > 0 ? ["the same holds for \(plural(more, "other rule"))"] : [])
    }

    private func isStarted(_ rule: Rule, _ program: Program) -> Bool {
        switch rule.trigger {
        case .event(_, let pattern, _): return pattern.alternatives.contains { declared[$0.type] }
        case .date(let fact, _), .yearly(let fact, _):
            return program.facts[fact].carriers.contains { declared[$0.type] }
        }
    }
}
