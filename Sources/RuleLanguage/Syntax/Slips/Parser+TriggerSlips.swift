import Events

extension Parser {
    /// `every delivery.delayed`, `at least 3`, `three`, said as the language says it. The trigger follows.
    mutating func mendBeforeTrigger() {
        if isSpoken(0, ["every", "jede", "jedes", "jeder", "alle"]), isWord(ahead(1), dotted: true) {
            let place = range(tokens[index])
            report(.otherWord, "`\(string(place))` is written `each` here", place, suggestion: "each")
            tokens[index].keyword = .each
            return
        }
        for (words, more) in [
            (["at", "least"], 0.0), (["mindestens"], 0), (["minimum"], 0), (["exactly"], 0), (["genau"], 0),
            (["more", "than"], 1),
            (["mehr", "als"], 1), (["over"], 1), (["über"], 1),
        ] where words.indices.allSatisfy({ spoken($0) == words[$0] }) {
            guard let count = spokenCount(words.count) else { continue }
            let place = stretch(words.count + 1)
            report(
                .otherWord, "a rule starts when that many have come, and stays quiet for those that follow", place,
                suggestion: (count + more).shortestDecimal)
            skip(words.count)
            tokens[index].kind = .number(count + more)
            tokens[index].keyword = nil
            return
        }
        if let count = spokenCount(0), spoken() != nil, isWord(ahead(1)) {
            let place = range(tokens[index])
            let digits = count.shortestDecimal
            report(.otherWord, "`\(string(place))` is written `\(digits)` here", place, suggestion: digits)
            tokens[index].kind = .number(count)
        }
    }

    /// A number, or two and more as a word, some places ahead.
    private func spokenCount(_ distance: Int) -> Double? {
        if case .number(let value) = ahead(distance).kind { return value }
        guard let number = spoken(distance).flatMap({ EverydayWords.numbers[$0] }), number > 1 else { return nil }
        return Double(number)
    }

    /// `3 times delivery.delayed`, `3 or more …`: between a number and what is counted.
    mutating func leaveOutTimes() {
        var count = 0
        if isSpoken(0, ["or", "oder"]), isSpoken(1, ["more", "mehr"]) { count = 2 }
        if isSpoken(count, EverydayWords.times) { count += 1 }
        guard count > 0 else { return }
        let next = ahead(count)
        guard next.kind.isOpening || isWord(next) && (next.keyword == nil || isWord(next, dotted: true)) else { return }
        leaveOut(count, because: "a number stands directly before the events that it counts")
    }

    /// `delivery.delayed 3 times within 7d`: the number, with the words behind the pattern read; nil if there is none.
    mutating func countBehind(_ pattern: PatternSyntax) -> NumberLiteral? {
        let value: Double
        var count = 1
        if case .number(let number) = ahead(0).kind, spokenDuration(0) == nil {
            value = number
            count += countSpoken(EverydayWords.times, from: 1)
        } else if let times = spoken().flatMap({ EverydayWords.timesInOneWord[$0] }), times > 1 {
            value = Double(times)
        } else {
            return nil
        }
        let place = stretch(count)
        report(
            .otherWord, "a number stands before the events that it counts", pattern.range.joined(place),
            suggestion: "\(value.shortestDecimal) \(string(pattern.range))")
        skip(count)
        return NumberLiteral(value: value, range: place)
    }

    /// `every year on`, `annually on`, `jährlich am`, said as `yearly on`; nothing is read if none of them stands here.
    mutating func mendYearly() {
        var count = 0
        if isSpoken(0, ["every", "each", "jedes"]), isSpoken(1, ["year", "jahr", "birthday", "anniversary"]) {
            count = 2
        } else if isSpoken(0, ["annually", "jährlich", "jaehrlich"]) {
            count = 1
        }
        guard count > 0 else { return }
        if isSpoken(count, ["on", "am", "at", "of", "zu", "zum", "im"]) { count += 1 }
        guard isWord(ahead(count), dotted: true) else { return }
        let place = stretch(count)
        report(
            .otherWord, "`\(string(place))` is written `yearly on` here", place, suggestion: "yearly on")
        // Read on as if the two words stood here.
        skip(count - 1)
        if count == 1 {
            tokens.insert(tokens[index], at: index)
        } else {
            skip(-1)
        }
        for (distance, keyword) in [Keyword.yearly, .on].enumerated() {
            tokens[index + distance].kind = .word(keyword.text, quoted: false)
            tokens[index + distance].keyword = keyword
        }
    }

