import Events

/// Some of the runs of a back-test, of which there are 64 at most.
struct RunSet: Hashable {
    private var bits: UInt64 = 0

    init(all count: Int) { bits = count >= 64 ? .max : (1 << UInt64(count)) - 1 }
    init(_ runs: some Sequence<Int>) { for run in runs { bits |= 1 << UInt64(run) } }

    var isOne: Bool { bits.nonzeroBitCount == 1 }
    func contains(_ run: Int) -> Bool { bits & (1 << UInt64(run)) != 0 }
    mutating func subtract(_ other: RunSet) { bits &= ~other.bits }
}

/// The tallies of runs that mostly make the same of a customer: such a customer is counted once for all of them.
struct SharedTallies {
    /// Of each run, without anything counted.
    private let empty: [RunTally]
    private var sets: [RunSet] = []
    private var tallies: [RunTally] = []
    private var places: [RunSet: Int] = [:]

    /// More sets cost more memory than they save time.
    private static let most = 64

    /// - Parameter empty: a tally for each run.
    init(_ empty: [RunTally]) { self.empty = empty }

    /// Counts something for each run of a set.
    mutating func forEach(_ set: RunSet, _ body: (inout RunTally) -> Void) {
        if let place = place(of: set) { return body(&tallies[place]) }
        for run in empty.indices where set.contains(run) {
            if let place = place(of: RunSet([run])) { body(&tallies[place]) }
        }
    }

    mutating func take(incidentOf rule: Int, at out: Timestamp, run: Int) {
        forEach(RunSet([run])) { $0.take(incidentOf: rule, at: out) }
    }

    /// Nil if there are too many sets.
    private mutating func place(of set: RunSet) -> Int? {
        if let last = sets.indices.last, sets[last] == set { return last }
        if let known = places[set] { return known }
        if sets.count >= Self.most, !set.isOne { return nil }
        guard let run = empty.indices.first(where: set.contains) else { return nil }
        places[set] = sets.count
        sets.append(set)
        tallies.append(empty[run])
        return sets.count - 1
    }

    /// All that was counted for each run.
    var all: [RunTally] {
        empty.indices.map { run in
            var whole = empty[run]
            for (place, set) in sets.enumerated() where set.contains(run) { whole.add(tallies[place]) }
            return whole
        }
    }
}
