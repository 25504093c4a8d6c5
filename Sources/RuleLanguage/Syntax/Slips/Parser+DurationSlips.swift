import Events

/// A length of time as people say it.
struct SpokenDuration {
    /// How many tokens it takes.
    var tokens: Int
    /// Nil for what has no length of its own: months, working hours.
    var span: TimeSpan?
    /// As the language writes it; for what has no length of its own, its unit.
    var written: String
    /// For working days, how many.
    var workingDays: Int?
}

extension Parser {
    /// `the next 4 hours`, `two days`, `eine Stunde`, `1,5 h`, `4 business hours`, from `distance` places ahead; nil if
    /// no length of time begins there.
    func spokenDuration(_ distance: Int) -> SpokenDuration? {
        if let plain = plainDuration(distance) { return plain }
        let fillers = countSpoken(Parser.durationFillers, from: distance)
        guard fillers > 0, fillers < 5 else { return nil }
        // `a` and `one` are numbers where a unit follows.
        for count in (1...fillers).reversed() {
            if var found = plainDuration(distance + count) {
                found.tokens += count
                return found
            }
        }
        return nil
    }

    private static let durationFillers: Set<String> = [
        "the", "next", "last", "past", "previous", "following", "first", "about", "around", "at", "most", "max", "up",
        "to",
        "for", "in", "of", "within", "a", "period", "only", "den", "der", "die", "das", "des", "dem", "von", "nächsten",
        "naechsten", "letzten", "vergangenen", "folgenden", "ersten", "etwa", "ungefähr", "ca", "maximal", "höchstens",
    ]

    private static let workingWords: Set<String> = ["business", "working", "work", "office", "opening"]

    private func plainDuration(_ distance: Int) -> SpokenDuration? {
        let token = ahead(distance)
        switch token.kind {
        case .duration(let span): return SpokenDuration(tokens: 1, span: span, written: string(range(token)))
        case .workingDays(let count):
            return SpokenDuration(tokens: 1, span: nil, written: string(range(token)), workingDays: count)
        case .number(let value):
            let (amount, tokens) = decimal(distance) ?? (string(range(token)), 1)
            // `1,5h`: the lexer reads the second half as a duration.
            if tokens == 3, case .duration = ahead(distance + 2).kind {
                let parts = Durations.parts(amount) ?? []
                guard parts.count == 1 else { return nil }
                return Durations.fraction(parts[0].amount, Durations.unit(parts[0].unit) ?? "").map {
                    SpokenDuration(tokens: 3, span: $0, written: $0.description)
                }
            }
            return value >= 0 ? unit(of: amount, tokens, distance) : nil
        case .word:
            if spoken(distance) == "half", isSpoken(distance + 1, ["a", "an"]) { return unit(of: "0.5", 2, distance) }
            if isSpoken(distance, ["halbe", "halben"]) { return unit(of: "0.5", 1, distance) }
            if isSpoken(distance, ["eine", "einer"]), isSpoken(distance + 1, ["halbe", "halben"]) {
                return unit(of: "0.5", 2, distance)
            }
            guard let number = spoken(distance).flatMap({ EverydayWords.numbers[$0] }) else { return nil }
            return unit(of: String(number), 1, distance)
        default: return nil
        }
    }

    /// The unit behind a number that takes some tokens.
    private func unit(of amount: String, _ tokens: Int, _ distance: Int) -> SpokenDuration? {
        let working = isSpoken(distance + tokens, Parser.workingWords) ? 1 : 0
        guard let word = spoken(distance + tokens + working) else { return nil }
        let count = tokens + working + 1
        let days = Int(amount).flatMap { Durations.workingDays.contains($0) ? $0 : nil }
        if let days, working > 0 && Durations.unit(word) == "d" || working == 0 && Durations.isWorkingDays(word) {
            return SpokenDuration(tokens: count, span: nil, written: "\(days)wd", workingDays: days)
        }
        if let unit = Durations.unit(word) {
            if working > 0 { return SpokenDuration(tokens: count, span: nil, written: "") }
            return Durations.fraction(amount, unit).map {
                let isWhole = amount.utf8.allSatisfy(Letters.isDigit)
                return SpokenDuration(tokens: count, span: $0, written: isWhole ? amount + unit : $0.description)
            }
        }
        if Durations.isOfCalendar(word) {
            return SpokenDuration(tokens: count, span: nil, written: string(range(ahead(distance + tokens + working))))
        }
        if Durations.isWorkingDays(word) || Durations.isWorkingHours(word) {
            return SpokenDuration(tokens: count, span: nil, written: "")
        }
        return nil
    }

    /// `1,5`: a number with the comma that other languages have; its digits with a point, and how many tokens it takes.
    func decimal(_ distance: Int) -> (written: String, tokens: Int)? {
        let (first, comma, second) = (ahead(distance), ahead(distance + 1), ahead(distance + 2))
        guard first.kind.isNumber, comma.kind.isComma, comma.start == first.end, second.start == comma.end else {
            return nil
        }
        let digits = string(range(second))
        guard digits.utf8.first.map(Letters.isDigit) ?? false else { return nil }
        // `1.000,50`
        return (string(range(first)).filter { $0 != "." } + "." + digits, 3)
    }

    /// A duration that is not written as one; nil and nothing read if none stands here.
    mutating func slippedDuration() -> DurationLiteral? {
        guard let said = spokenDuration(0) else { return nil }
        let written = stretch(said.tokens)
        if let count = said.workingDays {
            report(.badDuration, "working days are written as one word", written, suggestion: said.written)
            skip(said.tokens)
            return DurationLiteral(span: .zero, workingDays: count, range: written)
        }
        guard let span = said.span else {
            if said.written.isEmpty {
                report(
                    .badDuration, "a duration is time that passes, nights and weekends too", written,
                    help: "working hours are those of a calendar: calendar support mon-fri 09:00-17:00, and then "
                        + "8h on support")
            } else {
                report(
                    .badDuration, "a duration has no unit `\(said.written)`", written,
                    help: "months and years differ in length; write days, as 30d or 365d")
            }
            skip(said.tokens)
            return DurationLiteral(span: .zero, range: written)
        }
        report(.badDuration, "a duration is written as one word", written, suggestion: said.written)
        skip(said.tokens)
        return DurationLiteral(span: min(span, Durations.longest), range: written)
    }

    /// Behind a duration: from when it counts, which the clause says already.
    mutating func leaveOutAnchor(because reason: String = "the time counts from the event that starts the rule") {
        if isSpoken(
            0, ["later", "ago", "long", "afterwards", "danach", "später", "lang", "zuvor", "vorher", "earlier"])
        {
            return leaveOut(1, because: reason)
        }
        guard isSpoken(0, ["after", "of", "from", "since", "nach", "seit", "before", "vor"]),
            !(current.keyword == .after && spokenDuration(1) != nil)
        else { return }
        let isBefore = isSpoken(0, ["before", "vor"])
        let fillers = countSpoken(EverydayWords.fillers, from: 1)
        var count = 1 + fillers
        if isWord(ahead(count)), !ahead(count).startsLine, ahead(count).keyword == nil { count += 1 }
        guard count > 1 || isBefore || current.keyword != .of else { return }
        if isBefore {
            let written = stretch(count)
            report(
                .needless, "`\(string(written))` says nothing here: \(reason)", written,
                help: "for the time before it write: looking back 4h", suggestion: "")
            return skip(count)
        }
        leaveOut(count, because: reason)
    }
}
