import Events
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

    @Test func tabsStayAndLettersCountOnce() {
        let source = Source(path: "a.rules", text: "\té\t訪問 x")
        let start = "\té\t訪問 ".utf8.count
        #expect(
            render(diagnostic(start..<(start + 1)), [source]) == "a.rules:1:7: error: m [c]\n\té\t訪問 x\n\t \t   ^\n")
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

    @Test func bytesThatAreNoTextAreShownAsOne() {
        let source = Source(path: "a.rules", bytes: [0x78, 0xff, 0x79])
        #expect(render(diagnostic(2..<3), [source]) == "a.rules:1:3: error: m [c]\nx\u{fffd}y\n  ^\n")
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
