import Events
import Testing

@testable import RuleLanguage

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
