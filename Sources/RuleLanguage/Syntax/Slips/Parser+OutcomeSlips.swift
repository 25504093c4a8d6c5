import Events

/// Outcomes said otherwise.
extension Parser {
    /// `bad`, which every outcome is that does not say `good`.
    mutating func leaveOutLeaning() {
        guard isSpoken(0, ["bad", "negative", "schlecht"]) else { return }
        leaveOut(1, because: "an outcome is a bad one unless `good` stands behind its title")
    }

    /// `within 60d of the task`
    mutating func leaveOutTask() {
        let reason = "the time counts from when a task came out"
        let fillers = countSpoken(EverydayWords.fillers, from: 1)
        guard isSpoken(0, ["after", "of", "from", "since", "nach", "seit", "behind"]),
            isSpoken(1 + fillers, ["task", "tasks", "aufgabe"]), !ahead(1 + fillers).startsLine
        else { return leaveOutAnchor(because: reason) }
        leaveOut(2 + fillers, because: reason)
    }

    /// `good` before the title.
    mutating func slippedGood() -> SourceRange? {
        guard isAt(.good), ahead(1).kind.isText else { return nil }
        let place = range(tokens[index])
        report(
            .unexpected, "`good` stands behind the title", stretch(2),
            suggestion: "\(string(range(ahead(1)))) good")
        skip(1)
        return place
    }

    /// The events of an outcome, without what only the trigger of a rule has.
    mutating func outcomeEvents() throws(PhraseAbandoned) -> PatternSyntax {
        if let keyword, TriggerMode(rawValue: keyword.rawValue) != nil, !endsPhrase(index + 1) {
            leaveOut(1, because: "every event that matches is an outcome")
        }
        if current.kind.isNumber, isWord(ahead(1), dotted: true) {
            throw fail(
                .unexpected, "an outcome is one event", range(current),
                help: "name the event by which it has come: \(string(range(ahead(1)))) where count … within … >= "
                    + string(range(tokens[index])))
        }
        let events = try pattern()
        if isAt(.as), isWord(ahead(1)) {
            let place = stretch(2)
            report(.needless, "nobody asks for the event of an outcome by its name", place, suggestion: "")
            skip(2)
            return try condition(on: events)
        }
        return events
    }

    /// Makes the word here the part of an outcome that it was meant to be.
    mutating func mendOutcomePart() -> Bool {
        let meant: Keyword
        if isSpoken(0, ["of", "from", "out", "only", "if", "under"]), isWord(ahead(1), dotted: true) {
            meant = .among
        } else if isSpoken(0, ["for", "in", "after", "horizon", "until"]), spokenDuration(1) != nil {
            meant = .within
        } else {
            return false
        }
        replace(1, by: meant.rawValue)
        index -= 1
        tokens[index].keyword = meant
        return true
    }

    func helpForNoPart() -> String {
        switch tokens[index].keyword {
        case .unless: return "what does not count stands in a condition: when review.submitted where …"
        case .where: return "a condition stands behind the event that it is about"
        case .task, .say, .while: return "an outcome opens no task; a rule does"
        default: return "the parts are per, when, among and within"
        }
    }
}
