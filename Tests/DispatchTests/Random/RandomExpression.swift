import Events
import TestSupport

/// Makes expressions and patterns that check: every name is known, every type fits.
struct RandomExpression {
    /// What may be named at a place.
    struct Scope {
        /// The event types that a bare field may belong to; empty where no event is matched.
        var matched: [String] = []
        /// The alias of the anchor and the types that it may have.
        var alias: (name: String, types: [String])?
        var keys: [String] = []
        /// Whether there is a number of years.
        var isYearly = false
    }

    var vocabulary: RandomVocabulary
    var random: SplitMix64
    /// The named values and their types, and the names of durations.
    var lets: [(name: String, type: FieldType)] = []
    var waits: [String] = []
    /// The defined names and their types.
    var defines: [(name: String, types: [String])] = []

    // MARK: Patterns

    static let eventTypes = ["x.a", "x.a", "x.b", "x.b", "x.c", "x.d", "f.o", "f.p", "u.u"]

    /// A pattern; in parentheses where it needs them.
    mutating func pattern(_ scope: Scope, depth: Int, among types: [String] = eventTypes) -> (
        text: String, types: [String]
    ) {
        if !defines.isEmpty, random.chance(20) {
            let define = random.pick(defines)
            return (define.name, define.types)
        }
        switch random.below(10) {
        case 0..<5:
            let type = random.chance(4) ? "task.done" : random.pick(types)
            return (type, [type])
        case 5..<8:
            let inner = random.chance(70) ? (random.pick(types), []) : ("", [])
            if inner.0.isEmpty {
                let some = alternatives(scope, depth: depth, among: types)
                return ("(\(some.text) where \(condition(scope, some.types, depth: depth)))", some.types)
            }
            return ("(\(inner.0) where \(condition(scope, [inner.0], depth: depth)))", [inner.0])
        default:
            let some = alternatives(scope, depth: depth, among: types)
            return ("(\(some.text))", some.types)
        }
    }

    private mutating func alternatives(_ scope: Scope, depth: Int, among types: [String]) -> (
        text: String, types: [String]
    ) {
        let first = random.pick(types)
        let second = random.pick(types)
        if random.chance(30) {
            let condition = condition(scope, [second], depth: depth)
            return ("\(first) or (\(second) where \(condition))", [first, second])
        }
        return ("\(first) or \(second)", [first, second])
    }

    mutating func condition(_ scope: Scope, _ types: [String], depth: Int) -> String {
        var inner = scope
        inner.matched = types
        return boolean(inner, depth: depth)
    }

    // MARK: Expressions

    mutating func boolean(_ scope: Scope, depth: Int) -> String {
        // Conditions that are mostly true, so that a rule with many of them still does something.
        if random.chance(20) {
            return "\(anything(scope, depth: 0)) is \(random.chance(80) ? "present" : "missing")"
        }
        if depth <= 0 {
            if random.chance(25), let field = field(.boolean, scope) { return field }
            return
                "\(number(scope, depth: 0)) \(random.pick(["=", "!=", "<", "<=", ">", ">="])) \(number(scope, depth: 0))"
        }
        if !vocabulary.stages.isEmpty, random.chance(12), let comparison = stageComparison(scope) { return comparison }
        switch random.below(17) {
        case 0: return "(\(boolean(scope, depth: depth - 1))) and (\(boolean(scope, depth: depth - 1)))"
        case 1: return "(\(boolean(scope, depth: depth - 1))) or (\(boolean(scope, depth: depth - 1)))"
        case 2: return "not (\(boolean(scope, depth: depth - 1)))"
        case 3: return "\(anything(scope, depth: depth - 1)) is \(random.pick(["missing", "present"]))"
        case 4: return "\(text(scope)) \(random.pick(["=", "!=", "contains"])) \(text(scope))"
        case 5: return "\(time(scope, depth: depth - 1)) \(comparison()) \(time(scope, depth: depth - 1))"
        case 6: return "\(date(scope)) \(comparison()) \(date(scope))"
        case 7: return "\(number(scope, depth: depth - 1)) in (\(number(scope, depth: 0)), \(number(scope, depth: 0)))"
        case 8:
            return "\(time(scope, depth: 0)) - \(time(scope, depth: 0)) \(comparison()) \(vocabulary.duration(&random))"
        case 9: return "seen \(pattern(scope, depth: depth - 1).text) \(window(scope, depth: depth))"
        case 10: return field(.boolean, scope) ?? "customer.tier is missing"
        case 11: return "\(date(scope)) \(comparison()) \(time(scope, depth: depth - 1))"
        case 12: return "\(span(scope, depth: depth - 1)) \(comparison()) \(span(scope, depth: 0))"
        case 13:
            return "((\(boolean(scope, depth: depth - 1))) if \(boolean(scope, depth: 0)) else "
                + "\(boolean(scope, depth: 0)))"
        default: return "\(number(scope, depth: depth - 1)) \(comparison()) \(number(scope, depth: depth - 1))"
        }
    }

