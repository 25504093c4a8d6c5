import Events

/// A word, a number, a text, a sign: what the parser reads at a time.
struct Token {
    enum Kind {
        /// The text is without backticks; a quoted word is never a keyword.
        case word(Text, quoted: Bool)
        case number(Double)
        /// `10%`
        case percent(Double)
        case duration(TimeSpan)
        /// `2wd`: 1 to 366 days of a calendar.
        case workingDays(Int)
        case date(CalendarDate)
        case time(Timestamp)
        /// `2026-03-02T10:00` in a test.
        case localTime(LocalTime)
        /// `09:30`, in minutes after midnight; `24:00`, where a day ends, is 1440.
        case clock(Int)
        case text(Text)
        case symbol(Symbol)
        /// The text after `say`: its pieces and the tokens of its expressions follow, up to `templateClose`.
        /// The token itself spans all of them.
        case templateOpen
        case templateText(Text)
        case braceOpen, braceClose
        case templateClose
        /// By index in the list of mistakes.
        case malformed(Int)
        case end
    }

    var kind: Kind
    /// The keyword that an unquoted word without a dot may be.
    var keyword: Keyword?
    /// The bytes `start ..< end` of the file.
    var start: Int
    var end: Int
    /// Whether only blanks stand before it on its line.
    var startsLine: Bool
}
