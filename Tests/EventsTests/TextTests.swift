import Events
import Testing

@Suite("Texts and values")
struct TextTests {
    @Test("Two spellings of one character are two texts")
    func bytes() {
        let composed: Text = "\u{e9}"
        let decomposed: Text = "e\u{301}"
        #expect(composed.string == decomposed.string)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        #expect("a" < ("ab" as Text) && ("B" as Text) < "a")
    }

    @Test("Text contains what its bytes contain")
    func contains() {
        let text: Text = "abcab\u{e9}"
        #expect(text.contains("") && text.contains("cab") && text.contains("\u{e9}") && text.contains(text))
        #expect(!text.contains("e") && !text.contains("abcab\u{e9}d") && !("" as Text).contains("a"))
    }

    @Test(
        "A longer text is shortened to its beginning, and never within a character",
        arguments: [
            ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abc…"), ("abé…x", 6, "ab…"), ("", 6, ""), ("ééé", 5, "é…"),
            ("\u{1f600}\u{1f600}", 6, "…"),
        ])
    func shortened(text: String, bytes: Int, expected: String) {
        #expect(Text(text).shortened(to: bytes).string == expected)
    }

    @Test(
        "Numbers print as the shortest decimal that reads back, without exponent",
        arguments: [
            (0, "0"), (-0.0, "0"), (2, "2"), (0.1, "0.1"), (-1.5, "-1.5"), (1e20, "100000000000000000000"),
            (1e-7, "0.0000001"), (123456789012345680, "123456789012345680"), (1.2345e-5, "0.000012345"),
            (-1.5e17, "-150000000000000000"), (5e-324, "0." + String(repeating: "0", count: 323) + "5"),
        ] as [(Double, String)])
    func numbers(value: Double, expected: String) {
        #expect(value.shortestDecimal == expected)
        #expect(Double(value.shortestDecimal) == value)
    }
}
