package import Events

/// `0s 30s 15min 4h 2d 1w 1h30min`: whole numbers, each with its unit, from the largest unit to the smallest.
enum Durations {
    /// From the largest to the smallest, with their seconds.
    static let units: [(name: String, seconds: Int64)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1),
    ]

    /// A duration longer than this is surely a slip: 100 years of 365.25 days.
    static let longest = TimeSpan.days(36_525)

    /// What people write for the units.
    static let synonyms: [Text: String] = [
        "week": "w", "weeks": "w", "wk": "w", "wks": "w", "W": "w", "day": "d", "days": "d", "D": "d", "hour": "h",
        "hours": "h", "hr": "h", "hrs": "h", "H": "h", "minute": "min", "minutes": "min", "mins": "min", "m": "min",
        "M": "min", "second": "s", "seconds": "s", "sec": "s", "secs": "s", "S": "s", "w": "w", "d": "d", "h": "h",
        "min": "min", "s": "s",
    ]

    /// Units that have no fixed length.
    static let calendarUnits: Set<Text> = ["month", "months", "mo", "year", "years", "y", "yr", "yrs"]

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
        if let span = Durations.span(written), Durations.isOrdered(written) {
            guard span <= Durations.longest else {
                return addMalformed(
                    .durationTooLong, "\(run) is longer than 100 years", from: start,
                    meaning: .duration(Durations.longest))
            }
            return add(.duration(span), from: start)
        }
        if let unit = written.first(where: { Durations.calendarUnits.contains(Text($0.unit)) })?.unit {
            return addMalformed(
                .badDuration, "a duration has no unit `\(unit)`", from: start,
                help: "months and years differ in length; write days, as 30d or 365d", meaning: .duration(.zero))
        }
        let mended = written.map { part in (amount: part.amount, unit: Durations.synonyms[Text(part.unit)] ?? part.unit)
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

    private mutating func notADuration(_ run: String, from start: Int) {
        if run.contains("."), Durations.parts(run)?.allSatisfy({ Durations.synonyms[Text($0.unit)] != nil }) ?? false {
            return addMalformed(
                .badDuration, "a duration has whole numbers only", from: start,
                help: "write 1h30min for an hour and a half",
                meaning: .duration(.zero))
        }
        if run.utf8.allSatisfy({ Letters.isDigit($0) || $0 == UInt8(ascii: ".") }) {
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
