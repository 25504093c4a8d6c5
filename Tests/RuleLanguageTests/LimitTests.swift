import DeepStack
import Events
import Glibc
import Testing

@testable import RuleLanguage

/// Rule files as large as nobody writes them: each is compiled, or refused with a place and a reason.
@Suite struct LimitTests {
    static let events = "event a.b k text n number\nevent a.c k text n number\n"

    /// A rule on one line.
    static func rule(_ name: Int, _ clauses: String = "when a.b") -> String {
        "rule r\(name) \"R\" \(clauses) task recovery to q say \"S\"\n"
    }

    private func compiled(_ text: String) -> Compilation { compile([Source(path: "t.rules", text: text)]) }

    private func errors(_ compilation: Compilation) -> [Diagnostic] {
        compilation.diagnostics.filter { $0.severity == .error }
    }

    // MARK: Limits that are told

    @Test func tenThousandRulesAreAProgram() throws {
        let text = Self.events + (0..<10_000).map { Self.rule($0, "when a.b where n > \($0)") }.joined()
        let compilation = compiled(text)
        #expect(errors(compilation) == [])
        #expect(compilation.program?.rules.count == 10_000)
        // A rule without a test is a suspicion; so many of them are counted.
        #expect(compilation.diagnostics.count == 1_001)
        #expect(compilation.diagnostics.last?.code == "more-warnings")
        #expect(compilation.diagnostics.last?.message == "9001 more warnings are not told")
    }

    @Test func oneMoreIsTooMany() throws {
        let text = Self.events + (0..<10_002).map { Self.rule($0) }.joined()
        let errors = errors(compiled(text))
        #expect(errors.map(\.code) == ["too-many-rules"])
        let range = try #require(errors.first?.range)
        #expect(text.utf8.dropFirst(range.start).prefix(range.end - range.start).elementsEqual("r10000".utf8))
        #expect(errors.first?.message.contains("10002") == true)
    }

    @Test func moreThanSixteenMebibytesAreTooMuch() throws {
        let half = Source(path: "a.rules", bytes: [UInt8](repeating: 0x23, count: 8 << 20))
        let more = Source(path: "b.rules", bytes: [UInt8](repeating: 0x0a, count: (8 << 20) + 1))
        let compilation = compile([half, more])
        #expect(compilation.diagnostics.map(\.code) == ["too-much-text"])
        #expect(compilation.diagnostics.first?.range == SourceRange(file: 1, start: 8 << 20, end: 8 << 20))
        #expect(compilation.program == nil && compilation.files.count == 2)
        #expect(render(compilation.diagnostics[0], [half, more]).hasPrefix("b.rules:8388609:1: error: "))
        let one = format(Source(path: "c.rules", bytes: half.bytes + more.bytes))
        #expect(one.text == nil && one.diagnostics.map(\.code) == ["too-much-text"])
    }

    /// The first define is an event type; each further one says more of the one before.
    @Test(arguments: [
        ("d# where n > 1", 2), ("a.b where count d# within 1h > 1", 5), ("d#", 1),
    ])
    func definesInDefinesGoNoDeeperThanALimit(define: String, levels: Int) throws {
        func found(_ count: Int) -> [Diagnostic] {
            let defines = (1..<count).map { "define d\($0) = \(define.replacing("#", with: "\($0 - 1)"))\n" }.joined()
            return errors(compiled(Self.events + "define d0 = a.b\n" + defines + Self.rule(0, "when d\(count - 1)")))
        }
        #expect(found(280 / levels) == [])
        for count in [320, 20_000] {
            let mistakes = found(count)
            #expect(mistakes.map(\.code) == ["too-large"])
            #expect(mistakes.first?.message.contains("300 deep") == true)
        }
    }

    @Test func allRulesTogetherHaveALimit() throws {
        let wide = "define wide = " + (0..<2_000).map { "(a.b where n = \($0))" }.joined(separator: " or ") + "\n"
        func found(_ rules: Int) -> [Diagnostic] {
            let rules = (0..<rules).map { Self.rule($0, "when wide where n != \($0)") }.joined()
            return errors(compiled(Self.events + wide + rules))
        }
        #expect(found(50) == [])
        let mistakes = found(600)
        #expect(mistakes.map(\.code) == ["too-large"])
        #expect(mistakes.first?.message.hasPrefix("all rules up to here") == true)
    }

    @Test(arguments: [
        ("where " + String(repeating: "(", count: 5_000) + "n > 1" + String(repeating: ")", count: 5_000), "too-deep"),
        ("where " + String(repeating: "not ", count: 5_000) + "n > 1", "too-deep"),
        ("where n > " + String(repeating: "- ", count: 5_000) + "1", "too-deep"),
        ("where n " + String(repeating: "+ n ", count: 5_000) + "> 1", "too-long"),
        ("where n > 1" + String(repeating: " or n > 1", count: 5_000), "too-long"),
        ("where " + String(repeating: "seen (a.b where ", count: 500) + "n > 1", "too-deep"),
    ])
    func whatIsNestedTooDeepIsRefused(clauses: String, code: String) {
        let errors = errors(compiled(Self.events + Self.rule(0, "when a.b \(clauses)")))
        #expect(errors.map(\.code) == [code])
    }

    /// Nine thousand rules that wait for each other in turn, and the last for the first.
    @Test func aLongCircleOfInhibitsIsFound() throws {
        let rules = Self.events + (0..<9_000).map { Self.rule($0) }.joined()
        let chain = (1..<9_000).map { "inhibit rule r\($0 - 1) while rule r\($0)\n" }.joined()
        #expect(errors(compiled(rules + chain)) == [])
        let errors = errors(compiled(rules + chain + "inhibit rule r8999 while rule r0\n"))
        #expect(errors.map(\.code) == ["endless-inhibit"])
        #expect(
            errors.first?.help
                == "`r0` waits for `r1`, `r1` waits for `r2`, `r2` waits for `r3`, …, `r8999` waits for `r0`")
    }

