extension DiagnosticKind {
    static let unknownOwner = DiagnosticKind(
        "unknown-owner",
        "A user or a group is named that this machine does not know, so nobody is believed by that name.",
        severity: .warning,
        wrong: "feed crm from \"/crm\" brings call.completed every 15min by user crm-snyc", change: "crm-snyc",
        to: "crm-sync")
}

extension Compilation {
    /// Adds a warning for each user and group that the rules name and the machine does not know. Rules with a mistake are
    /// mended first.
    package mutating func warnOfUnknownOwners(_ isKnown: (Owner) -> Bool) {
        if program == nil { return }
        var warnings: [Diagnostic] = []
        for (owner, range) in files.flatMap(\.declarations).flatMap(\.owners) where !isKnown(owner) {
            warnings.append(
                Diagnostic(
                    severity: .warning, code: DiagnosticKind.unknownOwner.code,
                    message: "this machine has no \(owner)", range: range,
                    help: "until it has, nobody is believed by that name"))
        }
        if warnings.isEmpty { return }
        diagnostics += warnings
        diagnostics.sort {
            ($0.range.file, $0.range.start, $0.range.end) < ($1.range.file, $1.range.start, $1.range.end)
        }
    }
}

extension Declaration {
    /// The users and groups that it names.
    fileprivate var owners: [(owner: Owner, range: SourceRange)] {
        switch self {
        case .feed(let feed): return feed.owners.map { (Owner($0), $0.name.range) }
        case .answers(let answers):
            return answers.owners.map { (Owner($0), $0.name.range) }
                + answers.deputies.map { (.user($0.text), $0.range) }
        case .zone, .calendar, .event, .define, .let, .fact, .table, .score, .journey, .route, .gate, .outcome,
            .touch, .rule, .test:
            return []
        }
    }
}
