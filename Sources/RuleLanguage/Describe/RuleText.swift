package import Events

/// Writes parts of a checked rule back in the rule language, with the names that its author gave.
package struct RuleText: Sendable {
    let program: Program
    /// The rule whose keys and alias the expressions speak of; nil for a define.
    let rule: Rule?

    package init(program: Program, rule: Rule?) {
        self.program = program
        self.rule = rule
    }

    package func duration(_ duration: RuleDuration) -> String {
        switch duration {
        case .elapsed(let span): return span.description
        case .open(let span, let calendar): return "\(span) on \(calendarName(calendar))"
        case .workingDays(let count, let calendar): return "\(count)wd on \(calendarName(calendar))"
        }
    }

    private func calendarName(_ calendar: Int) -> String { quotedIfKeyword(program.calendars[calendar].name) }

    /// `delivery.delayed where days >= 1`, `contact or order.canceled`
    package func pattern(_ pattern: Pattern) -> String {
        let groups = groups(of: pattern)
        if groups.count == 1 { return text(groups[0]) }
        return groups.map { $0.condition == nil ? text($0) : "(\(text($0)))" }.joined(separator: " or ")
    }

    private func text(_ group: PatternGroup) -> String {
        let names = group.names.map { quotedIfKeyword($0) }.joined(separator: " or ")
        guard let condition = group.condition else { return names }
        return "\(names) where \(expression(condition.condition, on: condition.fields))"
    }

    /// `when` without its keyword: `latest app.login as login`, `3 contact.inbound within 2d`, `2d before order.promised_at`.
    package func trigger(_ trigger: Trigger) -> String {
        switch trigger {
        case .event(let mode, let pattern, _):
            let alias = rule?.alias.map { " as \(quotedIfKeyword($0))" } ?? ""
            let mode = mode == .first ? "" : "\(mode.rawValue) "
            if let counted = CountedTrigger(trigger) {
                let across = counted.across.map {
                    " across \($0.count.shortestDecimal) \(quotedIfKeyword(fieldName($0.field)))"
                }
                let within = duration(counted.window.within)
                return "\(mode)\(counted.count.shortestDecimal) \(inWindow(counted.window.pattern)) within \(within)"
                    + (across ?? "") + reach(counted.window) + alias
            }
            let groups = groups(of: pattern)
            guard groups.count == 1, let condition = groups[0].condition else {
                return mode + self.pattern(pattern) + alias
            }
            let names = groups[0].names.map { quotedIfKeyword($0) }.joined(separator: " or ")
            return "\(mode)\(names)\(alias) where \(expression(condition.condition, on: condition.fields))"
        case .crossing(let mode, let crossing):
            let alias = rule?.alias.map { " as \(quotedIfKeyword($0))" } ?? ""
            let mode = mode == .first ? "" : "\(mode.rawValue) "
            return mode + self.crossing(crossing) + alias
        case .date(let fact, let offset, let minuteOfDay):
            let name = program.facts[fact].name
            let clock = minuteOfDay.map { " at \(self.clock($0))" } ?? ""
            switch offset {
            case .none: return "at \(name)\(clock)"
            case .before(let duration): return "\(self.duration(duration)) before \(name)\(clock)"
            case .after(let duration): return "\(self.duration(duration)) after \(name)\(clock)"
            }
        case .yearly(let fact, let minuteOfDay):
            return "yearly on \(program.facts[fact].name) at \(clock(minuteOfDay))"
        }
    }

    /// `customer.mood falls below -3`
    package func crossing(_ crossing: Crossing) -> String {
        "\(program.scores[crossing.score].name) \(crossing.direction.rawValue) \(crossing.level.shortestDecimal)"
    }

    // MARK: Expressions

    /// - Parameter type: the type of the event matched, whose slots bare fields are; nil in `while` and `say`.
    package func expression(_ expression: Expression, on type: Int?) -> String {
        self.expression(expression, on: fields(of: type))
    }

    func expression(_ expression: Expression, on fields: [Field]) -> String {
        write(expression, fields, atLeast: .choice)
    }

    /// The fields of a type by slot; none of none.
    func fields(of type: Int?) -> [Field] { type.map { program.schema.types[$0].fields } ?? [] }

    private func write(_ expression: Expression, _ fields: [Field], atLeast: Tightness) -> String {
        let (text, tightness) = written(expression, fields)
        return tightness < atLeast ? "(\(text))" : text
    }

    private func written(_ expression: Expression, _ fields: [Field]) -> (String, Tightness) {
        switch expression {
        case .literal(let value): return (literal(value), .atom)
        case .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .fact, .task, .now:
            return (name(expression, on: fields), .atom)
        case .not(let inner): return ("not \(write(inner, fields, atLeast: .not))", .not)
        case .negative(let inner): return ("-\(write(inner, fields, atLeast: .atom))", .sign)
        case .binary(let operation, let left, let right):
            let tightness = Tightness(operation)
            // Comparisons do not chain, so both sides of one bind tighter.
            let onLeft = tightness == .comparison ? tightness.tighter : tightness
            // What is joined by `and` or `or` may be grouped in any way.
            let onRight = tightness == .or || tightness == .and ? tightness : tightness.tighter
            let (a, b) = (write(left, fields, atLeast: onLeft), write(right, fields, atLeast: onRight))
            return ("\(a) \(operation.rawValue) \(b)", tightness)
        case .isIn(let needle, let list):
            let items = list.map { write($0, fields, atLeast: .sum) }.joined(separator: ", ")
            return ("\(write(needle, fields, atLeast: .sum)) in (\(items))", .comparison)
        case .isMissing(let inner): return ("\(write(inner, fields, atLeast: .sum)) is missing", .comparison)
        case .isPresent(let inner): return ("\(write(inner, fields, atLeast: .sum)) is present", .comparison)
        case .window(let window): return (self.window(window), .atom)
        case .lookup(let table, let column, let key):
            let name = quotedIfKeyword(program.tables[table].name)
            let inner = write(key, fields, atLeast: .or)
            return ("\(name)[\(inner)].\(quotedIfKeyword(columnName(table, column)))", .atom)
        case .named(let name, _): return (quotedIfKeyword(name), .atom)
        case .previous(let fact, _): return ("previous \(program.facts[fact].name)", .atom)
        case .choice, .otherwise, .rounded: return (chosen(expression, fields), .choice)
        case .dayStart(let inner): return written(inner, fields)
        }
    }

    /// Apart, so that what is written inside itself the most needs little stack.
    private func chosen(_ expression: Expression, _ fields: [Field]) -> String {
        switch expression {
        case .choice(let value, let condition, let other):
            let (a, b) = (write(value, fields, atLeast: .or), write(other, fields, atLeast: .choice))
            return "\(a) if \(write(condition, fields, atLeast: .or)) else \(b)"
        // Within the condition of a choice an `else` needs parentheses, however tight it binds.
        case .otherwise(let value, let other):
            return "\(write(value, fields, atLeast: .sum)) else \(write(other, fields, atLeast: .sum))"
        case .rounded(let inner, let digits):
            return "\(write(inner, fields, atLeast: .product)) rounded to \(digits)"
        default: return name(expression, on: fields)
        }
    }

    private func window(_ window: Window) -> String {
        let field = window.function.readsField ? "\(quotedIfKeyword(fieldName(window.field))) of " : ""
        return "\(window.function.rawValue) \(field)\(inWindow(window.pattern)) within \(duration(window.within))"
            + reach(window)
    }

    /// ` since payment.succeeded for customer`
    func reach(_ window: Window) -> String {
        (window.since.map { " since \(inWindow($0))" } ?? "") + (window.forCustomer ? " for customer" : "")
    }

    /// A pattern before `within`: more than a name stands in parentheses.
    private func inWindow(_ pattern: Pattern) -> String {
        let groups = groups(of: pattern)
        let text = self.pattern(pattern)
        return groups.count == 1 && groups[0].names.count == 1 && groups[0].condition == nil ? text : "(\(text))"
    }

    // MARK: Names and values

    /// How the rule calls the event that started it.
    private var anchorName: String { rule?.alias.map { quotedIfKeyword($0) } ?? "trigger" }

    /// The name of what an expression without operands reads.
    func name(_ expression: Expression, on fields: [Field]) -> String {
        switch expression {
        case .field(let slot): return quotedIfKeyword(fieldName(slot, of: fields))
        case .envelope(let field): return "event.\(field.rawValue)"
        case .anchorField(let slots): return "\(anchorName).\(quotedIfKeyword(fieldName(slots)))"
        case .anchorEnvelope(let field): return "\(anchorName).event.\(field.rawValue)"
        case .years: return "years"
        case .customerID: return "customer.id"
        case .key(let place): return "\(keyName(place)).id"
        case .fact(let fact, _): return program.facts[fact].name.string
        case .task(let field): return "task.\(field.rawValue)"
        case .now: return "now"
        case .missing, .literal, .not, .negative, .binary, .isIn, .isMissing, .isPresent, .window, .choice, .otherwise,
            .rounded, .dayStart, .previous, .named, .lookup:
            return "(nothing)"
        }
    }

    /// The name of a column of a table; nil is its key.
    func columnName(_ table: Int, _ column: Int?) -> Text {
        let table = program.tables[table]
        return column.map { table.columns[$0].name } ?? table.keyName
    }

    func keyName(_ place: Int) -> String {
        guard let rule, rule.keys.indices.contains(place) else { return "key" }
        return rule.keys[place].string
    }

    func fieldName(_ slots: [TypedSlot]) -> Text {
        slots.first.map { program.schema.types[$0.type].fields[$0.slot].name } ?? "(nothing)"
    }

    func fieldName(_ slot: Int, of fields: [Field]) -> Text {
        fields.indices.contains(slot) ? fields[slot].name : "(nothing)"
    }

    /// A value as the language writes it.
    package func literal(_ value: Value) -> String {
        switch value {
        case .text(let text): return "\"\(escaped(text))\""
        case .number(let number): return number.shortestDecimal
        case .boolean(let truth): return truth ? "true" : "false"
        case .time(let time): return time.description
        case .date(let date): return date.description
        case .duration(let span): return span.description
        }
    }

    /// `front-desk`, `"agent-{customer.agent}"`
    package func queue(_ queue: Queue) -> String {
        switch queue {
        case .name(let name): return name.string
        case .made(let parts): return "\"\(say(parts))\""
        }
    }

    /// What a person will read, with the expressions in braces.
    package func say(_ parts: [SayPart]) -> String {
        parts.map { part in
            switch part {
            case .text(let text): return text.string
            case .expression(let expression): return "{\(self.expression(expression, on: []))}"
            }
        }.joined()
    }

    func clock(_ minuteOfDay: Int) -> String {
        let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
        return (hour < 10 ? "0\(hour)" : "\(hour)") + (minute < 10 ? ":0\(minute)" : ":\(minute)")
    }

    /// A word of the language stands in backticks where it is a name. More often than needed, never too seldom.
    private func quotedIfKeyword(_ name: Text) -> String { Keyword.byText[name] == nil ? name.string : "`\(name)`" }

    private func escaped(_ text: Text) -> String {
        var escaped = ""
        for scalar in text.string.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\t": escaped += "\\t"
            case "{": escaped += "\\{"
            case "}": escaped += "\\}"
            default:
                if scalar.value < 0x20 {
                    escaped += "\\u{\(String(scalar.value, radix: 16))}"
                } else {
                    escaped.unicodeScalars.append(scalar)
                }
            }
        }
        return escaped
    }
}

/// How tight an operator binds, from loose to tight.
private enum Tightness: Int, Comparable {
    case choice, or, and, not, comparison, sum, product, sign, atom

    static func < (a: Tightness, b: Tightness) -> Bool { a.rawValue < b.rawValue }
    var tighter: Tightness { Tightness(rawValue: rawValue + 1) ?? .atom }

    init(_ operation: BinaryOperator) {
        switch operation {
        case .or: self = .or
        case .and: self = .and
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains: self = .comparison
        case .plus, .minus: self = .sum
        case .times, .divided: self = .product
        }
    }
}