    @Test func noRuleIsPerMoreFieldsThanALimit() {
        let fields = (0..<100).map { "f\($0) text" }.joined(separator: " ")
        let keys = (0..<100).map { "f\($0)" }.joined(separator: ", ")
        let errors = errors(compiled("event a.b \(fields)\n" + Self.rule(0, "per \(keys) when a.b")))
        #expect(errors.map(\.message) == ["a rule is per at most 64 fields"])
    }

    // MARK: Many mistakes

    @Test func aThousandMistakesAreToldAndTheRestCounted() {
        let text = Self.events + (0..<3_000).map { Self.rule($0, "when a.b where m = 1") }.joined()
        let compilation = compiled(text)
        #expect(compilation.diagnostics.count == 1_001)
        #expect(compilation.diagnostics.dropLast().allSatisfy { $0.code == "undeclared-field" })
        #expect(compilation.diagnostics.last?.code == "more-mistakes")
        #expect(compilation.diagnostics.last?.message == "2000 more mistakes are not told")
        #expect(compilation.program == nil)
    }

    @Test func mistakesOfReadingAndCheckingAreCountedTogether() {
        let wrong = (0..<900).map { "rule r\($0) \"R\" when a.b where n = 1 foo task recovery to q say \"S\"\n" }
            .joined()
        let files = (0..<3).map { Source(path: "\($0).rules", text: $0 == 0 ? Self.events + wrong : wrong) }
        let compilation = compile(files)
        #expect(compilation.diagnostics.count == 1_001)
        #expect(compilation.diagnostics.last?.code == "more-mistakes")
        #expect(compilation.diagnostics.last?.severity == .error)
    }

    @Test func aLongWordDoesNotMakeALongMessage() {
        let name = String(repeating: "x", count: 100_000)
        let compilation = compiled("event a.b \(name) text\n" + Self.rule(0, "when a.b where y = \"\""))
        #expect(errors(compilation).count == 1)
        for diagnostic in compilation.diagnostics {
            #expect(render(diagnostic, compilation.sources).utf8.count < 10_000)
        }
    }

    // MARK: Large and good

