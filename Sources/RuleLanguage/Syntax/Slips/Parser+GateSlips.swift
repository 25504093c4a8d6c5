import Events

/// Gates said otherwise.
extension Parser {
    // MARK: inhibit

    /// `when`, `if`, `during`, `unless` between the two kinds of tasks of an `inhibit`, told as `while`.
    mutating func mendWhile() {
        guard !isAt(.while) else { return }
        let count = isSpoken(0, ["as", "so"]) && isSpoken(1, ["long"]) && isSpoken(2, ["as"]) ? 3 : 1
        guard
            count == 3
                || isSpoken(
                    0,
                    ["when", "if", "during", "where", "unless", "whenever", "by", "for", "with", "wenn", "bei", "on"])
        else { return }
        replace(count, by: "while")
        index -= 1
        tokens[index].keyword = .while
    }

    /// `[and] after 2d`, `within 2d`, `for 2d` behind the tasks of `while`, told as `and 2d after`; nil and nothing read
    /// if nothing such stands here.
    mutating func slippedAfter() -> DurationLiteral? {
        var count = isAt(.and) ? 1 : 0
        if isSpoken(count, ["after", "within", "for", "until", "nach", "or", "plus", "up"]) { count += 1 }
        guard count > 0 || tokens[index].kind.isDuration, let said = spokenDuration(count), let span = said.span else {
            return nil
        }
        let isRight = isAt(.and) && count == 1 && said.tokens == 1
        var end = count + said.tokens
        if ahead(end).keyword == .after { end += 1 } else if isRight { return nil }
        guard !isRight || ahead(count).kind.isNumber else { return nil }
        if isSpoken(end, ["later", "afterwards", "danach", "longer"]) { end += 1 }
        let place = stretch(end)
        replace(end, by: "and \(said.written) after")
        return DurationLiteral(span: span, range: place)
    }

    // MARK: budget

    /// `max`, `at most`, `only` before the number of a budget, and the number as a word.
    mutating func mendBudgetCount() {
        let fillers = countSpoken([
            "max", "maximum", "at", "most", "only", "up", "to", "maximal", "höchstens", "no", "more", "than", "of",
        ])
        if fillers > 0, ahead(fillers).kind.isNumber || numberWord(fillers) != nil {
            leaveOut(fillers, because: "the number is the most that may come out")
        }
        guard let number = numberWord(0) else { return }
        let place = stretch(1)
        report(.badNumber, "a number is written in digits", place, suggestion: String(number))
        tokens[index].kind = .number(Double(number))
        tokens[index].keyword = nil
    }

    private func numberWord(_ distance: Int) -> Int? {
        guard let word = spoken(distance), !["a", "an"].contains(word) else { return nil }
        return EverydayWords.numbers[word] ?? EverydayWords.timesInOneWord[word]
    }

    /// `1 task within 7d`, `1 time within 7d`
    mutating func leaveOutCounted() {
        if isSpoken(
            0, ["task", "tasks", "call", "calls", "times", "time", "mal", "aufgabe", "aufgaben", "contact", "contacts"])
        {
            leaveOut(1, because: "a budget counts tasks that come out")
        }
    }

    /// `a week`, `every 7d`, `each day` behind the number of a budget, as well as what `within` is elsewhere.
    mutating func slippedBudgetTime() -> DurationLiteral? {
        if let slipped = slippedWithin() { return slipped }
        let isUnit = spoken(1).flatMap { Durations.unit($0) } != nil
        if isSpoken(0, ["a", "every", "each", "pro", "je", "the"]), isUnit,
            let unit = spoken(1).flatMap({ Durations.unit($0) })
        {
            let place = stretch(2)
            replace(2, by: "within 1\(unit)")
            return DurationLiteral(span: Durations.fraction("1", unit) ?? .zero, range: place)
        }
        guard isSpoken(0, ["every", "each", "alle", "pro", "je"]), let said = spokenDuration(1), let span = said.span
        else { return nil }
        let place = stretch(1 + said.tokens)
        replace(1 + said.tokens, by: "within \(said.written)")
        return DurationLiteral(span: span, range: place)
    }

    // MARK: quiet

