import CLinux
import CloudEvents
import Events
import Glibc
import Store

/// Finds the texts of the events that are the evidence of a task. The fold does without texts, for very few of the
/// events that it looks at ever become evidence.
struct EvidenceTexts {
    /// Of one customer's events, one a line; those that are not here are in the store.
    let texts: [ArraySlice<UInt8>]
    let reader: EventReader
    let store: StateStore

    /// Of more evidence than this, all events are read once, and none is searched for by its id.
    private static let searchedAtMost = 20
    /// So many lines are read in which an id stands as something else.
    private static let wrongAtMost = 4

    /// The JSON texts of some events of the customer, in their order.
    func texts(of evidence: [Event]) throws -> [Text] {
        var found = evidence.map(\.json)
        var sought: [EventIdentity: Int] = [:]
        for (place, event) in evidence.enumerated() {
            if evidence.count <= Self.searchedAtMost, let text = search(event.identity) {
                found[place] = text
            } else {
                sought[event.identity] = place
            }
        }
        func take(_ lines: UnsafeRawBufferPointer) {
            reader.eachIdentity(ofStored: lines) { identity, line in
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

    /// Looks where the id stands; an id that JSON has escaped is not found.
    private func search(_ identity: EventIdentity) -> Text? {
        var wrong = 0
        for text in texts {
            if let found = text.withUnsafeBytes({ search(identity, in: $0, &wrong) }) { return found }
        }
        return nil
    }

    private func search(_ identity: EventIdentity, in text: UnsafeRawBufferPointer, _ wrong: inout Int) -> Text? {
        guard let base = text.baseAddress else { return nil }
        return identity.id.withBytes { id in
            var at = 0
            while wrong < Self.wrongAtMost, at < text.count,
                let found = find_bytes(base + at, text.count - at, id.baseAddress, id.count)
            {
                let place = found - base
                let start = find_last_byte(base, place, 0x0a).map { $0 - base + 1 } ?? 0
                let end = memchr(base + place, 0x0a, text.count - place).map { UnsafeRawPointer($0) - base }
                let line = Text(text[start..<(end ?? text.count)])
                if reader.identity(ofStored: line) == identity { return line }
                wrong += 1
                at = end ?? text.count
            }
            return nil
        }
    }
}
