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

@Suite struct ParserRecoveryTests {
    /// One mistake, one diagnostic, whatever surrounds it.
    @Test(arguments: [
        ("unless contact witin 4h", "misspelt-keyword at <witin> -> within"),
        ("unles contact within 4h", "misspelt-keyword at <unles> -> unless"),
        ("unless within 4h", "missing-name at <4h>"),
        ("unless contact a.b within 4h", "missing-or at <a.b> -> or a.b"),
        ("unless contact, a.b within 4h", "missing-or at <,> -> or"),
        ("unless contact within 4", "bad-duration at <4>"),
        ("unless contact within 4 hours", "bad-duration at <4 hours> -> 4h"),
        ("unless contact within 1h 30min", "bad-duration at <1h 30min> -> 1h30min"),
        ("unless contact within 4h within 5h", "said-twice at <within>"),
        ("unless contact looking 4h", "unexpected at <4h>"),
        ("per", "missing-name at <per>"),
        ("per order and customer-id", "unexpected at <and> -> ,"),
        ("per order,", "missing-name at <,>"),
        ("when as x", "missing-name at <as>"),
        ("when a.b as", "missing-name at <as>"),
        ("when a.b where", "missing-name at <where>"),
        ("when a.b within 2d", "unexpected at <within>"),
        ("when 3 a.b", "unexpected at <a.b>"),
        ("when 3 a.b within 2d where x = 1", "unexpected at <where>"),
        ("when 2.5 a.b within 2d", "bad-count at <2.5>"),
        ("when 3 before order.x", "bad-duration at <3>"),
        ("when 3d befor order.x", "misspelt-keyword at <befor> -> before"),
        ("when 3d order.x", "unexpected at <order.x>"),
        ("when first 3d before order.x", "mode-on-date at <first>"),
        ("when frist a.b", "misspelt-keyword at <frist> -> first"),
        ("when yearly customer.since", "unexpected at <customer.since> -> on customer.since"),
        ("when yearly on since", "undotted-name at <since>"),
        ("when yearly on customer.since at 9", "bad-time-of-day at <9> -> 09:00"),
        ("task to q", "missing-name at <to>"),
        ("task recovery q", "unexpected at <q> -> to q"),
        ("task recovery to", "missing-name at <to>"),
        ("task recovery to q prioritty high", "misspelt-keyword at <prioritty> -> priority"),
        ("say hello", "unexpected at <hello> -> \"hello\""),
        ("say", "unexpected at <say>"),
        ("say \"x {a b} y\"", "unexpected at <b>"),
        ("say \"x {} y\"", "empty-braces at <{}>"),
        ("say \"x { y\"", "unclosed-brace at <{>"),
        ("say \"x", "unterminated-text at <\">"),
        ("again 7d", "unexpected at <7d> -> after 7d"),
        ("again after", "unexpected at <after>"),
        ("expire aftr 3d", "misspelt-keyword at <aftr> -> after"),
        ("keep it", "unexpected at <it>"),
        ("while (a = 1", "missing-parenthesis at <1>"),
        ("while a in 1, 2", "wrong-operator at <1, 2> -> (1, 2)"),
        ("while", "missing-name at <while>"),
        ("unless contact within 4h;", "unexpected-character at <;>"),
        ("and then", "unexpected at <and> -> ,"),
    ])
    func aMistakeInAClauseIsReportedOnce(clause: String, mistake: String) {
        let (tree, mistakes) = read(
            """
            define contact = a.b
            rule first-of-all "t"
              per order
              \(clause)
              keep
              unless delivery.delivered within 4h
            event a.b order text
            """)
        #expect(mistakes == [mistake])
        #expect(tree.declarations.count == 3)
        guard case .rule(let rule) = tree.declarations[1] else { return }
        // The clauses behind are there.
        #expect(rule.clauses.suffix(2).map { "\($0.kind)".prefix(6) } == ["keep", "unless"])
    }

