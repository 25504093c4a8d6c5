import Events

/// An event of a customer as it is kept: whole, for tasks show it so, and a program that comes later may ask for other
/// fields of it.
struct KeptEvent {
    let identity: EventIdentity
    /// On one line.
    let text: Text
    /// What the program makes of it; nil if it does not fit its schema.
    let event: Event?
}

/// The events of a customer, each once.
struct KeptEvents {
    private(set) var list: [KeptEvent] = []
    /// How many bytes their texts have.
    private(set) var textBytes = 0
    /// Places by identity, once there are so many that it is worth it.
    private var places: [EventIdentity: Int]?

    /// So many are looked through one by one.
    private static let few = 16

    subscript(_ identity: EventIdentity) -> KeptEvent? {
        guard let places else { return list.first { $0.identity == identity } }
        return places[identity].map { list[$0] }
    }

    mutating func append(_ event: KeptEvent) {
        if places == nil, list.count >= Self.few {
            places = Dictionary(list.enumerated().map { ($1.identity, $0) }) { first, _ in first }
        }
        places?[event.identity] = list.count
        list.append(event)
        textBytes += event.text.string.utf8.count
    }

    /// Forgets some of them.
    mutating func remove(_ isGone: (KeptEvent) -> Bool) {
        var kept = KeptEvents()
        for event in list where !isGone(event) { kept.append(event) }
        self = kept
    }
}
