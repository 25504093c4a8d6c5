import Events
import Testing

@testable import RuleLanguage

/// What a text is read as, and what is wrong with it.
func read(_ text: String) -> (tree: SyntaxFile, mistakes: [String]) {
    var diagnostics: [Diagnostic] = []
    let source = Source(path: "a.rules", text: text)
    let tree = parse(source, file: 0, diagnostics: &diagnostics)
    let mistakes = diagnostics.map { mistake in
        let words = String(decoding: source.bytes[mistake.range.start..<mistake.range.end], as: UTF8.self)
        return "\(mistake.code) at <\(words)>" + (mistake.suggestion.map { " -> \($0)" } ?? "")
    }
    return (tree, mistakes)
}

/// The one expression of `while`, with parentheses around everything.
private func shape(_ expression: String) -> String {
    let (tree, mistakes) = read("rule r \"t\" while " + expression)
    guard case .rule(let rule)? = tree.declarations.first, case .while(let condition)? = rule.clauses.first?.kind else {
        return "no rule"
    }
    return ([shape(condition)] + mistakes).joined(separator: "; ")
}

private func shape(_ expression: ExpressionSyntax) -> String {
    switch expression {
    case .literal(let value, _): return "\(value)"
    case .name(let name): return name.text.string
    case .not(let operand, _): return "(not \(shape(operand)))"
    case .negative(let operand, _): return "(-\(shape(operand)))"
    case .binary(let op, let left, let right, _): return "(\(shape(left)) \(op.rawValue) \(shape(right)))"
    case .isIn(let operand, let list, _): return "(\(shape(operand)) in \(list.map(shape)))"
    case .isMissing(let operand, _): return "(\(shape(operand)) is missing)"
    case .isPresent(let operand, _): return "(\(shape(operand)) is present)"
    case .window(let window):
        let field = window.field.map { "\($0.text) of " } ?? ""
        return "[\(window.function.rawValue) \(field)\(shape(window.pattern)) within \(window.within.span)"
            + (window.reach.since.map { " since \(shape($0))" } ?? "")
            + (window.reach.forCustomer == nil ? "]" : " for customer]")
    case .lookup(let lookup): return "\(lookup.table.text)[\(shape(lookup.key))].\(lookup.column.text)"
    case .choice(let value, if: let condition, otherwise: let other):
        return "(\(shape(value)) if \(shape(condition)) else \(shape(other)))"
    case .otherwise(let value, let other): return "(\(shape(value)) else \(shape(other)))"
    case .rounded(let value, let digits, _): return "(\(shape(value)) rounded to \(digits.value.shortestDecimal))"
    case .now: return "now"
    case .previous(let fact, _): return "(previous \(fact.text))"
    case .invalid: return "?"
    }
}

private func shape(_ pattern: PatternSyntax) -> String {
    switch pattern {
    case .name(let name): return name.text.string
    case .or(let alternatives, _): return "(" + alternatives.map(shape).joined(separator: " or ") + ")"
    case .where(let inner, let condition, _): return "{\(shape(inner)) where \(shape(condition))}"
    case .invalid: return "?"
    }
}

@Suite struct ParserExpressionTests {
    @Test(arguments: [
        ("a or b and not c = d", "(a or (b and (not (c = d))))"),
        ("not a in (b, c) and d", "((not (a in [\"b\", \"c\"])) and d)"),
        ("a + b * c - d < -e", "(((a + (b * c)) - d) < (-e))"),
        ("(a or b) and c", "((a or b) and c)"),
        ("a is missing or b is present", "((a is missing) or (b is present))"),
        ("not not a", "(not (not a))"),
        ("count a.b within 2d > 3", "([count a.b within 2d] > number(3.0))"),
        (
            "sum value of (a.b or c) where x = 1 within 1w + 1 > 2",
            "(([sum value of {(a.b or c) where (x = number(1.0))} within 1w] + number(1.0)) > number(2.0))"
        ),
        ("count > 2 and min = max", "((count > number(2.0)) and (min = max))"),
        (
            "seen a.b where count c.d within 1h > 1 within 2d",
            "[seen {a.b where ([count c.d within 1h] > number(1.0))} within 2d]"
        ),
        ("task = rule and `not` and `true` = true", "(((task = rule) and not) and (true = boolean(true)))"),
        ("a - b-c", "(a - b-c)"),
        ("t[a + 1].b * 2 > u[t[a].b].c", "((t[(a + number(1.0))].b * number(2.0)) > u[t[a].b].c)"),
        (
            "count a.b within 2d since c.d for customer >= 2 and seen (e.f) within 1d since g",
            "(([count a.b within 2d since c.d for customer] >= number(2.0)) and [seen e.f within 1d since g])"
        ),
        (
            "seen a.b within 2d since (c.d or e.f where x = 1) or y",
            "([seen a.b within 2d since {(c.d or e.f) where (x = number(1.0))}] or y)"
        ),
        ("count = 1 and t[count].key is missing", "((count = number(1.0)) and (t[count].key is missing))"),
        ("a if b or c else d or e", "(a if (b or c) else (d or e))"),
        ("a if b else c if d else e", "(a if b else (c if d else e))"),
        ("(a if b else c) if d else e", "((a if b else c) if d else e)"),
        ("a else b + c = d", "((a else (b + c)) = d)"),
        ("a + b else c else d", "(((a + b) else c) else d)"),
        ("a = b else c and d", "((a = (b else c)) and d)"),
        ("a if (b else c) = d else e else f", "(a if ((b else c) = d) else (e else f))"),
        ("a + b * c rounded to 2 / d", "(a + (((b * c) rounded to 2) / d))"),
        ("-a rounded to 1", "((-a) rounded to 1)"),
        ("now - now < a", "((now - now) < a)"),
        ("`now` = rounded and `else` = now", "((now = rounded) and (else = now))"),
        (
            "count a.b where c else d within 1h else 2 > 1",
            "(([count {a.b where (c else d)} within 1h] else number(2.0)) > number(1.0))"
        ),
    ])
    func bindsFromLooseToTight(expression: String, expected: String) {
        #expect(shape(expression) == expected)
    }