    static let large: [(name: String, text: String)] = [
        (
            "defines",
            events + (0..<3_000).map { "define d\($0) = a.b where n > \($0)\n" }.joined() + rule(0, "when d2999")
        ),
        ("uses of a define", events + "define d = a.b where n > 1\n" + (0..<2_000).map { rule($0, "when d") }.joined()),
        ("facts", events + (0..<3_000).map { "fact customer.f\($0) = n of a.b\n" }.joined() + rule(0)),
        ("events", (0..<3_000).map { "event e.t\($0) k text n number\n" }.joined() + rule(0, "when e.t1")),
        (
            "events with rules of their own",
            (0..<1_500).map { "event e.t\($0) k text n number\n" }.joined()
                + (0..<1_500).map { rule($0, "per k when e.t\($0)") }.joined()
        ),
        (
            "types in one pattern",
            (0..<1_500).map { "event e.t\($0) k text n number\n" }.joined()
                + rule(0, "when " + (0..<1_500).map { "e.t\($0)" }.joined(separator: " or ") + " where n > 1")
        ),
        ("fields", "event a.b " + (0..<3_000).map { "f\($0) number" }.joined(separator: " ") + "\n" + rule(0)),
        (
            "unless",
            events + rule(0, "when a.b " + (0..<2_000).map { "unless a.c where n > \($0) within 4h\n" }.joined())
        ),
        ("while", events + rule(0, "when a.b as x " + (0..<2_000).map { "while x.n != \($0)\n" }.joined())),
        ("or", events + rule(0, "when a.b where " + (0..<1_000).map { "n = \($0)" }.joined(separator: " or "))),
        (
            "or and and",
            events
                + rule(0, "when a.b where " + (0..<500).map { "n = \($0) and k = \"\($0)\"" }.joined(separator: " or "))
        ),
        (
            "alternatives",
            events + rule(0, "when " + (0..<2_000).map { "(a.b where n = \($0))" }.joined(separator: " or "))
        ),
        ("list", events + rule(0, "when a.b where n in (" + (0..<5_000).map { "\($0)" }.joined(separator: ", ") + ")")),
        ("sum", events + rule(0, "when a.b where n" + String(repeating: " + n", count: 100) + " > 1")),
        (
            "parentheses",
            events
                + rule(
                    0,
                    "when a.b where " + String(repeating: "(", count: 190) + "n > 1"
                        + String(repeating: ")", count: 190))
        ),
        ("not", events + rule(0, "when a.b where " + String(repeating: "not ", count: 190) + "n > 1")),
        (
            "windows in windows",
            events
                + rule(
                    0,
                    "when a.b where " + String(repeating: "seen (a.b where ", count: 45) + "n > 1"
                        + String(repeating: ") within 1h", count: 45))
        ),
        (
            "say",
            events + "rule r \"R\" when a.b as x task recovery to q say \"" + String(repeating: "{x.n} ", count: 2_000)
                + "\"\n"
        ),
        (
            "text",
            events + "rule r \"R\" when a.b task recovery to q say \"" + String(repeating: "word ", count: 20_000)
                + "\"\n"
        ),
        (
            "comments",
            events + String(repeating: "# c\n", count: 10_000) + rule(0) + String(repeating: "# c\n", count: 10_000)
        ),
        (
            "steps",
            events + rule(0) + "test \"t\"\n at 2026-03-02T10:00Z a.c customer c k x n 1\n"
                + (1..<4_000).map { " at +\($0)min a.c customer c\($0) k x n 1\n" }.joined()
        ),
        (
            "tests",
            events + rule(0)
                + (0..<1_000).map {
                    "test \"\($0)\"\n at 2026-03-02T10:00Z a.b customer c k x n 1\n expect task r0\n"
                }.joined()
        ),
    ]

    /// On a small stack, whatever is done with them.
    @Test(arguments: large.map(\.name)) func isCompiledLaidOutAndTold(_ name: String) throws {
        let text = try #require(Self.large.first { $0.name == name }?.text)
        let (compilation, formatted, again, told) = onDeepStack(bytes: 1 << 20) {
            let compilation = compiled(text)
            let formatted = format(Source(path: "t.rules", text: text)).text
            let again = formatted.flatMap { format(Source(path: "t.rules", text: $0)).text }
            let told = compilation.program?.description(ofRule: 0).sentence
            return (compilation, formatted, again, told)
        }
        #expect(errors(compilation) == [])
        #expect(compilation.program != nil)
        #expect(formatted != nil && formatted == again)
        #expect(told?.isEmpty == false)
        let laidOut = compiled(formatted ?? "")
        #expect(laidOut.program?.canonicalForm == compilation.program?.canonicalForm)
        #expect(laidOut.program?.tests.map(\.steps.count) == compilation.program?.tests.map(\.steps.count))
    }

    // MARK: Stacks

    @Test func workOnADeepStackComesBackWithItsResult() {
        #expect(onDeepStack { 7 } == 7)
        var seen: [Int] = []
        onDeepStack { seen.append(1) }
        #expect(seen == [1])
        let onItsOwn = onDeepStack { pthread_self() }
        #expect(pthread_equal(onItsOwn, pthread_self()) == 0)
    }

    @Test func aDeepStackIsDeep() {
        func depth(_ left: Int) -> Int { left == 0 ? 0 : 1 + depth(left - 1) }
        #expect(onDeepStack(bytes: 1 << 20) { onDeepStack { depth(100_000) } } == 100_000)
    }
}
