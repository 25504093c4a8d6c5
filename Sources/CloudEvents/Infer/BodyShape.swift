import Events

/// What the bodies of a file have in common.
struct BodyShape {
    /// Of all of them, whatever happened.
    private(set) var tally = TypeTally(name: "")
    private var said: [Text: Said] = [:]

    /// The texts of a member that may say what happened.
    private struct Said {
        var count = 0
        var texts: Set<Text> = []
        var isLong = false
    }

    /// Of more texts than that none says what happened, but another thing each time.
    private static let typesAtMost = 32
    private static let longestType = 80

    /// The names of members that say what happened, the most telling first.
    private static let typeNames = [
        ["event", "type"], ["event", "name"], ["event"], ["topic"], ["webhook", "event"], ["trigger"], ["type"],
    ]

    mutating func add(_ root: JSONNode) {
        guard root.kind == .object else { return }
        tally.add(root)
        for (key, value) in root.members where value.isString {
            let name = TextCache.make(key)
            guard Self.typeNames.contains(nameWords(name)) else { continue }
            said[name, default: Said()].count += 1
            if value.bytes.isEmpty || value.bytes.count > Self.longestType {
                said[name]?.isLong = true
            } else if said[name, default: Said()].texts.count <= Self.typesAtMost {
                said[name]?.texts.insert(TextCache.make(value.bytes))
            }
        }
    }

    /// The member that says what happened; nil if none does in each of them.
    var typeMember: Text? {
        let members = said.filter { _, said in
            said.count >= tally.count && !said.isLong && said.texts.count <= Self.typesAtMost
        }
        func rank(_ name: Text) -> Int { Self.typeNames.firstIndex(of: nameWords(name)) ?? Self.typeNames.count }
        return members.keys.min { (rank($0), $0) < (rank($1), $1) }
    }
}
