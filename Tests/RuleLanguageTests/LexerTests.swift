import Events
import Testing

@testable import RuleLanguage

/// The tokens of a text, one word each; a malformed one with its mistake and what it was meant as.
private func tokens(_ text: String) -> [String] {
    let list = Lexer.tokens(of: Array(text.utf8), file: 0)
    return list.tokens.dropLast().map { show($0.kind, list.mistakes) }
}

private func show(_ kind: Token.Kind, _ mistakes: [LexicalMistake]) -> String {
    switch kind {
    case .word(let text, let quoted): return quoted ? "'\(text)'" : text.string
    case .number(let value): return value.shortestDecimal
    case .percent(let value): return "\(value.shortestDecimal)%"
    case .duration(let span): return span.description
    case .workingDays(let count): return "\(count)wd"
    case .date(let date): return date.description
    case .time(let time): return time.description
    case .localTime(let time): return "local \(time.instant(in: .utc))"
    case .clock(let minutes): return "\(minutes)min of day"
    case .text(let text): return "<\(text)>"
    case .symbol(let symbol): return symbol.rawValue
    case .templateOpen: return "say["
    case .templateText(let text): return "<\(text)>"
    case .braceOpen: return "{"
    case .braceClose: return "}"
    case .templateClose: return "]"
    case .malformed(let index):
        let mistake = mistakes[index]
        return "\(mistake.code.rawValue)!" + (mistake.meaning.map { show($0, mistakes) } ?? "")
    case .end: return "end"
    }
}

@Suite struct LexerTests {
    @Test func wordsNumbersAndSigns() {
        #expect(
            tokens("late-not-told a.b.c _x überfällig x2 # not this\n a- b") == [
                "late-not-told", "a.b.c", "_x", "überfällig", "x2", "a-", "b",
            ])
        #expect(
            tokens("a-b a - b a -b 3-2 3 -2") == ["a-b", "a", "-", "b", "a", "-", "b", "3", "-", "2", "3", "-", "2"])
        #expect(tokens("x<=1.5 and(y!=2)") == ["x", "<=", "1.5", "and", "(", "y", "!=", "2", ")"])
        #expect(tokens("`when` a.`or`.c `x.y`") == ["'when'", "'a.or.c'", "'x.y'"])
        #expect(tokens("a\u{a0}b\u{feff}") == ["a", "b", "unexpected-character!"])
        #expect(tokens("\u{feff}zone") == ["zone"])
    }

    @Test(arguments: [
        ("0s", 0), ("30s", 30), ("15min", 900), ("4h", 14_400), ("2d", 172_800), ("1w", 604_800), ("1h30min", 5_400),
        ("1w2d3h4min5s", 788_645), ("90min", 5_400), ("36525d", 3_155_760_000),
    ])
    func durationsAreElapsedTime(text: String, seconds: Int) {
        #expect(tokens(text) == [TimeSpan(seconds: Int64(seconds)).description])
    }

    @Test(arguments: [
        ("4m", "bad-duration!4min"), ("4hours", "bad-duration!4h"), ("30min1h", "bad-duration!1h30min"),
        ("1h1h", "bad-duration!2h"), ("1.5h", "bad-duration!1h30min"), ("3months", "bad-duration!0s"),
        ("36525d1s", "duration-too-long!36525d"), ("99999999999999999999w", "duration-too-long!36525d"),
        ("2x", "bad-number!2"), ("2q", "bad-number!0"), ("1e5", "bad-number!0"), ("1.2.3", "bad-number!0"),
        ("1.", "bad-number!1"),
        (".5", "bad-number!0.5"), ("1_000", "bad-number!0"), ("2026-02-30", "bad-date!1970-01-01"),
        ("2026-3-2", "bad-date!1970-01-01"), ("2026-03-02T10:00", "bad-time!1970-01-01T00:00:00Z"),
        ("2026-03-02T25:00Z", "bad-time!1970-01-01T00:00:00Z"), ("9:00", "bad-time-of-day!540min of day"),
        ("24:30", "bad-time-of-day!0min of day"), ("a..b", "bad-name!'a'"), ("a.", "bad-name!'a'"),
        ("`a", "bad-name!'a'"),
        ("`a b`", "bad-name!'a b'"), ("'x'", "wrong-quotes!<x>"), ("“x”", "wrong-quotes!<x>"),
        ("==", "wrong-operator!="),
        ("&&", "wrong-operator!and"), ("!", "wrong-operator!not"), ("≥", "wrong-operator!>="),
        ("\"x", "unterminated-text!<x>"), ("\"x\\q\"", "bad-escape!<x\\q>"),
        ("\"\\u{d800}\"", "bad-escape!<\\u{d800}>"),
        (";;?", "unexpected-character!"), ("{", "unexpected-character!"),
    ])
    func whatIsMalformedIsReadAsItWasMeant(text: String, expected: String) {
        #expect(tokens(text) == [expected])
    }

    @Test func datesAndTimes() {
        #expect(
            tokens("2026-03-02 2026-03-02T10:00Z 2026-03-02T10:00:30.5+01:00 09:30") == [
                "2026-03-02", "2026-03-02T10:00:00Z", "2026-03-02T09:00:30.5Z", "570min of day",
            ])
        #expect(tokens("2026-03-02T10:00Z-4h") == ["2026-03-02T10:00:00Z", "-", "4h"])
    }

    @Test func textsAreUnescaped() {
        #expect(tokens(#""a \"b\" \\ \n\t \{ \} \u{20AC} {x} # no""#) == ["<a \"b\" \\ \n\t { } € {x} # no>"])
        #expect(tokens("\"a\nb\"") == ["unterminated-text!<a>", "b", "unterminated-text!<>"])
    }

    @Test func aTextBehindSayIsATemplate() {
        #expect(
            tokens(#"say "a {x.y} b\{c\} {d = "e"} {f = \"g\"}""#) == [
                "say", "say[", "<a >", "{", "x.y", "}", "< b{c} >", "{", "d", "=", "<e>", "}", "< >", "{", "f", "=",
                "<g>", "}", "]",
            ])
        #expect(tokens(#"say "a {b" c"#) == ["say", "say[", "<a >", "unclosed-brace!", "<b>", "]", "c"])
        #expect(tokens(#"say "a } b""#) == ["say", "say[", "<a >", "stray-brace!", "< b>", "]"])
        #expect(tokens(#"`say` "{x}""#) == ["'say'", "<{x}>"])
    }
}
