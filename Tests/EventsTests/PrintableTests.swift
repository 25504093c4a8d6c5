import Events
import Testing

@Suite("Text for a terminal")
struct PrintableTests {
    @Test(
        "shows what would not be seen, or would move the cursor, by its number",
        arguments: [
            ("a\u{1b}[31mb", "aU+001B[31mb"),
            ("\u{9b}2J", "U+009B2J"),
            ("\u{7f}", "U+007F"),
            ("a\nb\tc\rd\0", "aU+000AbU+0009cU+000DdU+0000"),
            ("safe\u{202e}exe", "safeU+202Eexe"),
            ("\u{2066}x\u{2069}", "U+2066xU+2069"),
            ("c\u{200b}-1", "cU+200B-1"),
            ("\u{feff}c-1", "U+FEFFc-1"),
            ("a\u{2028}b\u{2029}c", "aU+2028bU+2029c"),
            ("ok\u{e0041}\u{e007f}", "okU+E0041U+E007F"),
            ("a\u{ad}b\u{3164}c\u{115f}", "aU+00ADbU+3164cU+115F"),
            ("a\u{fe0f}\u{e0100}", "aU+FE0FU+E0100"),
            ("c\u{200d}-1\u{200c}", "cU+200D-1U+200C"),
        ])
    func shown(text: String, expected: String) {
        #expect(text.printable == expected)
        #expect(Text(text).printable == expected)
        #expect(text.dropFirst(0).printable == expected)
        #expect(expected.printable == expected)
    }

    @Test(
        "leaves what people write",
        arguments: [
            "", "c-42", "Zoë Müller", "Ελλάδα", "日本語", "e\u{301}", "👩\u{200d}👩\u{200d}👧", "❤\u{fe0f}", "👍🏽", "\u{a0}",
            "👁\u{fe0f}\u{200d}🗨\u{fe0f}", "می\u{200c}خواهم", "क्\u{200d}ष", "“quoted” – so", "שלום", "1\u{fe0f}\u{20e3}",
        ])
    func left(text: String) {
        #expect(text.printable == text)
        #expect(text.printable.utf8.elementsEqual(text.utf8))
    }

    @Test("keeps the one character that the caller lays out itself")
    func kept() {
        #expect("\ta\u{1b}\n".printable(keeping: "\t") == "\taU+001BU+000A")
    }
}