    @Test(arguments: [
        ("evnt x.y order text", "misspelt-keyword at <evnt> -> event"),
        ("event order text", "missing-name at <order>"),
        ("event x.y order txt days number", "missing-field-type at <txt> -> text"),
        ("event x.y order string", "missing-field-type at <string> -> text"),
        ("event x.y order days number", "missing-field-type at <order>"),
        ("event x.y order text optinal", "misspelt-keyword at <optinal> -> optional"),
        ("event x.y order text optional optional", "unexpected at <optional>"),
        ("event x.y the.order text", "dotted-name at <the.order>"),
        ("event x.y order: text", "needless-word at <:> -> "),
        ("define contact a.b", "unexpected at <a.b> -> = a.b"),
        ("define = a.b", "missing-name at <=>"),
        ("define contact = ", "missing-name at <=>"),
        ("define contact = (a.b or", "missing-name at <or>"),
        ("define contact = a.b b.c", "missing-or at <b.c> -> or b.c"),
        ("define contact = a.b where x = 1 2", "unexpected at <2>"),
        ("fact tier = tier of a.b", "undotted-name at <tier>"),
        ("fact customer.tier = tier a.b", "unexpected at <a.b>"),
        ("fact customer.tier = tier off a.b", "misspelt-keyword at <off> -> of"),
        ("fact customer.tier = tier of a.b or b.c", "unexpected at <or> -> ,"),
        ("fact customer.tier = tier of a.b b.c", "unexpected at <b.c> -> , b.c"),
        ("zone", "missing-name at <zone>"),
        ("zone \"Europe/London\"", "bad-zone-name at <\"Europe/London\">"),
        ("zone +1", "bad-zone-name at <+1>"),
        ("zone UTC UTC", "unexpected at <UTC>"),
        ("rule late not told \"t\" keep", "unexpected at <late not told> -> late-not-told"),
        ("rule \"t\" keep", "missing-name at <\"t\"> -> t \"t\""),
        ("unless contact within 4h", "unexpected at <unless>"),
        ("hello world", "missing-field-type at <world>"),
        ("tset \"x\" at +1h expect nothing", "misspelt-keyword at <tset> -> test"),
        ("test x at +1h expect nothing", "unexpected at <x>"),
        ("test \"x\" at 3h expect nothing", "bad-test-time at <3h> -> +3h"),
        ("test \"x\" at 2026-03-02 10:00 expect nothing", "bad-test-time at <2026-03-02 10:00> -> 2026-03-02T10:00Z"),
        ("test \"x\" at +1h expect nothng", "misspelt-keyword at <nothng> -> nothing"),
        ("test \"x\" at +1h expect late", "unexpected at <late> -> task late"),
        ("test \"x\" at +1h expct nothing", "misspelt-keyword at <expct> -> expect"),
        ("test \"x\" at +1h order customer c", "unexpected at <order>"),
        ("test \"x\" at +1h a.b customer", "missing-value at <customer>"),
        ("test \"x\" at +1h a.b order at +2h expect nothing", "missing-value at <order>"),
        ("test \"x\" at +1h a.b customer c customer d", "said-twice at <customer>"),
        ("test \"x\" at +1h expect task customer c", "missing-name at <customer>"),
        ("test \"x\" at +1h", "unexpected at <at +1h>"),
    ])
    func aMistakeInADeclarationIsReportedOnce(declaration: String, mistake: String) {
        let (tree, mistakes) = read(
            """
            event a.b x text
            \(declaration)
            rule after-it "t" keep
            """)
        #expect(mistakes == [mistake])
        guard case .event? = tree.declarations.first, case .rule(let rule)? = tree.declarations.last else {
            Issue.record("the declarations around it are lost")
            return
        }
        #expect(rule.name.text == "after-it" && rule.clauses.count == 1)
    }

