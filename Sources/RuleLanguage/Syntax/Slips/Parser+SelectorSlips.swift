import Events

/// Of which tasks a gate speaks, said otherwise.
extension Parser {
    /// What stands where `any`, a class or `rule` should and can be told: read over or read on as it was meant; the
    /// selector if that is all of it.
    mutating func slippedSelector() -> SelectorSyntax? {
        let start = tokens[index].start
        if isSpoken(0, ["the", "a", "an", "tasks", "task", "aufgaben", "die", "der", "for", "of", "für"]),
            isSelector(1)
        {
            leaveOut(1, because: "tasks are named by their class, by `any`, or by their rules")
        }
        if isSpoken(0, Parser.everything), ahead(1).keyword != .if {
            var count = 1
            if isSpoken(1, ["of", "the", "other"]) { count += 1 }
            if isSpoken(count, Parser.taskWords) { count += 1 }
            replace(count, by: "any")
            return SelectorSyntax(kind: .any, range: rangeSince(start))
        }
        if isSpoken(0, ["rules", "regel", "regeln"]), isWord(ahead(1)), ahead(1).keyword == nil {
            replace(1, by: "rule", code: .misspeltKeyword)
            index -= 1
            tokens[index].keyword = .rule
        }
        return nil
    }

    private static let everything: Set<String> = [
        "all", "every", "everything", "each", "everyone", "everybody", "anything", "alle", "alles", "jede", "jeder",
        "jedes", "customers",
    ]
    private static let taskWords: Set<String> = [
        "task", "tasks", "aufgabe", "aufgaben", "call", "calls", "contact", "contacts", "message", "messages", "rule",
        "rules",
    ]

    private func isSelector(_ distance: Int) -> Bool {
        ahead(distance).keyword == .any || ahead(distance).keyword == .rule
            || isSpoken(distance, ["recovery", "relationship"])
    }

    /// `tasks` behind a class, and a second class behind the first.
    mutating func leaveOutBehindSelector(_ selector: SelectorSyntax) {
        if case .rules = selector.kind { return }
        if isSpoken(0, Parser.taskWords), tokens[index].keyword != .rule {
            leaveOut(1, because: "a class means its tasks")
        }
        guard case .ofClass = selector.kind,
            ahead(0).kind.isComma || [.or, .and].contains(ahead(0).keyword) && spokenDuration(1) == nil, isSelector(1)
        else { return }
        let whole = SourceRange(file: fileIndex, start: selector.range.start, end: ahead(1).end)
        report(
            .unexpected, "one class stands here, `any`, or `rule` and the names of rules", whole,
            help: "there are two classes, and `any` means both", suggestion: "any")
        skip(2)
    }

    /// A number or a time of day where the tasks should stand: told, and `any` is read.
    mutating func missingSelector() -> SelectorSyntax? {
        let token = tokens[index]
        let isHours = isTimeOfDay(0) != nil || isSpoken(0, ["from", "between", "von", "zwischen"])
        guard isHours || token.kind.isNumber || token.keyword == .outside || token.keyword == .on, !token.startsLine
        else { return nil }
        let place = SourceRange(file: fileIndex, start: token.start, end: token.start)
        report(
            .missingName, "expected of which tasks before `\(string(range(token)))`", range(token),
            help: "a class (recovery, relationship), `any`, or `rule` and the names of rules",
            suggestion: "any \(string(range(token)))")
        return SelectorSyntax(kind: .any, range: place)
    }
}
