import Events

/// The defines of a program, found by what they begin with.
package struct Defines: Sendable {
    /// In the order of files and lines.
    package private(set) var all: [Define] = []
    /// By their first alternative, the places of the defines.
    private var places: [Pattern.Alternative: [Int]] = [:]

    package init() {}

    /// Adds a define of at least one alternative.
    package mutating func append(_ define: Define) {
        guard let first = define.pattern.alternatives.first else { return }
        places[first, default: []].append(all.count)
        all.append(define)
    }

    /// The defines that may be the beginning of a pattern, in their order: their first alternative asks no more than the
    /// pattern's does.
    func thatMayBegin(_ alternative: Pattern.Alternative) -> [Define] {
        var beginnings = [alternative.condition]
        // What is asked beyond a define stands behind it, joined by `and`.
        if case .binary(.and, let before, _)? = alternative.condition { beginnings.append(before) }
        if alternative.condition != nil { beginnings.append(nil) }
        let found = beginnings.flatMap { places[Pattern.Alternative(type: alternative.type, condition: $0)] ?? [] }
        return found.sorted().map { all[$0] }
    }
}
