import Events

// Where events come from, and of whom they are believed.

extension Parser {
    /// `feed NAME from "PREFIX", … brings TYPE, … every D [hold D] [by OWNER, …]`, the parts in any order.
    mutating func feed(from start: Int) throws(PhraseAbandoned) -> FeedDeclaration {
        advance()
        var feed = FeedDeclaration(range: rangeSince(start), name: invalidName())
        do throws(PhraseAbandoned) {
            feed.name = try name("the name of a feed", dots: .none)
            while try part(of: &feed) {}
            feed.range = rangeSince(start)
            reportMissingParts(feed)
            endDeclaration("the feed")
        } catch {
            feed.hasMistakes = true
            skipToDeclaration()
            feed.range = rangeSince(start)
        }
        return feed
    }

    /// Reads the next part; false if none begins here.
    private mutating func part(of feed: inout FeedDeclaration) throws(PhraseAbandoned) -> Bool {
        guard let keyword = partKeyword([.from, .brings, .every, .hold, .by]) else { return false }
        let place = range(tokens[index])
        advance()
        feed.parts.append(place)
        switch keyword {
        case .from:
            if !feed.prefixes.isEmpty { reportTwice("from", place) }
            feed.prefixes = try prefixes()
        case .brings:
            if !feed.types.isEmpty { reportTwice("brings", place) }
            feed.types = try eventTypes()
        case .every:
            if feed.every != nil { reportTwice("every", place) }
            feed.every = try someTime("after `every`", mayBeOnCalendar: true)
        case .hold:
            if feed.hold != nil { reportTwice("hold", place) }
            feed.hold = try someTime("after `hold`")
        default:
            if !feed.owners.isEmpty { reportTwice("by", place) }
            feed.owners = try owners()
        }
        return true
    }

    private mutating func reportMissingParts(_ feed: FeedDeclaration) {
        let parts = [
            (feed.prefixes.isEmpty, "from where its events come", "from \"/\(feed.name.text)\""),
            (feed.types.isEmpty, "which events it brings", "brings call.completed"),
            (feed.every == nil, "how often something is heard of it", "every 15min"),
        ]
        for (isMissing, what, example) in parts where isMissing {
            report(
                .missingPart, "the feed `\(feed.name.text)` does not say \(what)", feed.name.range,
                help: "as: \(example)")
        }
    }

    /// `answers by OWNER, … [deputy USER, …]`
    mutating func answers(from start: Int) throws(PhraseAbandoned) -> AnswersDeclaration {
        advance()
        var answers = AnswersDeclaration(range: rangeSince(start))
        do throws(PhraseAbandoned) {
            while let keyword = partKeyword([.by, .deputy]) {
                let place = range(tokens[index])
                advance()
                answers.parts.append(place)
                if keyword == .by {
                    if !answers.owners.isEmpty { reportTwice("by", place) }
                    answers.owners = try owners()
                } else {
                    if !answers.deputies.isEmpty { reportTwice("deputy", place) }
                    answers.deputies = try deputies()
                }
            }
            answers.range = rangeSince(start)
            if answers.owners.isEmpty {
                answers.hasMistakes = true
                report(
                    .missingPart, "`answers` does not say by whom", answers.range,
                    help: "as: answers by group outreachd-desk")
            }
            endDeclaration("who may answer")
        } catch {
            answers.hasMistakes = true
            skipToDeclaration()
            answers.range = rangeSince(start)
        }
        return answers
    }

    /// The word that begins a part here, mended if it is near one; nil if none does.
    private mutating func partKeyword(_ keywords: [Keyword]) -> Keyword? {
        while skipComment() {}
        if isAt(.each), keywords.contains(.every), spokenDuration(1) != nil {
            report(.otherWord, "`each` is written `every` here", range(tokens[index]), suggestion: "every")
            tokens[index].keyword = .every
        }
        if isAt(.from), !keywords.contains(.from) {
            report(.otherWord, "`from` is written `by` here", range(tokens[index]), suggestion: "by")
            tokens[index].keyword = .by
        }
        if let keyword, keywords.contains(keyword) { return keyword }
        return mend(among: keywords) ? keyword : nil
    }

