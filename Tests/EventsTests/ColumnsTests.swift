import Events
import Testing

@Suite("Text in columns")
struct ColumnsTests {
    @Test(
        "counts what a terminal shows",
        arguments: [
            ("", 0), ("abc", 3), ("größe", 5), ("cafe\u{301}", 4), ("訪問", 4), ("한국", 4), ("a訪", 3), ("👩‍🚀", 2),
            ("❤\u{fe0f}", 2),
        ])
    func columns(text: String, expected: Int) {
        #expect(text.columns == expected)
    }

    @Test("breaks at blanks, and never within a word")
    func wrapped() {
        #expect("one two three".wrapped(to: 7) == "one two\nthree")
        #expect("one two three".wrapped(to: 7, indent: 2) == "one two\n  three")
        #expect("one two three".wrapped(to: 80) == "one two three")
        #expect("wonderful day".wrapped(to: 4) == "wonderful\nday")
        #expect("訪問 訪問".wrapped(to: 8) == "訪問\n訪問")
        #expect("".wrapped(to: 4) == "")
    }
}
