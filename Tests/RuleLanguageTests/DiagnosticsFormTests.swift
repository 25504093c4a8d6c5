import Events
import TestSupport
import Testing

@testable import RuleLanguage

/// How a mistake is shown, on a terminal and as JSON.
@Suite struct DiagnosticsFormTests {
    private func diagnostic(_ range: Range<Int>, help: String? = nil, suggestion: String? = nil) -> Diagnostic {
        Diagnostic(
            code: "c", message: "m", range: SourceRange(file: 0, start: range.lowerBound, end: range.upperBound),
            help: help, suggestion: suggestion)
    }

    @Test func theCaretStandsUnderTheWords() {
        let source = Source(path: "a.rules", text: "zone UTC\nrule x \"y\"\n")
        #expect(
            render(diagnostic(14..<15, help: "h", suggestion: "z"), [source]) == """
                a.rules:2:6: error: m [c]
                rule x "y"
                     ^
                help: h
                help: did you mean `z`?

                """)
    }

    @Test func tabsStayAndWideLettersTakeTwoColumns() {
        let source = Source(path: "a.rules", text: "\té\t訪問 x")
        let start = "\té\t訪問 ".utf8.count
        #expect(
            render(diagnostic(start..<(start + 1)), [source]) == "a.rules:1:7: error: m [c]\n\té\t訪問 x\n\t \t     ^\n")
    }

    @Test func aMistakeOverLinesIsMarkedToTheEndOfTheFirst() {
        let source = Source(path: "a.rules", text: "one two\r\nthree")
        #expect(render(diagnostic(4..<14), [source]) == "a.rules:1:5: error: m [c]\none two\n    ^~~\n")
    }

    @Test(arguments: [3, 4, 99]) func theEndOfTheTextHasAPlace(_ offset: Int) {
        let source = Source(path: "a.rules", text: "one")
        #expect(render(diagnostic(offset..<offset), [source]) == "a.rules:1:4: error: m [c]\none\n   ^\n")
    }

    @Test func theLineEndAfterTheLastLineIsAPlace() {
        let source = Source(path: "a.rules", text: "one\n")
        #expect(render(diagnostic(4..<4), [source]) == "a.rules:2:1: error: m [c]\n\n^\n")
    }

    @Test func controlCharactersDoNotReachTheTerminal() {
        let source = Source(path: "a.rules", text: "x \u{1b}[31m")
        #expect(!render(diagnostic(0..<1), [source]).unicodeScalars.contains("\u{1b}"))
    }

    @Test func bytesThatAreNotUTF8AreShownAsTheyWereMeant() {
        let source = Source(path: "a.rules", bytes: [0x78, 0xff, 0x79])
        #expect(render(diagnostic(2..<3), [source]) == "a.rules:1:3: error: m [c]\nxÿy\n  ^\n")
    }

    @Test(arguments: [
        ("\u{200b}", "U+200B"), ("\u{202e}", "U+202E"), ("\u{2028}", "U+2028"), ("\u{1b}", "U+001B"),
        ("\u{e0041}", "U+E0041"),
    ])
    func whatIsNotSeenIsShownByItsNumberAndTheCaretStaysRight(unseen: String, number: String) {
        let source = Source(path: "a.rules", text: "x\(unseen) yz\(unseen)")
        let start = "x\(unseen) ".utf8.count
        #expect(
            render(diagnostic(start..<(start + 2 + unseen.utf8.count), suggestion: "q\(unseen)"), [source]) == """
                a.rules:1:4: error: m [c]
                x\(number) yz\(number)
                 \(number.map { _ in " " }.joined()) ^~\(number.map { _ in "~" }.joined())
                help: did you mean `q\(number)`?

                """)
    }

    @Test func anAccentOfItsOwnTakesNoColumn() {
        let source = Source(path: "a.rules", text: "cafe\u{301} x")
        #expect(render(diagnostic(7..<8), [source]) == "a.rules:1:7: error: m [c]\ncafe\u{301} x\n     ^\n")
    }

    @Test func whatIsBestLeftOutIsSaidSo() {
        let source = Source(path: "a.rules", text: "one")
        #expect(render(diagnostic(0..<3, suggestion: ""), [source]).hasSuffix("^~~\nhelp: leave it out\n"))
    }

    @Test func onATerminalSentencesGoOnInAFurtherLine() {
        let source = Source(path: "a.rules", text: "one two")
        let long = Diagnostic(
            code: "some-code", message: "there is more to say about this than goes on one line",
            range: SourceRange(file: 0, start: 4, end: 7),
            help: "and there is more to be done than could be said in one",
            suggestion: "three")
        #expect(
            render(long, [source], width: 50) == """
                a.rules:1:5: error: there is more to say about
                    this than goes on one line [some-code]
                one two
                    ^~~
                help: and there is more to be done than could be
                      said in one
                help: did you mean `three`?

                """)
        #expect(render(long, [source]).split(separator: "\n").count == 5)
    }

    @Test(arguments: [40, 80, 120], [0, 30, 500, 995])
    func ofALongLineTheMarkedWordsAreShown(width: Int, place: Int) {
        let words = String(repeating: "\tabcé", count: 200)
        let offset = place / 6 * 6 + 1
        let source = Source(path: "a.rules", text: words)
        let lines = render(diagnostic(offset..<(offset + 3)), [source], width: width).split(separator: "\n")
        #expect(lines.allSatisfy { String($0).columns <= width })
        let column = lines[2].prefix { $0 != "^" }.count
        #expect(lines[1].dropFirst(column).hasPrefix("abc"))
        #expect(lines[2].hasSuffix("^~~"))
    }

    @Test func aLineOfAMegabyteIsNotShownWhole() {
        let source = Source(path: "a.rules", text: String(repeating: "a", count: 1_000_000))
        #expect(render(diagnostic(500_000..<1_000_000), [source]).utf8.count < 2_000)
        let name = String(repeating: "a", count: 1_000_000)
        let said = Diagnostic(
            code: "c", message: "`\(name)` is a name", range: SourceRange(file: 0, start: 0, end: 1), help: name,
            suggestion: name)
        #expect(said.message.utf8.count < 500 && said.message.hasSuffix("is a name"))
        #expect((said.help?.utf8.count ?? 0) < 700 && said.suggestion == nil)
    }

    @Test func asJSON() {
        let source = Source(path: "a \"b\".rules", text: "one\n\ttwo\nthree")
        let json = diagnosticsJSON([diagnostic(5..<12, help: "tab\there"), diagnostic(0..<3)], sources: [source])
        #expect(
            json == """
                [
                {"path":"a \\"b\\".rules","line":2,"column":2,"endLine":3,"endColumn":4,"severity":"error","code":"c",\
                "message":"m","help":"tab\\there","suggestion":null},
                {"path":"a \\"b\\".rules","line":1,"column":1,"endLine":1,"endColumn":4,"severity":"error","code":"c",\
                "message":"m","help":null,"suggestion":null}
                ]
                """)
        #expect(diagnosticsJSON([], sources: []) == "[]")
    }
}

