import Events
import Testing

@testable import RuleLanguage

/// What a text is read as, and what is wrong with it.
private func read(_ text: String) -> (tree: SyntaxFile, mistakes: [String]) {
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
        return "[\(window.function.rawValue) \(field)\(shape(window.pattern)) within \(window.within.span)]"
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
        ("a not in (b)", "(not (a in [\"b\"])); misplaced-not at <not in>"),
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

    @Test func nestingAndLengthAreBounded() {
        let deep = String(repeating: "(", count: 5_000) + "a" + String(repeating: ")", count: 5_000)
        #expect(shape(deep).hasSuffix("too-deep at <(>"))
        #expect(shape(String(repeating: "not ", count: 5_000) + "a").hasSuffix("too-deep at <not>"))
        #expect(shape(String(repeating: "- ", count: 5_000) + "a").hasSuffix("too-deep at <->"))
        #expect(shape("a" + String(repeating: " and a", count: 2_000)).hasSuffix("too-long at <and>"))
        #expect(shape("a" + String(repeating: " and a", count: 900)).hasSuffix("a)"))
    }
}
