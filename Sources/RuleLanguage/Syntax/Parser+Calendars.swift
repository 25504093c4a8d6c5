import Events

// When a team works.

extension Parser {
    /// `calendar NAME [zone ZONE]`, then its lines in any order.
    mutating func calendar(from start: Int) throws(PhraseAbandoned) -> CalendarDeclaration {
        advance()
        var calendar = CalendarDeclaration(range: rangeSince(start), name: invalidName())
        do throws(PhraseAbandoned) {
            calendar.name = try name("the name of a calendar", dots: .none)
            leaveOutSign(behind: "calendar")
            if isAt(.zone) {
                advance()
                calendar.zone = try zoneName()
            }
        } catch {
            calendar.hasMistakes = true
            skipToCalendarLine()
        }
        while true {
            while skipComment() {}
            let place = index
            do throws(PhraseAbandoned) {
                guard let line = try calendarLine() else { break }
                calendar.lines.append(line)
            } catch {
                calendar.hasMistakes = true
                if index == place { skipToken() }
                skipToCalendarLine()
            }
        }
        calendar.range = rangeSince(start)
        return calendar
    }

    /// The line that begins here; nil if the calendar ends.
    private mutating func calendarLine() throws(PhraseAbandoned) -> CalendarDeclaration.Line? {
        let token = current
        if isEnd(token) || token.keyword?.role == .declaration { return nil }
        let start = token.start
        if beginsWeekdays() {
            let days = try weekdayList()
            leaveOutSign(behind: string(rangeSince(start)))
            return CalendarDeclaration.Line(kind: .hours(days, try spans()), range: rangeSince(start))
        }
        if accept(.closed) != nil {
            leaveOutSign(behind: "closed")
            return CalendarDeclaration.Line(kind: .closed(try closures()), range: rangeSince(start))
        }
        if accept(.opened) != nil {
            leaveOutSign(behind: "open")
            let day = try calendarDay("the day that has other hours, as 2026-12-19")
            if isAt(.comma) || isAt(.to) {
                throw unexpected(
                    "the hours of \(day.date)", help: "each day that has other hours stands in a line of its own")
            }
            return CalendarDeclaration.Line(kind: .open(day, try spans()), range: rangeSince(start))
        }
        if mendCalendarLine() || mend(among: Keyword.declarations) { return try calendarLine() }
        misplaced(
            "a line of the calendar",
            help: "they are as: mon-fri 09:00-17:00, closed 2026-12-25, open 2026-12-19 10:00-16:00")
        throw PhraseAbandoned()
    }

    /// Goes on to where a line or a declaration begins.
    private mutating func skipToCalendarLine() {
        while !isAtEnd(), !looksLikeDeclaration() {
            if tokens[index].startsLine, beginsWeekdays() || isAt(.closed) || isAt(.opened) { return }
            skipToken()
        }
    }
}

// MARK: Days

extension Parser {
    /// Whether names of weekdays stand here, or what people write for them.
    func beginsWeekdays() -> Bool {
        spoken().map { Weekdays.isDays($0) && (tokens[index].keyword == nil || Weekdays.names.contains($0)) } ?? false
    }

    /// `2026-12-25, 2026-12-28 to 2026-12-31, yearly 01-01`
    private mutating func closures() throws(PhraseAbandoned) -> [CalendarDeclaration.Closure] {
        var closures = [try closure()]
        while true {
            if isAt(.and) || isSpoken(0, ["und"]) {
                report(.unexpected, "days are separated by commas", range(tokens[index]), suggestion: ",")
                advance()
            } else if !accept(.comma) {
                return closures
            }
            closures.append(try closure())
        }
    }

