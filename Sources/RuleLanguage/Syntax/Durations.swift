package import Events

/// `0s 30s 15min 4h 2d 1w 1h30min`: whole numbers, each with its unit, from the largest unit to the smallest.
enum Durations {
    /// From the largest to the smallest, with their seconds.
    static let units: [(name: String, seconds: Int64)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1),
    ]

    /// A duration longer than this is surely a slip: 100 years of 365.25 days.
    static let longest = TimeSpan.days(36_525)

    /// The unit that is meant by what people write for it, in any case.
    static func unit(_ word: String) -> String? { synonyms[word.lowercased()] }

    private static let synonyms: [String: String] = [
        "week": "w", "weeks": "w", "wk": "w", "wks": "w", "w": "w", "woche": "w", "wochen": "w", "day": "d",
        "days": "d",
        "d": "d", "tag": "d", "tage": "d", "tagen": "d", "tg": "d", "hour": "h", "hours": "h", "hr": "h", "hrs": "h",
        "h": "h", "stunde": "h", "stunden": "h", "std": "h", "minute": "min", "minutes": "min", "mins": "min",
        "min": "min", "m": "min", "minuten": "min", "second": "s", "seconds": "s", "sec": "s", "secs": "s", "s": "s",
        "sekunde": "s", "sekunden": "s", "sek": "s",
    ]

    /// Whether a unit has no fixed length.
    static func isOfCalendar(_ word: String) -> Bool {
        [
            "month", "months", "mo", "monat", "monate", "monaten", "year", "years", "y", "yr", "yrs", "jahr", "jahre",
            "jahren", "quarter", "quarters", "quartal", "quartale",
        ].contains(word.lowercased())
    }

    /// How many working days there may be.
    static let workingDays = 1...366

    /// Whether a unit is a day on which somebody works.
    static func isWorkingDays(_ word: String) -> Bool {
        [
            "workday", "workdays", "weekdays", "werktag", "werktage", "werktagen", "arbeitstag", "arbeitstage",
            "arbeitstagen", "bd", "wd", "businessdays",
        ].contains(word.lowercased())
    }

    /// Whether a unit is an hour in which somebody works.
    static func isWorkingHours(_ word: String) -> Bool {
        ["arbeitsstunden", "geschäftsstunden", "bh", "wh"].contains(word.lowercased())
    }

    /// `02.03.2026`, as much of Europe writes a date; nil for anything else.
    static func dayMonthYear(_ run: String) -> CalendarDate? {
        let parts = run.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count <= 2, parts[1].utf8.count <= 2, parts[2].utf8.count == 4 else {
            return nil
        }
        let two = { (part: Substring) in part.utf8.count < 2 ? "0" + part : String(part) }
        return CalendarDate(Text("\(parts[2])-\(two(parts[1]))-\(two(parts[0]))"))
    }

    /// `1.5` of a unit; nil if that is not a whole number of seconds.
    static func fraction(_ amount: String, _ unit: String) -> TimeSpan? {
        guard let seconds = units.first(where: { $0.name == unit })?.seconds, let amount = Double(amount) else {
            return nil
        }
        let whole = amount * Double(seconds)
        guard whole >= 0, whole == whole.rounded() else { return nil }
        return whole < 1e15 ? TimeSpan(seconds: Int64(whole)) : TimeSpan(seconds: .max)
    }

    /// The numbers and units of a run of digits and letters; nil if it does not begin with a digit, or has a
    /// sign in it.
    static func parts(_ run: String) -> [(amount: String, unit: String)]? {
        var parts: [(amount: String, unit: String)] = []
        for character in run.unicodeScalars {
            if character.isASCII, Letters.isDigit(UInt8(character.value)) || character == "." {
                if parts.last.map({ !$0.unit.isEmpty }) ?? true { parts.append(("", "")) }
                parts[parts.count - 1].amount.unicodeScalars.append(character)
            } else {
                guard !parts.isEmpty, character != "_" else { return nil }
                parts[parts.count - 1].unit.unicodeScalars.append(character)
            }
        }
        return parts
    }

    /// The sum; nil if a unit is unknown or an amount is no whole number. Amounts beyond any sense are cut.
    static func span(_ parts: [(amount: String, unit: String)]) -> TimeSpan? {
        var total = TimeSpan.zero
        for (amount, name) in parts {
            guard let unit = units.first(where: { $0.name == name }), amount.utf8.allSatisfy(Letters.isDigit) else {
                return nil
            }
            let seconds = (Int64(amount) ?? .max).multipliedReportingOverflow(by: unit.seconds)
            total = total + TimeSpan(seconds: seconds.overflow ? .max : seconds.partialValue)
        }
        return total
    }

    /// Whether the units go from the largest to the smallest, none twice.
    static func isOrdered(_ parts: [(amount: String, unit: String)]) -> Bool {
        let places = parts.map { part in units.firstIndex { $0.name == part.unit } ?? units.count }
        return zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
    }
}

