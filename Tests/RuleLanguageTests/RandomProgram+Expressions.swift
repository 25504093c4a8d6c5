import TestSupport

/// Patterns and expressions.
extension RandomProgram {
    mutating func pattern(depth: Int, mayHaveCondition: Bool = true) {
        alternative(depth: depth)
        repeated(2) { program, _ in
            program.add("or")
            program.alternative(depth: depth)
        }
        if mayHaveCondition, chance(40) { condition(depth: depth) }
    }

    mutating func condition(depth: Int) {
        add("where")
        expression(depth: depth + 1)
    }

    mutating func alternative(depth: Int) {
        guard depth < 3, chance(20) else { return add(chance(60) ? type() : name()) }
        add("(")
        pattern(depth: depth + 1)
        add(")")
    }

    mutating func expression(depth: Int) {
        guard depth < 4, chance(75) else { return operand(depth: depth) }
        switch random.below(15) {
        case 12:
            add("(")
            binary(depth, "if", parenthesised: true)
            add("else")
            side(depth, true)
            add(")")
        case 13: binary(depth, "else", parenthesised: true)
        case 14:
            side(depth, true)
            add("rounded", "to", pick(["0", "2", "6"]))
        case 0...2:
            binary(depth, pick(["and", "or"]), parenthesised: false)
        case 3...5:
            binary(depth, pick(["=", "!=", "<", "<=", ">", ">=", "contains"]), parenthesised: true)
        case 6, 7: binary(depth, pick(["+", "-", "*", "/"]), parenthesised: true)
        case 8:
            add("(", "not")
            expression(depth: depth + 1)
            add(")")
        case 9:
            operand(depth: depth)
            add("is", pick(["missing", "present"]))
        case 10:
            operand(depth: depth)
            add("in", "(", string())
            repeated(3) { program, _ in
                program.add(",")
                program.operand(depth: depth + 1)
            }
            add(")")
        default: window(depth)
        }
    }

    mutating func binary(_ depth: Int, _ sign: String, parenthesised: Bool) {
        side(depth, parenthesised)
        add(sign)
        side(depth, parenthesised)
    }

    mutating func side(_ depth: Int, _ parenthesised: Bool) {
        guard parenthesised else { return expression(depth: depth + 1) }
        if chance(50) { return operand(depth: depth) }
        add("(")
        expression(depth: depth + 1)
        add(")")
    }

    mutating func operand(depth: Int) {
        switch random.below(9) {
        case 5 where depth < 3:
            add(name())
            words.append(Word(text: "[", joinsBefore: true))
            expression(depth: depth + 1)
            words.append(Word(text: "]", joinsBefore: chance(70)))
            words.append(Word(text: ".", joinsBefore: true))
            words.append(Word(text: name(), joinsBefore: true))
        case 0: add(pick(["2", "1.5", "007", "100000000000", "now"]))
        case 1: add(string())
        case 2:
            add(
                pick([
                    "true", "false", "previous customer.tier", "2026-03-02", "2026-03-02T10:00Z",
                    "2026-03-02T10:00:00.5+01:00", "4h",
                ]))
        case 3:
            add("-")
            operand(depth: depth)
        case 4 where depth < 3:
            add("(")
            window(depth + 1)
            add(")")
        default: add(chance(40) ? pick(["delay.order", "event.time", "customer.id"]) : name())
        }
    }

    mutating func window(_ depth: Int) {
        if chance(50) {
            add(pick(["seen", "count"]))
        } else {
            add(pick(["distinct", "sum", "average", "min", "max"]), name(), "of")
        }
        if depth < 3, chance(30) {
            add("(")
            pattern(depth: depth + 1)
            add(")")
        } else {
            add(type())
        }
        if depth < 3, chance(30) { condition(depth: depth + 1) }
        add("within", chance(20) ? "patience" : duration())
        guard depth < 3 else { return }
        if chance(30) {
            add("since", "(")
            pattern(depth: depth + 1)
            add(")")
        }
        if chance(20) { add("for", "customer") }
    }
}