    /// `every day`, `daily`, `on Monday`: the clock starts no rule.
    mutating func refuseClock() throws(PhraseAbandoned) {
        let times = EverydayWords.daysAndHours
        var count = 0
        if isSpoken(0, ["every", "each", "on", "jeden", "jede", "jedes", "am"]), isSpoken(1, times),
            !isAt(.each) || !endsPhrase(index + 2)
        {
            count = 2
        }
        if isSpoken(0, ["daily", "weekly", "monthly", "hourly", "täglich", "wöchentlich", "monatlich"]),
            !endsPhrase(index + 1) || ahead(1).keyword == .at
        {
            count = 1
        }
        guard count > 0 else { return }
        throw fail(
            .notAnEvent, "a rule starts with an event, or with a date in a fact; not with the clock", stretch(count),
            help: "when order.placed, or for a date: when at FACT, when 2d before FACT, when yearly on FACT")
    }

    /// `on order.placed`, `after order.placed`, `after 2d order.placed`: a preposition before the event.
    mutating func mendPreposition() throws(PhraseAbandoned) {
        guard isSpoken(0, ["on", "upon", "after", "nach", "am", "bei"]) else { return }
        if let said = spokenDuration(1), isWord(ahead(1 + said.tokens), dotted: true) {
            let event = string(range(ahead(1 + said.tokens)))
            report(
                .unexpected, "the event stands before the time that passes after it", stretch(said.tokens + 2),
                suggestion: "\(event) after \(said.written)")
            skip(said.tokens + 2)
            throw PhraseAbandoned()
        }
        guard isWord(ahead(1), dotted: true) else { return }
        if isSpoken(0, ["on", "am"]) {
            throw fail(
                .unexpected, "`\(string(range(tokens[index])))` does not stand behind `when`", stretch(1),
                help: "an event stands alone: when order.placed; the date in a fact: when at FACT, when yearly on FACT")
        }
        leaveOut(1, because: "`when` names the event that starts the rule; to wait then, write the clause: after 2d")
    }

    /// Whether behind `2d after NAME` stands what goes with an event only; it is reported, with the event and its time
    /// the other way round.
    func isEventOfOffset() -> Bool {
        switch ahead(0).keyword {
        case .as, .where, .or: return true
        default: return false
        }
    }

    /// `9`, `9am`, `9.30`, `9 Uhr` as minutes after midnight; nil and nothing read if none stands here.
    mutating func slippedTimeOfDay() -> Int? {
        let token = tokens[index]
        let written = string(range(token)).lowercased()
        let digits = written.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ":") }
        let parts = digits.split(whereSeparator: { $0 == "." || $0 == ":" }).map { Int($0) ?? -1 }
        guard let hour = parts.first, parts.count < 3, written.first?.isNumber ?? false else { return nil }
        var suffix = String(written.dropFirst(digits.count))
        var count = 1
        if suffix.isEmpty, let word = spoken(1), ["am", "pm", "uhr", "h", "o"].contains(word) {
            suffix = word
            count = 2
        }
        guard ["", "am", "pm", "uhr", "h"].contains(suffix) else { return nil }
        let hours = suffix == "pm" && hour < 12 ? hour + 12 : suffix == "am" && hour == 12 ? 0 : hour
        let minutes = parts.count > 1 ? parts[1] : 0
        guard (0...23).contains(hours), (0...59).contains(minutes), !(token.kind.isClock && count == 1) else {
            return nil
        }
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        report(
            .badTimeOfDay, "a time of day is written with two digits for the hour and for the minute", stretch(count),
            suggestion: "\(two(hours)):\(two(minutes))")
        skip(count)
        return hours * 60 + minutes
    }
}