extension Lexer {
    /// A number with letters directly behind it, from `start` to here: a duration, or what was meant to be one.
    mutating func duration(from start: Int) {
        let run = string(start, index)
        guard let written = Durations.parts(run) else { return notADuration(run, from: start) }
        if written.count == 1, Durations.isWorkingDays(written[0].unit), let count = Int(written[0].amount) {
            return workingDays(count, run, from: start)
        }
        if let span = Durations.span(written), Durations.isOrdered(written) {
            guard span <= Durations.longest else {
                return addMalformed(
                    .durationTooLong, "\(run) is longer than 100 years", from: start,
                    meaning: .duration(Durations.longest))
            }
            return add(.duration(span), from: start)
        }
        if let unit = written.first(where: { Durations.isOfCalendar($0.unit) })?.unit {
            return addMalformed(
                .badDuration, "a duration has no unit `\(unit)`", from: start,
                help: "months and years differ in length; write days, as 30d or 365d", meaning: .duration(.zero))
        }
        let mended = written.map { part in (amount: part.amount, unit: Durations.unit(part.unit) ?? part.unit)
        }
        guard let span = Durations.span(mended) else { return notADuration(run, from: start) }
        let sorted = Durations.units.flatMap { unit in mended.filter { $0.unit == unit.name } }
        let suggestion = Durations.isOrdered(sorted) ? sorted.map { $0.amount + $0.unit }.joined() : span.description
        let isOrdered = Durations.isOrdered(mended)
        addMalformed(
            .badDuration,
            isOrdered
                ? "`\(run)` is not how a duration is written"
                : "the units of a duration go from the largest to the smallest, each at most once",
            from: start, help: isOrdered ? "the units are w, d, h, min and s" : nil, suggestion: suggestion,
            meaning: .duration(min(span, Durations.longest)))
    }

    /// `2wd`
    private mutating func workingDays(_ count: Int, _ run: String, from start: Int) {
        guard Durations.workingDays.contains(count) else {
            return addMalformed(
                .badDuration, "working days are counted from 1 to 366", from: start,
                help: "longer times are lengths of time, as 52w", meaning: .workingDays(count < 1 ? 1 : 366))
        }
        guard run == "\(count)wd" else {
            return addMalformed(
                .badDuration, "`\(run)` is not how working days are written", from: start, suggestion: "\(count)wd",
                meaning: .workingDays(count))
        }
        add(.workingDays(count), from: start)
    }

    private mutating func notADuration(_ run: String, from start: Int) {
        if run.contains("."), let parts = Durations.parts(run), parts.allSatisfy({ Durations.unit($0.unit) != nil }) {
            let span = parts.count == 1 ? Durations.fraction(parts[0].amount, Durations.unit(parts[0].unit) ?? "") : nil
            return addMalformed(
                .badDuration, "a duration has whole numbers only", from: start,
                help: "write 1h30min for an hour and a half", suggestion: span?.description,
                meaning: .duration(min(span ?? .zero, Durations.longest)))
        }
        // `3x` and `3mal`, where events are counted.
        if let parts = Durations.parts(run), parts.count == 1, parts[0].amount.utf8.allSatisfy(Letters.isDigit),
            ["x", "mal", "times"].contains(parts[0].unit.lowercased()), let count = Double(parts[0].amount), count < 1e9
        {
            return addMalformed(
                .badNumber, "`\(run)` is written `\(parts[0].amount)` here", from: start, suggestion: parts[0].amount,
                meaning: .number(count))
        }
        if run.utf8.allSatisfy({ Letters.isDigit($0) || $0 == UInt8(ascii: ".") }) {
            if let date = Durations.dayMonthYear(run) {
                return addMalformed(
                    .badDate, "a date is written year-month-day", from: start, suggestion: date.description,
                    meaning: .date(date))
            }
            return addMalformed(
                .badNumber, "`\(run)` is not a number", from: start, help: "a number has one point at most",
                meaning: .number(0))
        }
        addMalformed(
            .badNumber, "`\(run)` is neither a number nor a duration", from: start,
            help:
                "a number has no letters, a name starts with a letter, a duration is 30s, 15min, 4h, 2d, 1w or 1h30min",
            meaning: .number(0))
    }
}

extension TimeSpan {
    /// A duration as the rule language writes it, `1h30min`; nil for anything else.
    package init?(written: String) {
        guard let parts = Durations.parts(written), !parts.isEmpty, let span = Durations.span(parts),
            span <= Durations.longest
        else { return nil }
        self = span
    }
}
