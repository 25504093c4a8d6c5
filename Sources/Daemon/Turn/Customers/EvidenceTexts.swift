import CloudEvents
import Events
import Store
import TaskDispatch
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
    /// Those of the turn, which the store has not yet: their texts, one a line, and who brought them.
    var arriving: Arriving?
    /// What came in the turn of those in whose name incidents are answered.
    var answers: [Arriving] = []

    /// The texts of what is asked for, as far as they are at hand; nil: each is looked for when it is asked for.
    private(set) var gathered: [EventIdentity: Text]?

    typealias Arriving = (lines: ArraySlice<UInt8>, names: Arrivals.Bringers)

    /// Of more evidence than this, all events are read once, and none is searched for by its id.
    private static let searchedAtMost = 20
    /// So many lines are read in which an id stands as something else.
    private static let wrongAtMost = 4

    /// Reads what is at hand once, if more is shown of some changes than is worth being searched for one by one.
    mutating func gather(for changes: [Change]) {
        var sought: Set<EventIdentity> = []
        for change in changes {
            sought.formUnion(ShownEvidence.places(of: change.evidence.count).map { change.evidence[$0].identity })
            if let ending = change.task.endedBy { sought.insert(ending) }
        }
        if sought.count <= Self.searchedAtMost { return }
        var found: [EventIdentity: Text] = [:]
        for text in atHand where !sought.isEmpty {
            text.withUnsafeBytes { lines in
                reader.eachIdentity(of: lines) { identity, line in
                    if sought.remove(identity) != nil { found[identity] = Text(lines[line]) }
                    return !sought.isEmpty
                }
            }
        }
        gathered = found
    }

    /// What a task's file shows of its evidence, and of the event that ended it.
    /// - Parameter brought: who brought some events; others are looked up.
    func shown(of change: Change, brought: [EventIdentity: Text?] = [:]) throws -> ShownEvidence {
        let (task, evidence) = (change.task, change.evidence)
        let whole = ShownEvidence.places(of: evidence.count).map { evidence[$0].identity }
        guard let ending = task.endedBy else {
            return ShownEvidence(
                evidence, texts: try texts(of: whole), bringers: try bringers(of: whole, customer: task.customer))
        }
        // At one go, and an event of the evidence may have ended it.
        let place = whole.firstIndex(of: ending) ?? whole.count
        let found = try texts(of: place == whole.count ? whole + [ending] : whole)
        let shown = ShownEvidence(
            evidence, texts: Array(found.prefix(whole.count)),
            bringers: try bringers(of: whole, customer: task.customer))
        return shown.ended(by: found[place], broughtBy: try brought[ending] ?? bringer(of: ending, task))
    }

    /// The JSON texts of some events, in their order; empty where there is none.
    func texts(of evidence: [EventIdentity]) throws -> [Text] {
        var found = [Text](repeating: "", count: evidence.count)
        var sought: [EventIdentity: Int] = [:]
        for (place, event) in evidence.enumerated() {
            if let text = gathered?[event] {
                found[place] = text
            } else if gathered == nil, evidence.count <= Self.searchedAtMost, let text = search(event) {
                found[place] = text
            } else {
                sought[event] = place
            }
        }
        func take(_ lines: UnsafeRawBufferPointer) {
            reader.eachIdentity(of: lines) { identity, line in
                if let place = sought.removeValue(forKey: identity) { found[place] = Text(lines[line]) }
                return !sought.isEmpty
            }
        }
        if gathered == nil { for text in atHand where !sought.isEmpty { text.withUnsafeBytes(take) } }
        if !sought.isEmpty {
            try store.lookUp(sought.keys.map { store.hashKey.hash(of: $0) }) { _, lines in take(lines) }
        }
        return found
    }

    private var atHand: [ArraySlice<UInt8>] { texts + answers.map(\.lines) }

    /// Looks where the id stands.
    private func search(_ identity: EventIdentity) -> Text? {
        var tries = Self.wrongAtMost
        for text in atHand {
            if let found = text.withUnsafeBytes({ reader.text(of: identity, in: $0, tries: &tries) }) { return found }
        }
        return nil
    }
}
