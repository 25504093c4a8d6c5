package import Logging

/// What an administrator or a program looks for in the journal, each with an id of its own:
/// `journalctl MESSAGE_ID=…`. `packaging/outreachd.catalog` says what to do about it (`journalctl -x`).
package enum JournalMessage: String, Sendable, CaseIterable {
    /// Rules were read, check, and are in force.
    case rulesLoaded = "rules-loaded"
    /// Rules were read and have a mistake; those of before stay in force, if there are any.
    case rulesRefused = "rules-refused"
    /// A file, or events of a file, could not be accepted and are in `rejected/`.
    case fileRejected = "file-rejected"
    /// Somebody should reach out to a customer.
    case taskOpened = "task-opened"
    /// The reason of a task is gone.
    case taskWithdrawn = "task-withdrawn"
    /// A person's answer names no task of its customer.
    case answerUnmatched = "answer-unmatched"
    /// A customer's turn cannot be done: the events are kept, and nothing is judged.
    case customerSetAside = "customer-set-aside"
    /// A declared feed has said nothing for longer than it should.
    case feedSilent = "feed-silent"
    /// A feed that was silent is heard again.
    case feedHeard = "feed-heard"
    /// So many tasks of one rule came at once that the others are gathered in one.
    case incidentOpened = "incident-opened"
    /// A disk is full, or a quota used up: the daemon waits.
    case diskFull = "disk-full"
    /// Somebody set the clock.
    case clockJumped = "clock-jumped"

    /// `MESSAGE_ID` of the journal, sd-id128 in hexadecimal. It never changes.
    package var messageID: String {
        switch self {
        case .rulesLoaded: return "55a41e4ce83d413cb634ff897291facc"
        case .rulesRefused: return "a6f0394f5f5647adbeadc53b807a8716"
        case .fileRejected: return "f9c4d2915efb47fb91867f5acd01d773"
        case .taskOpened: return "fb3e53a7798643979c52b5bc2f7fe918"
        case .taskWithdrawn: return "e47f02443ac749bab9757f288c706587"
        case .answerUnmatched: return "9022ec4c99604758bf37fe768df5f466"
        case .customerSetAside: return "7c1e0b5d93a64f2e8d40b6a91f35c7e2"
        case .feedSilent: return "59e71f0879d744f4b9d2fe9768ca0745"
        case .feedHeard: return "87e14b09cc6f4736b4cfcc97f5adfb5c"
        case .incidentOpened: return "ca49c2da4ea64a629b3213639b6c15a3"
        case .diskFull: return "953cd4f50c714e799725610fb3f946a2"
        case .clockJumped: return "afa30801f3874af2ba68c7cb0e54e39b"
        }
    }

    /// The key under which an entry's metadata names its occurrence.
    static let key = "occurrence"

    /// Metadata of an entry that tells of this. Ids and names only: a customer's data does not belong in a log.
    package func metadata(_ fields: Logger.Metadata = [:]) -> Logger.Metadata {
        fields.merging([Self.key: .string(rawValue)]) { given, _ in given }
    }
}
