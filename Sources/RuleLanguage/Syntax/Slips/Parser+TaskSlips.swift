import Events

extension Parser {
    /// The queue behind `to`: one word, or a text with braces.
    mutating func taskQueue() throws(PhraseAbandoned) -> QueueSyntax {
        guard case .templateOpen = current.kind else { return QueueSyntax(name: try queue()) }
        let template = templateParts()
        return QueueSyntax(name: Name("", template.range), made: template)
    }

    /// One word, whatever else is written is told.
    mutating func queue() throws(PhraseAbandoned) -> Name {
        let token = current
        if case .templateOpen = token.kind {
            let template = templateParts()
            report(
                .queueName, "a queue made from data stands in `task` and in a route", template.range,
                help: "an escalation names its queue")
            return Name("", template.range)
        }
        if case .text(let text) = token.kind {
            report(
                .queueName, "a queue is a name and stands without quotation marks", range(token),
                suggestion: name(for: text))
            advance()
            return Name(text, range(token))
        }
        let fillers = countSpoken(EverydayWords.fillers)
        if fillers > 0, isWord(ahead(fillers)), ahead(fillers).keyword == nil, !ahead(fillers).startsLine {
            let first = stretch(1)
            skip(fillers)
            return severalWords(from: first.start) ?? Name("", first)
        }
        let start = token.start
        guard let name = optionalName("the queue of the task") else { throw missingName("the queue of the task") }
        if isQueueWord(0) { return severalWords(from: start) ?? name }
        return name
    }

    /// `front desk`: the words from `start` up to the next that is no part of a name, told as one.
    private mutating func severalWords(from start: Int) -> Name? {
        while isQueueWord(0) { skip(1) }
        let place = rangeSince(start)
        let words = string(place).split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        let meant = words.filter { !EverydayWords.fillers.contains($0) }.joined(separator: "-")
        report(
            .queueName, "the name of a queue is one word", place, suggestion: meant.isEmpty ? nil : meant)
        return Name(Text(meant), place)
    }

    /// Whether the word here goes on with the name of a queue: it is no part of the language, and no slip for one.
    private func isQueueWord(_ distance: Int) -> Bool {
        let token = ahead(distance)
        guard let word = spoken(distance), !token.startsLine, token.keyword == nil || token.keyword?.role == .step
        else { return false }
        if EverydayWords.priorities[word] != nil || EverydayWords.joints.contains(word) { return false }
        if EverydayWords.keywords[word].map({ !$0.isEmpty }) ?? false { return false }
        return nearMiss(Text(word), among: [Keyword.priority.text, Keyword.due.text, Keyword.say.text]) == nil
    }

    /// `high priority`, `urgent`, `with high priority` behind a queue: the priority; nil and nothing read if none stands
    /// here.
    mutating func slippedPriority() -> Name? {
        var count = countSpoken(["with", "at", "of", "mit", "and", "und", "very", "sehr", "a", "an"])
        let isVery = isSpoken(max(0, count - 1), ["very", "sehr"]) && count > 0
        guard let said = spoken(count).flatMap({ EverydayWords.priorities[$0] }), !(count == 0 && endsBefore()) else {
            return nil
        }
        let meant = isVery && said == .high ? Priority.urgent : said
        count += 1
        if isSpoken(
            count, ["priority", "prio", "priorität", "prioritaet", "importance", "wichtigkeit", "dringlichkeit"]),
            !(ahead(count).keyword == .priority
                && spoken(count + 1).map { EverydayWords.priorities[$0] != nil } ?? false)
        {
            count += 1
        }
        let place = stretch(count)
        replace(count, by: "priority \(meant.rawValue)")
        return Name(Text(meant.rawValue), place)
    }

    private func endsBefore() -> Bool { tokens[index].startsLine && tokens[index].keyword?.role == .clause }

    /// What stands behind `priority`.
    mutating func priority() throws(PhraseAbandoned) -> Name {
        leaveOutSign(behind: "priority")
        let token = current
        let help = "the priorities are low, normal, high and urgent"
        switch token.kind {
        case .text(let text):
            let known = EverydayWords.priorities[text.string.lowercased()]
            report(
                .queueName, "a priority stands without quotation marks", range(token), help: known == nil ? help : nil,
                suggestion: known?.rawValue)
            advance()
            return Name("", range(token))
        case .number:
            report(
                .unexpected, "a priority is a word, found the number \(string(range(token)))", range(token), help: help)
            advance()
            return Name("", range(token))
        default: break
        }
        let isVery = isSpoken(0, ["very", "sehr"])
        if let said = spoken(isVery ? 1 : 0).flatMap({ EverydayWords.priorities[$0] }) {
            let meant = isVery && said == .high ? Priority.urgent : said
            let place = stretch(isVery ? 2 : 1)
            if string(place) != meant.rawValue {
                replace(isVery ? 2 : 1, by: meant.rawValue)
                return Name(Text(meant.rawValue), place)
            }
        }
        return try name("the priority (low, normal, high or urgent)")
    }

    /// `in 2h`, `within 2h` behind a queue, meant as `due 2h`; nil and nothing read if nothing such stands here.
    mutating func slippedDue() -> DurationLiteral? {
        guard isSpoken(0, ["in", "within", "until", "by", "bis", "innerhalb", "binnen"]), let said = spokenDuration(1),
            let span = said.span
        else { return nil }
        let place = stretch(1 + said.tokens)
        replace(1 + said.tokens, by: "due \(said.written)")
        return DurationLiteral(span: span, range: place)
    }

    /// What stands behind `due`.
    mutating func due() throws(PhraseAbandoned) -> DurationLiteral {
        leaveOutSign(behind: "due")
        if lets != nil { settleLet(as: .duration) }
        if isSpoken(0, ["within", "in", "after", "innerhalb", "binnen", "nach", "is"]), spokenDuration(1) != nil {
            leaveOut(1, because: "`due` counts from the opening of the task")
        }
        if isSpoken(0, ["tomorrow", "morgen", "today", "heute", "tonight", "soon", "immediately", "sofort", "now"]) {
            throw fail(
                .badDuration, "`due` takes the time from the opening of the task", stretch(1),
                help: "as due 2h, or due 1d")
        }
        let due = try duration("after `due`", mayBeOnCalendar: true)
        leaveOutAnchor(because: "`due` counts from the opening of the task")
        return due
    }
}
