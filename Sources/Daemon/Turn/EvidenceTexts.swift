import Events
import Spool
import Store

/// Finds the texts of the events that are the evidence of a task. The fold does without texts, for very few of the
/// events that it looks at ever become evidence.
struct EvidenceTexts {
    /// Of one customer's events, one a line; perhaps not of all.
    private let texts: [[UInt8]]
    private var found: [EventIdentity: Event]?

    init(_ texts: [[UInt8]]) { self.texts = texts }

    /// The events with their texts.
    mutating func whole(_ evidence: [Event], _ reader: EventReader, _ store: StateStore) throws -> [Event] {
        if evidence.isEmpty { return [] }
        let atHand = found ?? read(reader)
        found = atHand
        return try evidence.map { event in
            if let whole = atHand[event.identity] { return whole }
            let candidates = try store.known([event.identity.stableHash])[0] ?? []
            return candidates.lazy.compactMap { reader.event(fromStored: $0) }.first { $0.identity == event.identity }
                ?? event
        }
    }

    private func read(_ reader: EventReader) -> [EventIdentity: Event] {
        var found: [EventIdentity: Event] = [:]
        for text in texts {
            for event in text.withUnsafeBytes({ reader.events(fromStored: $0) }) { found[event.identity] = event }
        }
        return found
    }
}