/// A long file has its places found from marks.
@Suite struct PlaceMarkTests {
    @Test func aPlaceIsWhereCountingFromTheBeginningFindsIt() {
        var random = SplitMix64(seed: 5)
        for length in [0, 1, 4_095, 4_096, 4_097, 30_000] {
            let letters = (0..<length).map { _ in ["a", "é", "訪", "\n", "\t"][random.below(5)] }
            let bytes = Array(letters.joined().utf8)
            let source = Source(path: "a.rules", bytes: bytes)
            for _ in 0..<20 {
                let offset = letters.prefix(random.below(length + 1)).joined().utf8.count
                let before = bytes[..<offset]
                let line = before.split(separator: 0x0a, omittingEmptySubsequences: false).last ?? []
                let place = source.position(of: offset)
                #expect(place.line == 1 + before.count { $0 == 0x0a })
                #expect(place.column == 1 + line.count { $0 & 0xc0 != 0x80 })
            }
        }
    }

    @Test func ofALongLineTheWordsAroundAreShown() {
        let line = String(repeating: "é", count: 3_000) + "WRONG" + String(repeating: "ü", count: 3_000)
        let source = Source(path: "a.rules", text: "one\n\(line)\nthree")
        let start = 4 + 6_000
        let diagnostic = Diagnostic(
            code: "c", message: "m", range: SourceRange(file: 0, start: start, end: start + 5))
        let lines = render(diagnostic, [source], width: 80).split(separator: "\n")
        #expect(lines[0] == "a.rules:2:3001: error: m [c]")
        #expect(
            lines[1] == "…" + String(repeating: "é", count: 39) + "WRONG" + String(repeating: "ü", count: 34) + "…")
        #expect(lines[2] == String(repeating: " ", count: 40) + "^~~~~")
    }
}
