import Events

/// What a rule says of its tasks on their way to people, said otherwise.
extension Parser {
    /// `if unclaimed`, `not done`, `unassigned` behind `escalate`: told, and read as it was meant; nil and nothing read if
    /// nothing such stands here.
    mutating func slippedState() -> Escalation.Condition? {
        if isSpoken(0, ["if", "when", "while", "wenn", "falls", "it", "is", "still"]), !endsPhrase(index + 1) {
            leaveOut(
                countSpoken(["if", "when", "while", "wenn", "falls", "it", "is", "still"]),
                because: "what is escalated stands directly behind `escalate`")
        }
        let isNegated = isSpoken(0, ["not", "nicht", "never", "un"])
        guard let word = spoken(isNegated ? 1 : 0) else { return nil }
        let unclaimed: Set<String> =
            isNegated
            ? ["claimed", "taken", "assigned", "owned", "angenommen", "übernommen", "started", "picked"]
            : [
                "claimed", "unassigned", "untaken", "unowned", "untouched", "ownerless", "unaccepted", "open",
                "waiting",
            ]
        let undone: Set<String> =
            isNegated
            ? ["done", "closed", "finished", "resolved", "solved", "answered", "erledigt", "completed"]
            : [
                "done", "unfinished", "unresolved", "unsolved", "overdue", "late", "undecided", "unclosed",
                "incomplete",
                "unerledigt", "pending",
            ]
        let condition: Escalation.Condition
        if unclaimed.contains(word) {
            condition = .unclaimed
        } else if undone.contains(word) {
            condition = .undone
        } else {
            return nil
        }
        replace(isNegated ? 2 : 1, by: condition.rawValue)
        return condition
    }

    /// `escalate after 2h …`: the condition is missing, which is told; nil if something else stands here.
    mutating func missingState() -> Escalation.Condition? {
        guard isAt(.after) || isAt(.to) || tokens[index].kind.isDuration else { return nil }
        let token = tokens[index]
        let written = string(range(token))
        report(
            .missingPart, "expected `unclaimed` or `undone` before `\(written)`", range(token),
            help: "unclaimed: nobody has the task; undone: whoever has it, it is not done",
            suggestion: token.keyword == .after ? "unclaimed after" : nil)
        return .unclaimed
    }

    /// `undone to head after 1d`, told as `undone after 1d to head`.
    mutating func turnedEscalation() throws(PhraseAbandoned) {
        guard isAt(.to), isWord(ahead(1)), ahead(2).keyword == .after, let said = spokenDuration(3) else { return }
        let queue = string(range(ahead(1)))
        let place = stretch(3 + said.tokens)
        throw fail(
            .unexpected, "the time stands before the queue", place, suggestion: "after \(said.written) to \(queue)")
    }

    /// `in 2h`, `within 2h`, `2h` where `after 2h` should stand; nil and nothing read if nothing such stands here.
    mutating func slippedAfterState() -> DurationLiteral? {
        guard !isAt(.after) else { return nil }
        let count = isSpoken(0, ["in", "within", "for", "since", "nach", "seit", "until", "longer"]) ? 1 : 0
        guard let said = spokenDuration(count), let span = said.span else { return nil }
        let place = stretch(count + said.tokens)
        replace(count + said.tokens, by: "after \(said.written)")
        return DurationLiteral(span: span, range: place)
    }

    /// `over 50`, `more than 50` before the number of a surge, and a word behind it.
    mutating func mendSurgeCount() {
        let fillers = countSpoken(["over", "more", "than", "above", "of", "at", "after", "über", "mehr", "als", "ab"])
        if fillers > 0, ahead(fillers).kind.isNumber {
            leaveOut(fillers, because: "so many come out, and the others are gathered")
        }
    }

    /// `50 tasks within 1h`
    mutating func leaveOutGathered() {
        guard isWord(current), current.keyword == nil || isAt(.task), !current.startsLine,
            ahead(1).keyword == .within || spokenDuration(2) != nil
        else { return }
        leaveOut(1, because: "a surge counts tasks of its rule")
    }

    /// `priority if C urgent`
    mutating func turnedPriority() throws(PhraseAbandoned) {
        guard isAt(.if) else { return }
        throw fail(
            .unexpected, "the priority stands before its condition", range(tokens[index]),
            help: "as: priority urgent if customer.tier = \"gold\", high")
    }

    /// What stands between two priorities instead of a comma: `else`, `or`, or nothing but the word `priority`.
    mutating func slippedChoice() -> Bool {
        if isSpoken(0, ["else", "otherwise", "sonst", "ansonsten"]) {
            replace(1, by: ",")
            _ = accept(.comma)
            return true
        }
        return false
    }

    /// `high if D` once more behind a condition, where a comma is missing.
    mutating func reportMissingComma() throws(PhraseAbandoned) {
        let word = spoken()
        let isPriority = word.map { EverydayWords.priorities[$0] != nil } ?? false
        if isAt(.if) || isPriority && !tokens[index].startsLine {
            let written = string(range(tokens[index]))
            throw fail(
                .unexpected, "expected `,` before the next priority, found `\(written)`", range(tokens[index]),
                help: "as: priority urgent if customer.tier = \"gold\", high if days > 3, normal")
        }
    }
}
