import Events

extension Parser {
    /// `mon`, `mon-fri`, `sat, sun`: weekdays by number, Monday is 0.
    mutating func weekdayList() throws(PhraseAbandoned) -> [QuietSyntax.Weekday] {
        if isSpoken(0, ["the", "every", "each", "am", "den"]) {
            leaveOut(1, because: "the weekdays stand directly behind `on`")
        }
        var days = try weekdays()
        while !isHour(0), separator("weekdays") || missingComma() { days += try weekdays() }
        return days
    }

    /// Two weekdays side by side; it is reported, and read as if there were a comma.
    private mutating func missingComma() -> Bool {
        guard let word = spoken(), Weekdays.meant(by: word) != nil, !tokens[index].startsLine else { return false }
        let written = string(range(tokens[index]))
        report(.unexpected, "weekdays are separated by commas", range(tokens[index]), suggestion: ", \(written)")
        return true
    }

    /// A weekday, or a range of them.
    private mutating func weekdays() throws(PhraseAbandoned) -> [QuietSyntax.Weekday] {
        let token = current
        let isDeclaration = token.startsLine && token.keyword?.role == .declaration
        guard case .word(let text, quoted: false) = token.kind, !isDeclaration else {
            throw unexpected("a weekday (mon, tue, wed, thu, fri, sat or sun)")
        }
        let ends = text.string.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let numbers = ends.compactMap { Weekdays.names.firstIndex(of: $0) }
        let place = range(token)
        guard numbers.count == ends.count, numbers.count <= 2, let first = numbers.first, let last = numbers.last
        else {
            if let written = Weekdays.several[text.string.lowercased()] {
                report(.badWeekday, "`\(text)` is written `\(written)` here", place, suggestion: written)
                advance()
                return []
            }
            let meant = ends.compactMap { Weekdays.meant(by: $0) }
            guard meant.count == ends.count, meant.count <= 2, let first = meant.first, let last = meant.last else {
                throw fail(
                    .badWeekday, "`\(text)` is not a weekday", place,
                    help: "the weekdays are mon, tue, wed, thu, fri, sat and sun")
            }
            let better = Weekdays.names[first] + (meant.count > 1 ? "-" + Weekdays.names[last] : "")
            report(.badWeekday, "`\(text)` is written `\(better)` here", place, suggestion: better)
            advance()
            return range(from: first, to: max(first, last), at: place)
        }
        advance()
        guard first <= last else {
            report(
                .badWeekday, "`\(text)` runs backward", place, help: "a range runs forward from mon to sun",
                suggestion: "\(Weekdays.names[first])-sun, " + (last == 0 ? "mon" : "mon-\(Weekdays.names[last])"))
            return []
        }
        return range(from: first, to: last, at: place)
    }

    private func range(from first: Int, to last: Int, at place: SourceRange) -> [QuietSyntax.Weekday] {
        (first...last).map { QuietSyntax.Weekday(number: $0, range: place) }
    }
}

/// The names of the weekdays, Monday first.
enum Weekdays {
    static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// What people call several of them, and how they are written.
    static let several: [String: String] = [
        "weekend": "sat, sun", "weekends": "sat, sun", "wochenende": "sat, sun", "wochenenden": "sat, sun",
        "weekdays": "mon-fri", "weekday": "mon-fri", "workdays": "mon-fri", "werktags": "mon-fri",
        "werktage": "mon-fri", "werktagen": "mon-fri", "daily": "mon-sun", "days": "mon-sun",
    ]

    /// The weekday that people write in other letters, or in full; nil if it is none.
    static func meant(by word: String) -> Int? {
        let small = word.lowercased()
        return others[small] ?? names.firstIndex(of: small)
            ?? (small.utf8.count > 3 ? names.firstIndex { small.hasPrefix($0) && small.hasSuffix("day") } : nil)
    }

    /// Whether a word names days, right or otherwise.
    static func isDays(_ word: String) -> Bool {
        several[word.lowercased()] != nil || word.split(separator: "-").allSatisfy { meant(by: String($0)) != nil }
    }

    private static let others: [String: Int] = [
        "mo": 0, "montag": 0, "montags": 0, "mondays": 0, "tu": 1, "tues": 1, "di": 1, "dienstag": 1, "dienstags": 1,
        "tuesdays": 1, "we": 2, "mi": 2, "mittwoch": 2, "mittwochs": 2, "wednesdays": 2, "th": 3, "thur": 3,
        "thurs": 3, "do": 3, "donnerstag": 3, "donnerstags": 3, "thursdays": 3, "fr": 4, "freitag": 4, "freitags": 4,
        "fridays": 4, "sa": 5, "samstag": 5, "samstags": 5, "sonnabend": 5, "saturdays": 5, "su": 6, "so": 6,
        "sonntag": 6, "sonntags": 6, "sundays": 6,
    ]
}
