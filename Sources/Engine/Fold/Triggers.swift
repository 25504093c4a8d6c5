import Events
import RuleLanguage

/// One event at least, and mostly no other: then it takes no array.
struct Triggers: Hashable, Sendable {
    let first: EventRef
    private(set) var others: [EventRef] = []

    init(_ first: EventRef) { self.first = first }

    /// Nil of an empty list.
    init?(_ events: [EventRef]) {
        guard let first = events.first else { return nil }
        self.init(first)
        others = Array(events.dropFirst())
    }

    var count: Int { 1 + others.count }
    var all: [EventRef] { others.isEmpty ? [first] : [first] + others }

    mutating func append(_ event: EventRef) { others.append(event) }
}
