import Events

/// What people answer in a test, and what feeds do.
extension Parser {
    /// `claimed RULE customer C … [by "NAME"]`, `released …`, `snoozed … until +3h`
    mutating func answer() throws(PhraseAbandoned) -> TestStepSyntax.Action {
        let keyword = self.keyword
        advance()
        switch keyword {
        case .claimed:
            let read = try task(ends: [.by])
            return .claimed(read.task, by: read.fields.by)
        case .released:
            let read = try task(ends: [.by])
            return .released(read.task, by: read.fields.by)
        default:
            let read = try task(ends: [.until])
            guard let until = read.fields.until else {
                throw unexpected("`until` and a time, as until +3h")
            }
            return .snoozed(read.task, until: until)
        }
    }

    /// `feed crm falls silent`, `feed crm is heard`
    mutating func feedStep() throws(PhraseAbandoned) -> TestStepSyntax.Action {
        advance()
        let feed = try name("the name of a feed", dots: .none)
        if let slipped = slippedFeedStep(feed) { return slipped }
        _ = mend(among: [.falls, .is])
        if accept(.falls) != nil {
            try expect(.silent, "behind `falls`")
            return .feedFallsSilent(feed)
        }
        try expect(.is, "and `heard`, or `falls silent`, behind the feed")
        try expect(.heard, "behind `is`")
        return .feedIsHeard(feed)
    }
}
