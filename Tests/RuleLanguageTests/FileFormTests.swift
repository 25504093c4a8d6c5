import Events
import Testing

@testable import RuleLanguage

/// Files that are no text in UTF-8: each is said once, with what it is.
@Suite struct FileFormTests {
    private static let rules = """
        event größe.geändert  maß number
        rule zu-groß "Zu groß" when größe.geändert where maß > 3 task recovery to lager say "Größe prüfen."

        """

    private static func wide<Unit: FixedWidthInteger>(
        _ units: some Sequence<Unit>, isLittle: Bool, mark: Bool
    ) -> [UInt8] {
        let all = (mark ? [Unit(0xfeff)] : []) + Array(units)
        return all.flatMap { unit in
            withUnsafeBytes(of: isLittle ? unit.littleEndian : unit.bigEndian) { Array($0) }
        }
    }

    private func diagnostics(_ bytes: [UInt8]) -> [Diagnostic] {
        compile([Source(path: "a.rules", bytes: bytes)]).diagnostics.filter { $0.severity == .error }
    }

    @Test(arguments: [true, false], [true, false])
    func textOfTwoOrFourBytesALetterIsOneMistake(isLittle: Bool, mark: Bool) {
        let two = diagnostics(Self.wide(Self.rules.utf16, isLittle: isLittle, mark: mark))
        #expect(two.map(\.code) == ["not-text"])
        #expect(two.first?.message == "this file is UTF-16 text, two bytes a letter; rules are UTF-8")
        let order = mark ? "" : isLittle ? "LE" : "BE"
        #expect(two.first?.help?.contains("iconv -f UTF-16\(order) -t UTF-8") == true)
        let four = diagnostics(Self.wide(Self.rules.unicodeScalars.map(\.value), isLittle: isLittle, mark: mark))
        #expect(four.map(\.message) == ["this file is UTF-32 text, four bytes a letter; rules are UTF-8"])
        #expect(four.first?.help?.contains("iconv -f UTF-32\(order) -t UTF-8") == true)
    }

    @Test func aMarkBeforeUTF8IsNone() {
        #expect(diagnostics([0xef, 0xbb, 0xbf] + Array(Self.rules.utf8)) == [])
    }

    @Test func anOlderEncodingIsOneMistakeAndItsLettersAreRead() throws {
        let bytes = Self.rules.unicodeScalars.map { UInt8($0.value) }
        let source = Source(path: "a.rules", bytes: bytes)
        let found = diagnostics(bytes)
        #expect(found.map(\.code) == ["not-utf8"])
        #expect(try #require(found.first).message.contains("this `ö` is the byte 0xF6, as in Windows-1252 or Latin-1"))
        // The letters are shown as they were meant.
        #expect(render(try #require(found.first), [source]).contains("event größe.geändert"))
    }

    @Test func marksOfWindowsAreReadAsTheyWereMeant() {
        let bytes = Array("event a.b # ".utf8) + [0x93, 0x80, 0x94, 0x81]
        let source = Source(path: "a.rules", bytes: bytes)
        #expect(diagnostics(bytes).map { render($0, [source]) }.joined().contains("“€”U+0081"))
    }

    @Test func oneWrongByteAmongUTF8IsSaidAsSuch() {
        let found = diagnostics(Array(Self.rules.utf8) + Array("# x".utf8) + [0xff])
        #expect(found.map(\.message) == ["the byte 0xFF is not UTF-8, as the rest of the file is"])
    }

    @Test(
        arguments: [
            ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0], "this file is a PNG picture, and no rules"),
            ([0xff, 0xd8, 0xff, 0xe0, 0, 0], "this file is a JPEG picture, and no rules"),
            ([0x1f, 0x8b, 0x08, 0, 0], "this file is a gzip archive, and no rules"),
            ([0x50, 0x4b, 3, 4, 0, 0xff], "this file is a ZIP archive, as .docx, .odt and .xlsx are, and no rules"),
            ([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], "this file is a program, and no rules"),
            (Array("%PDF-1.7\n%\u{e2}".utf8), "this file is a PDF document, and no rules"),
            (Array("{\\rtf1\\ansi rule}".utf8), "this file is an RTF document, and no rules"),
            (Array("\n<!DOCTYPE html>\n<p>rule</p>".utf8), "this file is HTML or XML, and no rules"),
            (Array("<?xml version=\"1.0\"?>".utf8), "this file is HTML or XML, and no rules"),
            (Array(" [ {\"id\":\"e-1\"} ]".utf8), "this file is JSON, and no rules"),
            ([0xef, 0xbb, 0xbf] + Array("{\"id\":\"e-1\"}".utf8), "this file is JSON, and no rules"),
            (Array(repeating: [0x80, 0x02, 0x1b, 0x03], count: 50).flatMap { $0 }, "this file is not text"),
        ] as [([UInt8], String)])
    func anotherFormatIsOneMistake(bytes: [UInt8], message: String) {
        #expect(diagnostics(bytes).map(\.message) == [message])
    }

    @Test func ofAFileThatIsNoTextNoLineIsShown() throws {
        let source = Source(path: "a.rules", bytes: Self.wide(Self.rules.utf16, isLittle: true, mark: true))
        let shown = render(try #require(compile([source]).diagnostics.first), [source])
        #expect(shown.split(separator: "\n").count == 2)
        #expect(shown.hasPrefix("a.rules:1:1: error: this file is UTF-16 text"))
    }

    /// What stands in the file that could not be read may be what another one speaks of.
    @Test func anotherFileIsNotBlamed() {
        let words = Source(path: "a.rules", bytes: Self.wide("event a.b\n".utf16, isLittle: true, mark: true))
        let rules = Source(
            path: "b.rules", text: "rule r \"R\" when a.b task recovery to care say \"Call.\"\n")
        #expect(compile([words, rules]).diagnostics.map(\.code) == ["not-text"])
    }

    @Test func bytesOfZeroInAWordAreOneMistake() {
        #expect(
            diagnostics(Array("event a.b\u{0}c order text\n".utf8)).map(\.message) == [
                "U+0000 stands in the word `a.bc`, and is not seen"
            ])
        #expect(diagnostics(Array("event a.b\n".utf8) + [UInt8](repeating: 0, count: 4_096)).count == 1)
    }
}
