import Events

extension DiagnosticKind {
    static let ofTestAnswers = [undeclaredFeed]

    static let undeclaredFeed = DiagnosticKind(
        "undeclared-feed", "A test names a feed that no rule file declares.",
        wrong: """
            feed crm from "/crm" brings call.completed every 15min
            test "deaf"
              at 2026-03-02T10:00Z feed crn falls silent
            """,
        change: "crn", to: "crm")
}

extension Checker {
    /// The place of a feed in the program; nil if there is none of that name, which is reported.
    mutating func feed(_ name: Name) -> Int? {
        if name.isUnread { return nil }
        if let place = program.origin.feeds.firstIndex(where: { $0.name == name.text }) { return place }
        let feeds = program.origin.feeds.map(\.name)
        let near = nearMiss(name.text, among: feeds)
        if declared.isSomethingLost && near == nil { return nil }
        report(
            .undeclaredFeed, "there is no feed `\(name.text)`", at: name.range,
            help: feeds.isEmpty
                ? "declare it: feed \(name.text) from \"/\(name.text)\" brings call.completed every 15min"
                : "the feeds are \(list(feeds))", suggestion: near?.string)
        return nil
    }

    mutating func snooze(_ task: TestTaskSyntax, _ until: TestTimeSyntax, _ clock: TestClock) -> TestStep.Action? {
        guard let task = self.task(task, clock), let end = resolve(until, clock) else { return nil }
        if let now = clock.now, end <= now, !clock.isDoubtful {
            report(
                .testBackwards, "the task is snoozed until \(end), which is not after \(now)", at: until.range,
                help: "times count from the test's first instant, also behind `until`")
        }
        return .snoozed(task, until: end)
    }
}
