import Events

/// Events found by the instance that they are of.
struct KeyedTimes {
    private let matches: [CustomerFacts.Match]
    /// Where there are many: those that carry the whole key by it, and the others.
    private var byKey: [[Value]: [Int]]?
    private var others: [Int] = []

    private static let few = 12

    init(_ matches: [CustomerFacts.Match], _ shape: KeyShape) {
        self.matches = matches
        guard matches.count > KeyedTimes.few, !shape.names.isEmpty else { return }
        var byKey: [[Value]: [Int]] = [:]
        for (number, match) in matches.enumerated() {
            if let key = shape.key(of: match.event) {
                byKey[key, default: []].append(number)
            } else {
                others.append(number)
            }
        }
        self.byKey = byKey
    }

    /// Whether an event that joins the key lies in (start, end].
    func hasAny(of key: [Value], _ shape: KeyShape, after start: Timestamp, through end: Timestamp) -> Bool {
        func lies(_ match: CustomerFacts.Match) -> Bool { start < match.time && match.time <= end }
        guard let byKey else { return matches.contains { lies($0) && shape.joins($0.event, key) } }
        if byKey[key]?.contains(where: { lies(matches[$0]) }) ?? false { return true }
        return others.contains { lies(matches[$0]) && shape.joins(matches[$0].event, key) }
    }
}