    @Test func wordsAreReservedOnlyWhereTheGrammarNeedsThem() {
        let (tree, mistakes) = read(
            """
            event task.opened  event text  rule text  optional number optional  text text  when time
            define within = task.opened or rule.event
            rule rule "t"
              per task, when
              when each task.opened as after where task = rule and count > 2 and not min is missing
              unless strictly contact or within  within 4h
              task recovery to due
              say "{after.when}"
            test "x"
              at 2026-03-02T10:00Z  task.opened customer c-1 task t-1 rule late zone Europe/Berlin when +3h
              at +1h  task.opened task at customer expect `at` x `done` true  expect nothing
            """)
        #expect(mistakes == [])
        #expect(tree.declarations.count == 4)
        guard case .event(let event) = tree.declarations[0], case .test(let test) = tree.declarations[3] else { return }
        #expect(event.fields.map(\.name.text) == ["event", "rule", "optional", "text", "when"])
        #expect(test.steps.count == 3)
    }

    @Test func aTestsValuesAreWhatStandsFree() throws {
        let (tree, mistakes) = read(
            """
            test "x" at +1h a.b customer 42 a 2b-77 b -5 c "x y" d https://x.y/z?a=1 e 2026-03-02 f true g +3h h x.y happened +2h
            """)
        #expect(mistakes == [])
        guard case .test(let test)? = tree.declarations.first,
            case .event(_, let customer, let fields, let happened)? = test.steps.first?.action
        else { return }
        #expect(customer?.text == "42")
        #expect(
            fields.map(\.written) == ["2b-77", "-5", "x y", "https://x.y/z?a=1", "2026-03-02", "true", "+3h", "x.y"])
        #expect(happened != nil)
    }

    /// A quotation mark within a value is a letter, and does not swallow what follows.
    @Test func valuesMayHaveApostrophes() {
        let (tree, mistakes) = read(
            """
            test "x" at +1h a.b name O'Brien  b don't  c a`b  say "{"  d "}"  # it's a comment
            rule r "t" say "it's {a.b}"
            """)
        #expect(mistakes == [])
        guard case .test(let test)? = tree.declarations.first,
            case .event(_, _, let fields, _)? = test.steps.first?.action,
            case .rule(let rule)? = tree.declarations.last,
            case .say(let template)? = rule.clauses.first?.kind
        else { return }
        #expect(fields.map(\.written) == ["O'Brien", "don't", "a`b", "{", "}"])
        #expect(tree.comments.map(\.text) == ["# it's a comment"])
        #expect(template.parts.count == 2)
        #expect(
            read("test \"x\" at +1h a.b outcome 'spoke to'").mistakes == [
                "wrong-quotes at <'spoke to'> -> \"spoke to\""
            ])
    }

    /// On one line with a test, and without a title that tells it from a field.
    @Test func aRuleBehindATestSaysWhatItsBracesHold() {
        let (tree, mistakes) = read(
            "test \"x\" at +1h expect nothing rule r say \"{a in (\"b\", \"c\")} {}\" keep test \"y\" at +1h expect nothing"
        )
        #expect(mistakes == ["empty-braces at <{}>"])
        guard case .rule(let rule) = tree.declarations[1], case .say(let template)? = rule.clauses.first?.kind else {
            return
        }
        #expect(template.parts.count == 2 && rule.clauses.count == 2)
        #expect(tree.declarations.count == 3)
    }

    @Test func oneCompilationReportsAllMistakes() {
        let (_, mistakes) = read(
            """
            evnt a.b x text
            rule r "t"
              whn a.b
              unless c.d witin 4h
              task recovery too q
              say "{"
            fact x = y of a.b
            """)
        #expect(
            mistakes == [
                "misspelt-keyword at <evnt> -> event", "misspelt-keyword at <whn> -> when",
                "misspelt-keyword at <witin> -> within", "misspelt-keyword at <too> -> to", "unclosed-brace at <{>",
                "undotted-name at <x>",
            ])
    }

    @Test func bytesThatAreNoTextAreSaidOnce() {
        var diagnostics: [Diagnostic] = []
        let bytes =
            Array("zone UTC # ".utf8) + [0xff, 0xfe] + Array("\nevent a.b x ".utf8) + [0xc3, 0x28] + Array(" text".utf8)
        _ = parse(Source(path: "a.rules", bytes: bytes), file: 0, diagnostics: &diagnostics)
        #expect(diagnostics.first?.code == "not-utf8")
        #expect(diagnostics.first?.range.start == 11)
    }
}