    @Test(arguments: [
        ("a == b", "(a = b); wrong-operator at <==> -> ="),
        (
            "a && !b || c",
            "((a and (not b)) or c); wrong-operator at <&&> -> and; wrong-operator at <!> -> not; wrong-operator at <||> -> or"
        ),
        ("a < b < c", "(a < b); chained-comparison at <<>"),
        ("a not in (b)", "(not (a in [\"b\"])); misplaced-not at <a not in> -> not a in"),
        ("a is not missing", "(a is present); misplaced-not at <is not missing> -> is present"),
        ("a is \"x\"", "(a = text(x)); wrong-operator at <is> -> ="),
        ("cuont a.b within 2d > 3", "([count a.b within 2d] > number(3.0)); misspelt-keyword at <cuont> -> count"),
        ("a adn b", "(a and b); misspelt-keyword at <adn> -> and"),
        (
            "count a.b or c.d within 2d > 1",
            "([count (a.b or c.d) within 2d] > number(1.0)); bare-alternatives at <a.b or c.d> -> (a.b or c.d)"
        ),
        ("((a = b", "(a = b); missing-parenthesis at <b>"),
        ("a =", "?; unexpected at <=>"),
        ("a = (", "?; unexpected at <(>"),
        ("a = 4 hours", "(a = duration(4h)); bad-duration at <4 hours> -> 4h"),
    ])
    func mendsWhatWasSurelyMeant(expression: String, expected: String) {
        #expect(shape(expression) == expected)
    }

    /// A letter by its number is one in the text of `say` as in every other.
    @Test(arguments: [
        ("caf\\u{e9}", "café"), ("\\u{20AC} {customer.id}", "€ …"), ("{customer.id}\\u{e9}", "…é"),
        ("\\u{7b}{customer.id}\\u{7D}", "{…}"), ("\\{\\u{41}\\}", "{A}"), ("\\u{1F4DE}", "📞"),
    ])
    func lettersByNumberStandInSay(written: String, expected: String) {
        let (tree, mistakes) = read("rule r \"R\" when a.b task recovery to q say \"\(written)\"")
        #expect(mistakes == [])
        guard case .rule(let rule)? = tree.declarations.first, case .say(let say)? = rule.clauses.last?.kind else {
            Issue.record("there is no text")
            return
        }
        let shown = say.parts.map { part in
            switch part {
            case .text(let text): return text.string
            case .expression: return "…"
            }
        }
        #expect(shown.joined() == expected)
    }

    @Test(arguments: [
        ("caf\\u{zz}", "bad-escape at <\\u{zz}>"), ("caf\\u{110000}", "bad-escape at <\\u{110000}>"),
        ("caf\\u00e9", "bad-escape at <\\u00e9> -> \\u{00E9}"), ("caf\\xE9", "bad-escape at <\\xE9> -> \\u{00E9}"),
        ("caf\\q", "bad-escape at <\\q>"), ("\\u{customer.id}", "bad-escape at <\\u>"),
    ])
    func aLetterByAWrongNumberIsOneMistake(written: String, mistake: String) {
        #expect(read("rule r \"R\" when a.b task recovery to q say \"\(written)\"").mistakes == [mistake])
    }

    @Test func nestingAndLengthAreBounded() {
        let deep = String(repeating: "(", count: 5_000) + "a" + String(repeating: ")", count: 5_000)
        #expect(shape(deep).hasSuffix("too-deep at <(>"))
        #expect(shape(String(repeating: "not ", count: 5_000) + "a").hasSuffix("too-deep at <not>"))
        #expect(shape(String(repeating: "- ", count: 5_000) + "a").hasSuffix("too-deep at <->"))
        #expect(shape("a" + String(repeating: " and a", count: 2_000)).hasSuffix("too-long at <and>"))
        #expect(shape("a" + String(repeating: " + a", count: 2_000)).hasSuffix("too-long at <+>"))
        #expect(shape("a" + String(repeating: " + a", count: 100)).hasSuffix("a)"))
    }

    /// What may be grouped in any way is grouped so that the tree is flat; what may not, from the left.
    @Test func longChainsAreFlat() {
        #expect(shape("a and b and c and d and e") == "(((a and b) and c) and (d and e))")
        let long = shape("a" + String(repeating: " or a", count: 999))
        #expect(long.hasPrefix(String(repeating: "(", count: 10) + "a or a)"))
        #expect(!long.contains(String(repeating: "(", count: 11)))
        #expect(shape("a or b and c and d or e") == "((a or ((b and c) and d)) or e)")
        #expect(shape("a - b - c + d - e") == "((((a - b) - c) + d) - e)")
    }
}
