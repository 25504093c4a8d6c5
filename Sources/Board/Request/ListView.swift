package import Events

/// Which open tasks a list shows: all that its address says.
package struct ListView: Sendable, Equatable {
    package var find = ""
    package var queue = ""
    package var customer = ""
    package var who = Who.anybody
    /// Also those that somebody has put off.
    package var withAsleep = false
    /// From 1.
    package var page = 1

    /// Who has the tasks.
    package enum Who: Sendable, Equatable {
        case anybody, me, nobody
        case person(String)

        /// As it stands in an address. No user of a machine is called with an at sign.
        package init(_ word: String) {
            switch word {
            case "": self = .anybody
            case "@me": self = .me
            case "@nobody": self = .nobody
            default: self = .person(word)
            }
        }

        package var word: String {
            switch self {
            case .anybody: ""
            case .me: "@me"
            case .nobody: "@nobody"
            case .person(let name): name
            }
        }

        func has(_ card: TaskCard, for person: String) -> Bool {
            let owner = card.standing.owner.map { Text($0) }
            switch self {
            case .anybody: return true
            case .me: return owner == Text(person)
            case .nobody: return owner == nil
            case .person(let name): return owner == Text(name)
            }
        }
    }

    package init() {}

    /// - Parameter query: of an address, or of a form that keeps it.
    package init(_ query: [(name: String, value: String)]) {
        for (name, value) in query {
            switch name {
            case "find": find = value
            case "queue": queue = value
            case "customer": customer = value
            case "who": who = Who(value)
            case "mine": if value == "1" { who = .me }
            case "asleep": withAsleep = value == "1"
            case "page": page = min(max(Int(value) ?? 1, 1), 1_000_000)
            default: break
            }
        }
    }

    /// What stands in the address behind `?`.
    package func query(page: Int = 1) -> [(name: String, value: String)] {
        [
            ("find", find), ("queue", queue), ("customer", customer), ("who", who.word),
            ("asleep", withAsleep ? "1" : ""), ("page", page > 1 ? String(page) : ""),
        ]
    }

    package func holds(_ card: TaskCard, of person: String, at now: Timestamp) -> Bool {
        if !queue.isEmpty, Text(card.queue) != Text(queue) { return false }
        if !customer.isEmpty, Text(card.customer) != Text(customer) { return false }
        if !who.has(card, for: person) { return false }
        if !withAsleep, card.isAsleep(at: now) { return false }
        return card.isFound(by: find)
    }
}