    /// A time of day in any writing, some places ahead: its minutes, whether it is written as it should be, and how many
    /// tokens it takes; nil if none stands there.
    func isTimeOfDay(_ distance: Int) -> (minutes: Int, isRight: Bool, tokens: Int)? {
        let token = tokens[min(index + distance, tokens.count - 1)]
        if case .clock(let minutes) = token.kind { return (minutes, true, 1) }
        let written = string(range(token)).lowercased()
        if ["midnight", "mitternacht"].contains(written) { return (0, false, 1) }
        if ["noon", "mittag"].contains(written) { return (720, false, 1) }
        let digits = written.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ":") }
        let parts = digits.split(whereSeparator: { $0 == "." || $0 == ":" }).map { Int($0) ?? -1 }
        guard let hour = parts.first, parts.count < 3, written.first?.isNumber ?? false else { return nil }
        var suffix = String(written.dropFirst(digits.count))
        var count = 1
        if suffix.isEmpty, let word = spoken(distance + 1), ["am", "pm", "uhr", "h"].contains(word) {
            suffix = word
            count = 2
        }
        guard ["", "am", "pm", "uhr", "h"].contains(suffix) else { return nil }
        let hours = suffix == "pm" && hour < 12 ? hour + 12 : suffix == "am" && hour == 12 ? 0 : hour
        let minutes = parts.count > 1 ? parts[1] : 0
        guard (0...24).contains(hours), (0...59).contains(minutes), hours < 24 || minutes == 0 else { return nil }
        return (hours * 60 + minutes, false, count)
    }

    /// `8pm to 8am`, `from 20:00 until 08:00`, `20-8`: told, and read as it was meant; nil and nothing read if it is right,
    /// or if nothing such stands here.
    mutating func slippedHours() -> QuietSyntax.Hours? {
        guard let said = spokenHours(0), !said.isRight else { return nil }
        let place = stretch(said.tokens)
        report(
            .badTimeOfDay, "quiet hours are written as 20:00-08:30", place,
            suggestion: said.written)
        skip(said.tokens)
        return said.written == nil ? .invalid : .daily(from: said.from, to: said.to, place)
    }

    /// `hours 20:00-08:00` directly behind `quiet`: told, and read for all tasks; nil and nothing read if nothing such
    /// stands here.
    mutating func hoursWithoutTasks() -> QuietSyntax.Hours? {
        let isNamed = isSpoken(0, ["hours", "hour", "time", "times", "zeit", "zeiten", "nights", "night"])
        guard let said = spokenHours(isNamed ? 1 : 0) else {
            if isNamed { leaveOut(1, because: "the tasks stand directly behind `quiet`") }
            return nil
        }
        let count = said.tokens + (isNamed ? 1 : 0)
        let place = stretch(count)
        report(
            .missingName, "expected of which tasks before the quiet hours", place,
            help: "a class (recovery, relationship), `any`, or `rule` and the names of rules",
            suggestion: said.written.map { "any \($0)" })
        skip(count)
        return said.written == nil ? .invalid : .daily(from: said.from, to: said.to, place)
    }

    private struct SpokenHours {
        var from: Int
        var to: Int
        var isRight: Bool
        var tokens: Int
        /// As the language writes it; nil if it ends when it begins.
        var written: String?
    }

    /// Two times of day some places ahead, in any writing.
    private func spokenHours(_ distance: Int) -> SpokenHours? {
        var count = distance
        if isSpoken(count, ["from", "between", "von", "zwischen", "at", "after"]) { count += 1 }
        guard let from = isTimeOfDay(count) else { return nil }
        var isRight = count == distance && from.isRight
        count += from.tokens
        let joint = tokens[min(index + count, tokens.count - 1)]
        if case .symbol(.minus) = joint.kind {
            count += 1
        } else if isSpoken(count, ["to", "until", "till", "bis", "and", "und", "through"])
            || ["–", "—"].contains(string(range(joint)))
        {
            isRight = false
            count += 1
        } else {
            return nil
        }
        guard let to = isTimeOfDay(count) else { return nil }
        isRight = isRight && to.isRight
        let end = !isRight && to.minutes == 0 && from.minutes == 0 ? 1440 : to.minutes
        let begin = isRight ? from.minutes : from.minutes % 1440
        return SpokenHours(
            from: begin, to: end, isRight: isRight, tokens: count + to.tokens - distance,
            written: begin == end ? nil : "\(clock(begin))-\(clock(end))")
    }

    private func clock(_ minutes: Int) -> String {
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// `unless urgent`, `but urgent` behind quiet hours told as `except`, `every sunday` and `at sat` as `on`.
    mutating func mendQuietPart() {
        if isSpoken(0, ["unless", "but", "ausser", "außer", "excluding", "without", "besides", "not"]),
            !tokens[index].startsLine || spoken() != "unless", !isAt(.except)
        {
            let count = isSpoken(1, ["for", "if", "when"]) ? 2 : 1
            replace(count, by: "except")
            index -= 1
            tokens[index].keyword = .except
        } else if isSpoken(0, ["at", "every", "each", "am", "an", "in", "only"]), isWeekday(1) {
            replace(1, by: "on")
            index -= 1
            tokens[index].keyword = .on
        } else if !isAt(.on), isWeekday(0), !tokens[index].startsLine {
            let written = string(range(tokens[index]))
            report(
                .unexpected, "expected `on` before `\(written)`", range(tokens[index]), suggestion: "on \(written)")
            tokens.insert(tokens[index], at: index)
            tokens[index].kind = .word(Keyword.on.text, quoted: false)
            tokens[index].keyword = .on
            tokens[index].end = tokens[index].start
        }
    }

    private func isWeekday(_ distance: Int) -> Bool {
        guard let word = spoken(distance) else { return false }
        return Weekdays.meant(by: word) != nil || Weekdays.several[word] != nil
    }
}
