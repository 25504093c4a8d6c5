import Events

extension DiagnosticKind {
    static let ofFeeds = [prefixTwice, feedBringsAnswers, openFeed, unknownOwner]

    static let prefixTwice = DiagnosticKind(
        "prefix-twice", "Two feeds begin with the same prefix, so nobody can say of whom an event is believed.",
        wrong: """
            feed crm from "/crm" brings call.completed every 15min
            feed phone from "/crm" brings call.completed every 15min
            """,
        change: "phone from \"/crm\"", to: "phone from \"/phone\"")
    static let feedBringsAnswers = DiagnosticKind(
        "feed-brings-answers", "A feed brings answers to tasks; who may answer is said by `answers`.",
        wrong: "feed desk from \"/desk\" brings task.done every 1d by group desk",
        mend: "answers by group desk")
    static let openFeed = DiagnosticKind(
        "open-feed",
        "Some feeds say by whom they are brought and one does not: under its prefix everybody is believed.",
        severity: .warning,
        wrong: """
            feed crm from "/crm" brings call.completed every 15min by user crm-sync
            feed carrier from "/carrier" brings delivery.delayed every 1h
            """ + "\n" + rule("when delivery.delayed unless call.completed within 4h"),
        change: "every 1h", to: "every 1h by user carrier-sync")
}

extension Checker {
    mutating func collectFeeds(_ declarations: [Declaration]) {
        var names: [Text: SourceRange] = [:]
        var prefixes: [Text: SourceRange] = [:]
        for case .feed(let feed) in declarations {
            if !feed.name.isUnread {
                if let first = names[feed.name.text] {
                    reportTwice("the feed", feed.name, first: first)
                } else {
                    names[feed.name.text] = feed.name.range
                }
            }
            for prefix in feed.prefixes {
                if let first = prefixes[prefix.text] {
                    report(
                        .prefixTwice, "the prefix \"\(prefix.text)\" is there twice", at: prefix.range,
                        help: "the first is in \(place(first, seenFrom: prefix.range)); of several that fit a source, "
                            + "the longest decides")
                } else {
                    prefixes[prefix.text] = prefix.range
                }
            }
            let every = feed.every.map { duration($0) } ?? .elapsed(.zero)
            program.origin.feeds.append(
                Feed(
                    name: feed.name.text, prefixes: feed.prefixes.map(\.text), types: brought(by: feed),
                    every: every, hold: .elapsed(feed.hold?.span ?? Feed.usualHold),
                    owners: feed.owners.map(Owner.init)))
        }
        program.origin.feeds.sort { $0.name < $1.name }
    }

    /// The names of the types that a feed brings, all of them declared.
    private mutating func brought(by feed: FeedDeclaration) -> [Text] {
        var types: [Text] = []
        for name in feed.types where !name.isUnread {
            guard let index = program.schema.index(of: name.text) else {
                reportUndeclaredType(name)
                continue
            }
            if Schema.language.index(of: name.text) != nil {
                report(
                    .feedBringsAnswers, "`\(name.text)` is an answer, which no feed brings", at: name.range,
                    help: "who may answer is said once: answers by group outreachd-desk")
                continue
            }
            used.types.insert(index)
            if !types.contains(name.text) { types.append(name.text) }
        }
        return types
    }

    mutating func collectAnswers(_ declarations: [Declaration]) {
        var first: SourceRange?
        for case .answers(let answers) in declarations {
            if let first {
                report(
                    .declaredTwice, "who may answer is said a second time", at: answers.range,
                    help: "the first is in \(place(first, seenFrom: answers.range)); all files together say it once")
                continue
            }
            first = answers.range
            program.origin.answers = Answers(
                owners: answers.owners.map(Owner.init), deputies: answers.deputies.map(\.text))
        }
    }

    mutating func warnOpenFeeds(_ declarations: [Declaration]) {
        guard program.origin.feeds.contains(where: { !$0.owners.isEmpty }) else { return }
        for case .feed(let feed) in declarations where feed.owners.isEmpty {
            report(
                .openFeed, "the feed `\(feed.name.text)` does not say by whom it is brought", at: feed.name.range,
                help: "so everybody is believed under its prefix, also with what other feeds bring; add `by user …`")
        }
    }
}

extension Owner {
    init(_ owner: OwnerSyntax) {
        switch owner.kind {
        case .user: self = .user(owner.name.text)
        case .group: self = .group(owner.name.text)
        }
    }
}