    /// `customer.stage in ("s1", "s2")`; nil where no journey is in sight.
    private mutating func stageComparison(_ scope: Scope) -> String? {
        let names = vocabulary.stages.keys.sorted().filter { name in
            let owner = String(name.prefix { $0 != "." })
            return owner == "customer" || scope.keys.contains(owner)
        }
        guard !names.isEmpty else { return nil }
        let name = random.pick(names)
        let stages = vocabulary.stages[name] ?? []
        let (a, b) = (random.pick(stages), random.pick(stages))
        return random.pick(["\(name) = \"\(a)\"", "\(name) != \"\(a)\"", "\(name) in (\"\(a)\", \"\(b)\")"])
    }

    private mutating func comparison() -> String { random.pick(["=", "!=", "<", "<=", ">", ">="]) }

    mutating func anything(_ scope: Scope, depth: Int) -> String {
        switch random.below(8) {
        case 0: return number(scope, depth: depth)
        case 1: return text(scope)
        case 2: return time(scope, depth: depth)
        case 3: return date(scope)
        case 4: return "(\(boolean(scope, depth: depth)))"
        case 5: return span(scope, depth: depth)
        case 6: return chosen(scope, depth: depth)
        default: return "(\(time(scope, depth: 0)) - \(time(scope, depth: 0)))"
        }
    }

    mutating func number(_ scope: Scope, depth: Int) -> String {
        let choice = random.below(depth > 0 ? 15 : 6)
        switch choice {
        case 0, 1: return random.pick(["0", "1", "2", "1.5"])
        case 2...5: return field(.number, scope) ?? random.pick(["1", "2"])
        case 6:
            return
                "(\(number(scope, depth: depth - 1)) \(random.pick(["+", "-", "*", "/"])) \(number(scope, depth: depth - 1)))"
        case 7: return "-\(number(scope, depth: 0))".replacingDoubleSign
        case 8: return "count \(pattern(scope, depth: depth - 1).text) \(window(scope, depth: depth))"
        case 9: return "(\(number(scope, depth: 0)) else \(number(scope, depth: depth - 1)))"
        case 10: return "(\(number(scope, depth: depth - 1)) rounded to \(random.below(4)))"
        case 11:
            return "(\(number(scope, depth: 0)) if \(boolean(scope, depth: depth - 1)) else "
                + "\(number(scope, depth: depth - 1)))"
        case 12: return "(\(span(scope, depth: depth - 1)) / \(vocabulary.duration(&random)))"
        default:
            let some = pattern(scope, depth: depth - 1)
            let function = random.pick(["sum", "average", "min", "max", "distinct"])
            let fields = some.types.flatMap(RandomVocabulary.types(of:)).filter {
                function == "distinct" || $0.type == .number
            }
            if fields.isEmpty { return "count \(some.text) \(window(scope, depth: depth))" }
            return "\(function) \(random.pick(fields).name) of \(some.text) \(window(scope, depth: depth))"
        }
    }

    /// `within D [since Q] [for customer]`
    private mutating func window(_ scope: Scope, depth: Int) -> String {
        "within \(window())" + reach(scope, depth: depth)
    }

    /// `[since Q] [for customer]`; Q in parentheses, for its condition would go on with what follows.
    mutating func reach(_ scope: Scope, depth: Int) -> String {
        var text = ""
        if random.chance(25) {
            text +=
                random.chance(60)
                ? " since \(random.pick(Self.eventTypes))" : " since \(pattern(scope, depth: depth - 1).text)"
        }
        if !scope.keys.isEmpty, random.chance(25) { text += " for customer" }
        return text
    }

    mutating func text(_ scope: Scope) -> String {
        switch random.below(6) {
        case 0:
            return random.pick(
                ["customer.id", "customer.tier", "customer.zone"] + (scope.keys.contains("ord") ? ["ord.id"] : []))
        case 1: return field(.text, scope) ?? "customer.tier"
        case 2:
            return scope.matched.isEmpty ? "customer.tier" : random.pick(["event.id", "event.type", "event.source"])
        case 3 where random.chance(30): return "tabs[\(field(.text, scope) ?? "customer.tier")].txt"
        default: return random.pick(["\"p\"", "\"q\"", "\"gold\"", "\"o1\"", "\"x.a\"", "\"\""])
        }
    }

    mutating func time(_ scope: Scope, depth: Int) -> String {
        switch random.below(depth > 0 ? 10 : 5) {
        case 0...2: return field(.time, scope) ?? "customer.met"
        case 3: return scope.matched.isEmpty ? "customer.met" : "event.time"
        case 4: return Timestamp(seconds: vocabulary.time(&random).seconds).description
        case 5:
            let some = pattern(scope, depth: 0)
            let fields = some.types.flatMap(RandomVocabulary.types(of:)).filter { $0.type == .time }
            if fields.isEmpty { return "customer.met" }
            return
                "\(random.pick(["min", "max"])) \(random.pick(fields).name) of \(some.text) \(window(scope, depth: depth))"
        case 6: return "now"
        case 7: return "(\(date(scope)) \(random.pick(["+", "-"])) \(span(scope, depth: depth - 1)))"
        default: return "(\(time(scope, depth: 0)) \(random.pick(["+", "-"])) \(vocabulary.duration(&random)))"
        }
    }

