import Events

/// A name cut at its first dot.
struct Dotted {
    let owner: Text
    let member: Text

    /// Nil if the name has no dot.
    init?(_ name: Text) {
        let parts = name.string.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        owner = Text(String(parts[0]))
        member = Text(String(parts[1]))
    }
}
