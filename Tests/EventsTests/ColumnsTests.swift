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

    @Test("breaks at blanks, and within a word only where it is told to")
    func wrapped() {
        #expect("one two three".wrapped(to: 7, breakingWords: false) == ["one two", "three"])
        #expect("one two three".wrapped(to: 7, indent: 2, breakingWords: false) == ["one two", "  three"])
        #expect("one two three".wrapped(to: 80, breakingWords: true) == ["one two three"])
        #expect("wonderful day".wrapped(to: 4, breakingWords: false) == ["wonderful", "day"])
        #expect("wonderful day".wrapped(to: 4, breakingWords: true) == ["wond", "erfu", "l", "day"])
        #expect(
            "wonderful day".wrapped(to: 4, indent: 2, breakingWords: true) == [
                "wond", "  er", "  fu", "  l", "  da", "  y",
            ])
        #expect("訪問 訪問".wrapped(to: 8, breakingWords: false) == ["訪問", "訪問"])
        #expect("".wrapped(to: 4, breakingWords: true) == [""])
    }

    @Test("goes on under what it stands behind")
    func behind() {
        #expect(
            "one two three four five".wrapped(after: "daemon  ", width: 28) == [
                "daemon  one two three four", "        five",
            ])
        #expect("".wrapped(after: "daemon", width: 80) == ["daemon"])
    }

    @Test("is cut with a sign for what is left out, and filled up")
    func cut() {
        #expect("wonderful".cut(to: 9) == "wonderful")
        #expect("wonderful".cut(to: 4) == "won…")
        #expect("訪問訪問".cut(to: 4) == "訪…")
        #expect("x".cut(to: 0) == "")
        #expect("訪".padded(to: 4) == "訪  ")
    }
}