    mutating func someTime(
        _ after: String, mayBeOnCalendar: Bool = false
    ) throws(PhraseAbandoned) -> DurationLiteral {
        let duration = try duration(after, mayBeOnCalendar: mayBeOnCalendar)
        if duration.span == .zero, duration.workingDays == nil {
            report(.badDuration, "a duration \(after) is longer than 0s", duration.range)
        }
        return duration
    }
}

// MARK: Lists

extension Parser {
    private mutating func prefixes() throws(PhraseAbandoned) -> [TextLiteral] {
        var prefixes = [try prefix()]
        while separator("prefixes") { prefixes.append(try prefix()) }
        return prefixes
    }

    /// What sources begin with, in quotation marks.
    private mutating func prefix() throws(PhraseAbandoned) -> TextLiteral {
        settleLet(as: .text)
        if let text = optionalText() { return text }
        let token = current
        guard !isEnd(token), !token.startsLine, token.keyword == nil, !token.kind.isComma else {
            throw unexpected("a text in quotation marks: what the sources of the feed begin with")
        }
        var run = bareRun()
        if bytes[run.end - 1] == UInt8(ascii: ","), run.end - run.start > 1 {
            run = SourceRange(file: run.file, start: run.start, end: run.end - 1)
            index -= 1
        }
        report(
            .unexpected, "what sources begin with stands in quotation marks", run,
            suggestion: "\"\(string(run))\"")
        return TextLiteral(text: Text(string(run)), range: run)
    }

    private mutating func owners() throws(PhraseAbandoned) -> [OwnerSyntax] {
        var owners = [try owner()]
        while separator("users and groups") { owners.append(try owner()) }
        return owners
    }

    /// `user NAME`, `group NAME`
    private mutating func owner() throws(PhraseAbandoned) -> OwnerSyntax {
        let what = "`user` or `group` and its name"
        if isAt(.user) || isAt(.group) || isWord(ahead(1)) && !ahead(1).startsLine && mend(among: [.user, .group]) {
            let isGroup = isAt(.group)
            advance()
            return OwnerSyntax(kind: isGroup ? .group : .user, name: try ownerName(isGroup ? "a group" : "a user"))
        }
        let token = current
        guard token.kind.isText || isWord(token) && token.keyword == nil, !token.startsLine else {
            throw unexpected(what)
        }
        let written = string(range(token))
        report(.unexpected, "expected \(what), found `\(written)`", range(token), suggestion: "user \(written)")
        return OwnerSyntax(kind: .user, name: try ownerName("a user"))
    }

    private mutating func deputies() throws(PhraseAbandoned) -> [Name] {
        var deputies = [try deputy()]
        while separator("users") { deputies.append(try deputy()) }
        return deputies
    }

    private mutating func deputy() throws(PhraseAbandoned) -> Name {
        if isAt(.user), isWord(ahead(1)) || ahead(1).kind.isText {
            leaveOut(1, because: "a deputy is always a user")
        } else if isAt(.group), isWord(ahead(1)) || ahead(1).kind.isText {
            report(
                .unexpected, "a deputy is a user, not a group", stretch(2),
                help: "who speaks for others is one program with a user of its own")
            skip(1)
        }
        return try ownerName("a user")
    }

    /// A name as the machine knows it; in quotation marks if it has other letters than names have here.
    private mutating func ownerName(_ what: String) throws(PhraseAbandoned) -> Name {
        if let text = optionalText() {
            if text.text.string.isEmpty { report(.missingName, "the name of \(what) is empty", text.range) }
            return Name(text.text, text.range)
        }
        return try name("the name of \(what)")
    }

    /// Whether the list goes on: a comma, or what people write instead of it.
    mutating func separator(_ what: String) -> Bool {
        while skipComment() {}
        if accept(.comma) { return true }
        guard isAt(.or) || isAt(.and) else { return false }
        report(.unexpected, "\(what) are separated by commas", range(tokens[index]), suggestion: ",")
        advance()
        return true
    }
}
