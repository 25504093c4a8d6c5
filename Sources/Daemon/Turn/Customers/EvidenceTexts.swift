import CloudEvents
import Events
import Store
import TaskFiles

/// Finds the texts of the events that are the evidence of a task. The fold does without texts, for very few of the
/// events that it looks at ever become evidence.
struct EvidenceTexts {
    /// Of one customer's events, one a line; those that are not here are in the store.
    let texts: [ArraySlice<UInt8>]
    let reader: WholeEventReader
    let store: StateStore
    /// Who brought all events of the customer that came before the turn, where it is known to be one.
    var bringer: Text?
    /// Who brought those of the turn, which the store has not yet: their texts, one a line, and the names.
    var arriving: (lines: ArraySlice<UInt8>, names: Arrivals.Bringers)?

    /// Of more evidence than this, all events are read once, and none is searched for by its id.
    private static let searchedAtMost = 20
    /// So many lines are read in which an id stands as something else.
    private static let wrongAtMost = 4

    /// What a task's file shows of its evidence, events of the customer.
    func shown(of evidence: [Event]) throws -> ShownEvidence {
        let places = ShownEvidence.places(of: evidence.count)
        let whole = places.count == evidence.count ? evidence : places.map { evidence[$0] }
        return ShownEvidence(evidence, texts: try texts(of: whole), bringers: try bringers(of: whole))
    }

    /// The JSON texts of some events of the customer, in their order.
    func texts(of evidence: [Event]) throws -> [Text] {
        var found = [Text](repeating: "", count: evidence.count)
        var sought: [EventIdentity: Int] = [:]
        for (place, event) in evidence.enumerated() {
            if evidence.count <= Self.searchedAtMost, let text = search(event.identity) {
                found[place] = text
            } else {
                sought[event.identity] = place
            }
        }
        func take(_ lines: UnsafeRawBufferPointer) {
            reader.eachIdentity(of: lines) { identity, line in
                if let place = sought.removeValue(forKey: identity) { found[place] = Text(lines[line]) }
                return !sought.isEmpty
            }
        }
        for text in texts where !sought.isEmpty { text.withUnsafeBytes(take) }
        if !sought.isEmpty {
            try store.lookUp(sought.keys.map { store.hashKey.hash(of: $0) }) { _, lines in take(lines) }
        }
        return found
    }

    /// Looks where the id stands.
    private func search(_ identity: EventIdentity) -> Text? {
        var tries = Self.wrongAtMost
        for text in texts {
            if let found = text.withUnsafeBytes({ reader.text(of: identity, in: $0, tries: &tries) }) { return found }
        }
        return nil
    }
}
