import Events

/// Sources of events as they pass, watched or not: how many different ones there were, and which of them came before.
/// They come from outside, and may be without end: of each it keeps a hash, of so many at most.
struct PassingSources: Sendable, Equatable {
    /// How many different ones there were, up to `countedAtMost`.
    var count: Int { seen.count }

    private var seen: Set<UInt64> = []
    /// Those that came lately, and those before them.
    private var lately: Set<UInt64> = []
    private var before: Set<UInt64> = []

    /// Beyond this nobody counts any more.
    static let countedAtMost = 100_000
    private static let rememberedAtMost = 10_000

    /// Notes a source.
    /// - Returns: whether it has come before, and not long ago.
    mutating func note(_ source: Text) -> Bool {
        let hash = HashKey.process.hash(of: source)
        if seen.count < Self.countedAtMost { seen.insert(hash) }
        let isKnown = lately.contains(hash) || before.contains(hash)
        if lately.count == Self.rememberedAtMost { (before, lately) = (lately, []) }
        lately.insert(hash)
        return isKnown
    }
}