    private mutating func closure() throws(PhraseAbandoned) -> CalendarDeclaration.Closure {
        let start = current.start
        if isAt(.yearly) || isSpoken(0, ["every", "annually", "each", "jährlich"]) {
            if !isAt(.yearly) {
                replace(isSpoken(1, ["year"]) ? 2 : 1, by: "yearly")
            } else {
                advance()
            }
            let day = try monthDay()
            return CalendarDeclaration.Closure(days: .yearly(day), range: rangeSince(start))
        }
        let what = "a day, as 2026-12-25, or yearly 12-25"
        let first = try calendarDay(what)
        if isMinus(0) || isSpoken(0, ["until", "till", "bis", "through"]) {
            replace(1, by: "to")
            index -= 1
            tokens[index].keyword = .to
        }
        guard accept(.to) != nil else {
            return CalendarDeclaration.Closure(days: .days(from: first.date, to: first.date), range: first.range)
        }
        let last = try calendarDay("the last day that is closed")
        let place = rangeSince(start)
        guard first.date <= last.date else {
            throw fail(
                .badCalendarLine, "\(first.date) to \(last.date) runs backward", place,
                suggestion: "\(last.date) to \(first.date)")
        }
        return CalendarDeclaration.Closure(days: .days(from: first.date, to: last.date), range: place)
    }

    private mutating func calendarDay(_ what: String) throws(PhraseAbandoned) -> CalendarDeclaration.Day {
        let token = current
        guard case .date(let date) = token.kind else { throw unexpected(what) }
        advance()
        return CalendarDeclaration.Day(date: date, range: range(token))
    }

    /// `01-31`: the month and the day, two digits each.
    private mutating func monthDay() throws(PhraseAbandoned) -> WorkCalendar.MonthDay {
        let token = current
        if case .date(let date) = token.kind {
            let written = String(date.description.dropFirst(5))
            report(.badDate, "a day of each year has no year", range(token), suggestion: written)
            advance()
            return WorkCalendar.MonthDay(month: date.parts.month, day: date.parts.day)
        }
        guard ahead(0).kind.isNumber, isMinus(1), ahead(2).kind.isNumber else {
            throw unexpected("the month and the day, as 12-25")
        }
        let place = stretch(3)
        let parts = [ahead(0), ahead(2)].map { string(range($0)) }
        skip(3)
        // A leap year has all the days there are.
        guard let month = Int(parts[0]), let day = Int(parts[1]),
            CalendarDate(year: 2_000, month: month, day: day) != nil
        else {
            throw fail(
                .badDate, "there is no day \(string(place)) in any year", place,
                help: "the month stands before the day, as 12-25")
        }
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        if parts != [two(month), two(day)] {
            report(
                .badDate, "a day of each year has two digits for the month and for the day", place,
                suggestion: "\(two(month))-\(two(day))")
        }
        return WorkCalendar.MonthDay(month: month, day: day)
    }

    func isMinus(_ distance: Int) -> Bool {
        if case .symbol(.minus) = ahead(distance).kind { return true }
        return false
    }

}

// MARK: Hours

extension Parser {
    /// `09:00-12:30 13:30-18:00`
    private mutating func spans() throws(PhraseAbandoned) -> [SpanSyntax] {
        var spans = [try span()]
        while true {
            if isAt(.comma) || isAt(.and), isHour(1) {
                leaveOut(1, because: "spans follow each other")
            }
            guard isHour(0) else { return spans }
            spans.append(try span())
        }
    }

    /// Whether a time of day stands some places ahead, or what people write for one.
    func isHour(_ distance: Int) -> Bool {
        let token = ahead(distance)
        if token.kind.isClock || token.kind.isNumber { return true }
        guard case .malformed = token.kind else { return false }
        return Letters.isDigit(bytes[token.start])
    }

    /// `09:00-12:30`
    mutating func span() throws(PhraseAbandoned) -> SpanSyntax {
        let what = "hours, as 09:00-17:00"
        if let slipped = slippedSpan() { return slipped }
        let start = current.start
        guard case .clock(let from) = current.kind else { throw unexpected(what) }
        advance()
        if isSpoken(0, ["to", "till", "until", "bis"]) {
            report(
                .otherWord, "`\(string(range(tokens[index])))` is written `-` here", range(tokens[index]),
                suggestion: "-")
            advance()
        } else if !isAt(.minus) {
            throw unexpected("`-` and the end of the hours", help: "they are written as 09:00-17:00")
        } else {
            advance()
        }
        guard case .clock(let to) = current.kind else {
            throw unexpected("the end of the hours", help: "they are written as 09:00-17:00")
        }
        advance()
        return SpanSyntax(from: from, to: to, range: rangeSince(start))
    }
}
