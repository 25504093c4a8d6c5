import Events

/// Says the conditions and patterns of a rule in English.
package struct Phrases: Sendable {
    let program: Program
    let rule: Rule?
    /// For names.
    let text: RuleText

    package init(program: Program, rule: Rule?) {
        self.program = program
        self.rule = rule
        text = RuleText(program: program, rule: rule)
    }

    /// `a delivery.delayed with days at least 1`, `a call.completed or an email.sent`
    package func one(_ pattern: Pattern) -> String {
        English.list(
            text.groups(of: pattern).map { group in
                together(group, group.names.map { English.article($0.string) }) + with(group)
            }, "or")
    }

    /// The event and its condition, where that is more than can stand behind "with".
    func apart(_ pattern: Pattern) -> (event: String, condition: String)? {
        let groups = text.groups(of: pattern)
        guard groups.count == 1, let condition = groups[0].condition,
            traits(condition.condition, condition.fields) == nil
        else {
            return nil
        }
        let names = groups[0].names.map { English.article($0.string) }
        return (English.list(names, "or"), clause(condition.condition, on: condition.fields))
    }

    /// `contact, delivery.delivered or order.canceled`, to follow "no".
    package func any(_ pattern: Pattern) -> String {
        English.list(
            text.groups(of: pattern).flatMap { group in
                let names = group.names.map(\.string)
                return group.condition == nil ? names : [together(group, names) + with(group)]
            }, "or")
    }

    /// `contact.inbound events with channel “phone”`
    func many(_ pattern: Pattern, one: Bool = false) -> String {
        let groups = text.groups(of: pattern)
        let noun = one ? "event" : "events"
        if groups.count == 1 {
            return English.list(groups[0].names.map(\.string), "or") + " \(noun)" + with(groups[0])
        }
        return "\(noun) (\(any(pattern)))"
    }

    /// Names that share a condition are kept together.
    private func together(_ group: PatternGroup, _ names: [String]) -> String {
        let list = English.list(names, "or")
        return names.count > 1 && group.condition != nil ? "(\(list))" : list
    }

    private func with(_ group: PatternGroup) -> String {
        guard let condition = group.condition else { return "" }
        if let traits = traits(condition.condition, condition.fields) { return " with \(English.list(traits, "and"))" }
        return " where \(clause(condition.condition, on: condition.fields))"
    }

    /// `days at least 1`: a condition that can stand behind "with"; nil if it is more than comparisons of fields.
    private func traits(_ condition: Expression, _ fields: [Field]) -> [String]? {
        switch condition {
        case .binary(.and, let left, let right):
            guard let a = traits(left, fields), let b = traits(right, fields) else { return nil }
            return a + b
        case .binary(let operation, .field(let slot), .literal(let value)):
            let field = text.fieldName(slot, of: fields).string
            switch operation {
            case .equal: return ["\(field) \(English.value(value))"]
            case .notEqual: return ["\(field) other than \(English.value(value))"]
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                return ["\(field) \(comparison(operation, isInstant: value.isInstant)) \(English.value(value))"]
            case .contains: return ["\(English.value(value)) in its \(field)"]
            case .or, .and, .plus, .minus, .times, .divided: return nil
            }
        case .isIn(.field(let slot), let list):
            let items = list.map { operand($0, fields) }
            return ["\(text.fieldName(slot, of: fields)) \(English.list(items, "or"))"]
        case .isPresent(.field(let slot)): return [English.article(text.fieldName(slot, of: fields).string)]
        case .isMissing(.field(let slot)): return ["no \(text.fieldName(slot, of: fields))"]
        default: return nil
        }
    }
}
