import Events

extension Parser {
    /// A line of a calendar that begins otherwise; the word is then what it should be.
    mutating func mendCalendarLine() -> Bool {
        if isSpoken(0, ["holiday", "holidays", "feiertag", "feiertage", "except", "geschlossen", "shut", "vacation"]) {
            report(
                .otherWord, "`\(string(range(tokens[index])))` is written `closed` here", range(tokens[index]),
                suggestion: "closed")
            tokens[index].keyword = .closed
            return true
        }
        if isSpoken(0, ["on", "hours", "from", "every", "each"]), spoken(1).map(Weekdays.isDays) ?? false {
            leaveOut(1, because: "a line begins with its days")
            return true
        }
        if isWord(tokens[index], dotted: false), tokens[index].keyword == nil, ahead(1).kind.isClock,
            let near = nearMiss(wordText(tokens[index]), among: Weekdays.names.map { Text($0) })
        {
            report(
                .badCalendarLine, "`\(string(range(tokens[index])))` is not a day of the week", range(tokens[index]),
                suggestion: near.string)
            tokens[index].kind = .word(near, quoted: false)
            return true
        }
        return mend(among: [.closed, .opened])
    }

    /// `9-17`, `9am-5pm`, `9.00-17.00`; nil and nothing read if the hours are written as they should be, or cannot be
    /// read.
    mutating func slippedSpan() -> SpanSyntax? {
        let start = tokens[index].start
        var end = start
        while end < bytes.count {
            let (scalar, length) = Letters.scalar(bytes, at: end)
            if Letters.isBlank(scalar) || scalar == "," || scalar == "#" { break }
            end += length
        }
        let place = SourceRange(file: fileIndex, start: start, end: end)
        let written = string(place)
        let parts = written.split(whereSeparator: { $0 == "-" || $0 == "–" || $0 == "—" })
        guard parts.count == 2, let from = Parser.minutes(String(parts[0])), let to = Parser.minutes(String(parts[1]))
        else {
            return nil
        }
        let canonical = "\(Parser.clock(from))-\(Parser.clock(to))"
        guard canonical != written else { return nil }
        report(
            .badTimeOfDay, "hours are written with two digits for the hour and for the minute", place,
            suggestion: canonical)
        while !isEnd(tokens[index]), tokens[index].start < end { skip(1) }
        return SpanSyntax(from: from, to: to, range: place)
    }

    /// `9`, `9am`, `9.30`, `24:00` as minutes after midnight.
    private static func minutes(_ written: String) -> Int? {
        let lower = written.lowercased()
        let digits = lower.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ":") }
        let suffix = lower.dropFirst(digits.count)
        let parts = digits.split(whereSeparator: { $0 == "." || $0 == ":" }).map { Int($0) ?? -1 }
        guard let hour = parts.first, parts.count < 3, ["", "am", "pm", "h", "uhr"].contains(suffix) else { return nil }
        let minute = parts.count > 1 ? parts[1] : 0
        let hours = suffix == "pm" && hour < 12 ? hour + 12 : suffix == "am" && hour == 12 ? 0 : hour
        guard (0...24).contains(hours), (0...59).contains(minute), hours < 24 || minute == 0 else { return nil }
        return hours * 60 + minute
    }

    private static func clock(_ minutes: Int) -> String {
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
