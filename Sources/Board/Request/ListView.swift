package import Events

/// Which open tasks a list shows: all that its address says.
package struct ListView: Sendable, Equatable {
    package var find = ""
    package var queue = ""
    package var customer = ""
    package var isMine = false
    /// Also those that somebody has put off.
    package var withAsleep = false
    /// From 1.
    package var page = 1

    package init() {}

    /// - Parameter query: of an address, or of a form that keeps it.
    package init(_ query: [(name: String, value: String)]) {
        for (name, value) in query {
            switch name {
            case "find": find = value
            case "queue": queue = value
            case "customer": customer = value
            case "mine": isMine = value == "1"
            case "asleep": withAsleep = value == "1"
            case "page": page = min(max(Int(value) ?? 1, 1), 1_000_000)
            default: break
            }
        }
    }

    /// What stands in the address behind `?`.
    package func query(page: Int = 1) -> [(name: String, value: String)] {
        [
            ("find", find), ("queue", queue), ("customer", customer), ("mine", isMine ? "1" : ""),
            ("asleep", withAsleep ? "1" : ""), ("page", page > 1 ? String(page) : ""),
        ]
    }

    package func holds(_ card: TaskCard, of person: String, at now: Timestamp) -> Bool {
        if !queue.isEmpty, Text(card.queue) != Text(queue) { return false }
        if !customer.isEmpty, Text(card.customer) != Text(customer) { return false }
        if isMine, card.standing.owner.map({ Text($0) }) != Text(person) { return false }
        if !withAsleep, card.isAsleep(at: now) { return false }
        if find.isEmpty { return true }
        // Who has it, too.
        let (word, owner) = (Text(find.lowercased()), card.standing.owner?.lowercased() ?? "")
        return Text(card.searched).contains(word) || Text(owner).contains(word)
    }
}
