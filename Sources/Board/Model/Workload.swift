import Events

/// Who has how many of the open tasks.
struct Workload: Sendable {
    struct Share: Sendable, Equatable {
        /// Nil for what nobody has.
        var person: String?
        var open = 0
        var late = 0
        var putOff = 0
    }

    /// What nobody has comes last; without whoever has nothing.
    let shares: [Share]

    init(_ cards: [TaskCard], at now: Timestamp) {
        var shares: [String?: Share] = [:]
        for card in cards {
            let person = card.standing.owner
            var share = shares[person] ?? Share(person: person)
            share.open += 1
            if OpenList.section(card, at: now) == .late { share.late += 1 }
            if card.isAsleep(at: now) { share.putOff += 1 }
            shares[person] = share
        }
        self.shares = shares.values.sorted { a, b in
            guard let first = a.person, let second = b.person else { return a.person != nil }
            return Text(first) < Text(second)
        }
    }
}