    /// A length of time.
    mutating func span(_ scope: Scope, depth: Int) -> String {
        switch random.below(depth > 0 ? 6 : 3) {
        case 0: return vocabulary.duration(&random)
        case 1: return "(\(time(scope, depth: 0)) - \(time(scope, depth: 0)))"
        case 2: return "(now - \(random.chance(50) ? time(scope, depth: 0) : date(scope)))"
        case 3: return "(\(span(scope, depth: 0)) * \(number(scope, depth: depth - 1)))"
        case 4: return "(\(span(scope, depth: 0)) / \(number(scope, depth: 0)))"
        default: return "(\(span(scope, depth: 0)) else \(vocabulary.duration(&random)))"
        }
    }

    /// One of two values of one type, or a rounded one.
    private mutating func chosen(_ scope: Scope, depth: Int) -> String {
        switch random.below(3) {
        case 0: return "(\(number(scope, depth: depth)) rounded to \(random.below(4)))"
        case 1:
            return
                "(\(number(scope, depth: 0)) rounded to 2 if \(boolean(scope, depth: depth)) else \(number(scope, depth: 0)))"
        default: return "(\(text(scope)) else \(text(scope)))"
        }
    }

    mutating func date(_ scope: Scope) -> String {
        random.chance(60) ? field(.date, scope) ?? "customer.born" : vocabulary.date(&random).description
    }

    /// The length of a window.
    private mutating func window() -> String {
        !waits.isEmpty && random.chance(20) ? random.pick(waits) : vocabulary.duration(&random)
    }

    /// A named value of what the customer as a whole has; its rule is whichever asks.
    mutating func named(_ index: Int) -> String {
        let scope = Scope()
        let (type, text): (FieldType, String)
        switch random.below(5) {
        case 0: (type, text) = (.number, random.pick(["1", "2", "-1", "0.5"]))
        case 1: (type, text) = (.time, time(scope, depth: 2))
        case 2: (type, text) = (.boolean, boolean(scope, depth: 2))
        default: (type, text) = (.number, number(scope, depth: 3))
        }
        lets.append(("val\(index)", type))
        return "let val\(index) = \(text)"
    }

    /// A cell of a table, found by what is at hand.
    private mutating func cell(_ type: FieldType, _ scope: Scope) -> String? {
        let table = random.pick(RandomVocabulary.tables)
        guard let column = table.columns.filter({ $0.type == type }).randomElement(using: &random) else { return nil }
        // Within a text of `say` there is a cell without a further one inside.
        let key = table.key == .text ? text(scope) : field(.number, scope, mayBeCell: false) ?? "customer.num"
        return "\(table.name)[\(key)].\(column.name)"
    }

    /// A field of the event matched or of the anchor, a fact, or now and then a cell of a table.
    private mutating func field(_ type: FieldType, _ scope: Scope, mayBeCell: Bool = true) -> String? {
        if mayBeCell, type != .text, random.chance(12), let cell = cell(type, scope) { return cell }
        var names = scope.matched.flatMap(RandomVocabulary.types(of:)).filter { $0.type == type }.map(\.name)
        if let alias = scope.alias {
            names += alias.types.flatMap(RandomVocabulary.types(of:)).filter { $0.type == type }.map {
                "\(alias.name).\($0.name)"
            }
        }
        // A stage is compared with stages only: see `stageComparison`.
        let asked = vocabulary.computed.filter { $0.type != .text }
        let facts = RandomVocabulary.facts.map { ($0.name, $0.type) } + asked.map { ($0.name, $0.type) }
        let scores = vocabulary.computed.filter { $0.type == .number }.map(\.name)
        for (name, factType) in facts where factType == type {
            let owner = String(name.prefix { $0 != "." })
            guard owner == "customer" || scope.keys.contains(owner) else { continue }
            names.append(random.chance(15) && !scores.contains(name) ? "previous \(name)" : name)
        }
        // What is at stake where there are any.
        let computed = asked.map(\.name).filter { names.contains($0) }
        if !computed.isEmpty, random.chance(50) { return random.pick(computed) }
        if type == .number, scope.keys.contains("leg") { names.append("leg.id") }
        if type == .number, scope.isYearly { names.append("years") }
        names += lets.filter { $0.type == type }.map(\.name)
        return names.isEmpty ? nil : random.pick(names)
    }
}

extension String {
    fileprivate var replacingDoubleSign: String { hasPrefix("--") ? String(dropFirst(2)) : self }
}
