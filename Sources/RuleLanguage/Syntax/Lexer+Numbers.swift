import Events

extension Lexer {
    /// Everything that starts with a digit: a number, a duration, a date, a time, a time of day.
    mutating func number() {
        let shape = digitShape()
        if shape == [4, 2, 2] { return dateOrTime() }
        if shape.count == 3, shape[0] == 4 { return malformedDate() }
        let start = index
        skipDigits()
        if peek(0) == UInt8(ascii: ":"), Letters.isDigit(peek(1)) { return clock(from: start) }
        var hasFraction = false
        if peek(0) == UInt8(ascii: "."), Letters.isDigit(peek(1)) {
            hasFraction = true
            index += 1
            skipDigits()
        }
        if continuesRun {
            skipRun()
            return duration(from: start)
        }
        let value = Double(string(start, index)) ?? .infinity
        if !hasFraction, peek(0) == UInt8(ascii: ".") {
            index += 1
            return addMalformed(
                .badNumber, "a number needs a digit behind its point", from: start,
                suggestion: string(start, index - 1), meaning: .number(value))
        }
        guard value.isFinite else {
            return addMalformed(
                .badNumber, "this number is too large", from: start, help: "the largest is about 1.8 with 308 zeros",
                meaning: .number(0))
        }
        if peek(0) == UInt8(ascii: "%"), !isInTest {
            index += 1
            return add(.percent(value), from: start)
        }
        add(.number(value), from: start)
    }

    private mutating func skipDigits() {
        while Letters.isDigit(peek(0)) { index += 1 }
    }

    /// Whether a letter, a digit or a further fraction follows directly.
    private var continuesRun: Bool {
        guard index < limit else { return false }
        if bytes[index] == UInt8(ascii: ".") { return Letters.isDigit(peek(1)) }
        let (scalar, _) = Letters.scalar(bytes, at: index)
        return Letters.continuesName(scalar) && scalar != "-"
    }

    private mutating func skipRun() {
        while continuesRun {
            index += Letters.scalar(bytes, at: index).length
        }
    }

    /// The lengths of up to three groups of digits joined by `-`, from here; no more than needed to know a date.
    private func digitShape() -> [Int] {
        var shape: [Int] = []
        var at = index
        while shape.count < 3 {
            let start = at
            while at < limit, at - start < 5, Letters.isDigit(bytes[at]) { at += 1 }
            if at == start { break }
            shape.append(at - start)
            guard at < limit, bytes[at] == UInt8(ascii: "-") else { break }
            at += 1
        }
        return shape
    }
}

// MARK: Dates and times

extension Lexer {
    private mutating func malformedDate() {
        let start = index
        while Letters.isDigit(peek(0)) || (peek(0) == UInt8(ascii: "-") && Letters.isDigit(peek(1))) { index += 1 }
        addMalformed(
            .badDate, "`\(string(start, index))` is not a date", from: start,
            help: "a date has four, two and two digits: 2026-03-02", meaning: .date(CalendarDate(days: 0)))
    }

    private mutating func dateOrTime() {
        let start = index
        index += 10
        let mark = peek(0)
        guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: "t") else {
            if continuesRun {
                skipRun()
                return addMalformed(
                    .badDate, "`\(string(start, index))` is not a date", from: start,
                    help: "a date is 2026-03-02, a time 2026-03-02T10:00Z", meaning: .date(CalendarDate(days: 0)))
            }
            let written = string(start, index)
            guard let date = CalendarDate(Text(written)) else {
                return addMalformed(
                    .badDate, "there is no day \(written)", from: start, help: "a date is year-month-day",
                    meaning: .date(CalendarDate(days: 0)))
            }
            return add(.date(date), from: start)
        }
        index += 1
        skipTimeOfDay()
        let written = string(start, index)
        switch Timestamp.parse(Text(written), secondsOptional: true) {
        case .success(let time): add(.time(time), from: start)
        case .failure(.withoutOffset) where isInTest && localTime(written) != nil:
            localTime(written).map { add(.localTime($0), from: start) }
        case .failure(let error):
            addMalformed(
                .badTime, "`\(written)` \(error.sentence)", from: start,
                help: error == .withoutOffset
                    ? nil : "a time is 2026-03-02T10:00Z, or with an offset 2026-03-02T10:00+01:00",
                suggestion: error == .withoutOffset ? written + "Z" : nil,
                meaning: .time(Timestamp(seconds: 0)))
        }
    }

    /// What a time without offset says, where it is one of the site's zone.
    private func localTime(_ written: String) -> LocalTime? {
        guard case .success(let time) = Timestamp.parse(Text(written + "Z"), secondsOptional: true) else { return nil }
        return LocalTime(utc: time)
    }

    /// `10:00:30.5`, then `Z` or `+01:00`; a sign that begins no offset is left for what follows.
    private mutating func skipTimeOfDay() {
        while Letters.isDigit(peek(0)) || peek(0) == UInt8(ascii: ":")
            || (peek(0) == UInt8(ascii: ".") && Letters.isDigit(peek(1)))
        {
            index += 1
        }
        let isSign = peek(0) == UInt8(ascii: "+") || peek(0) == UInt8(ascii: "-")
        if isSign, Letters.isDigit(peek(1)), Letters.isDigit(peek(2)), peek(3) == UInt8(ascii: ":") {
            index += 4
            skipDigits()
        }
        skipRun()
    }

    /// `09:30`
    private mutating func clock(from start: Int) {
        while Letters.isDigit(peek(0)) || (peek(0) == UInt8(ascii: ":") && Letters.isDigit(peek(1))) { index += 1 }
        if continuesRun { skipRun() }
        let written = string(start, index)
        let parts = written.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, parts[0].utf8.count <= 2, parts[1].utf8.count == 2, let hour = Int(parts[0]),
            let minute = Int(parts[1]), hour < 24 && minute < 60 || hour == 24 && minute == 0
        {
            if parts[0].utf8.count == 2 { return add(.clock(hour * 60 + minute), from: start) }
            return addMalformed(
                .badTimeOfDay, "a time of day has two digits for the hour", from: start, suggestion: "0" + written,
                meaning: .clock(hour * 60 + minute))
        }
        addMalformed(
            .badTimeOfDay, "`\(written)` is not a time of day", from: start, help: "it goes from 00:00 to 23:59",
            meaning: .clock(0))
    }
}
