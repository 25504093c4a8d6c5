import CloudEvents
import CLinux
import Events
import Glibc
import Spool
import Store

/// Finds the texts of the events that are the evidence of a task. The fold does without texts, for very few of the
/// events that it looks at ever become evidence.
struct EvidenceTexts {
    /// Of one customer's events, one a line; those that are not here are in the store.
    let texts: [ArraySlice<UInt8>]
    let reader: EventReader
    let store: StateStore

    /// The events with their texts.
    func whole(_ evidence: [Event]) throws -> [Event] {
        try evidence.map { event in
            if let whole = search(event.identity) ?? read(event.identity) { return whole }
            let candidates = try store.known([event.identity.stableHash])[0] ?? []
            return candidates.lazy.compactMap { reader.event(fromStored: $0) }.first { $0.identity == event.identity }
                ?? event
        }
    }

    /// Looks where the id stands; an id that JSON has escaped is not found.
    private func search(_ identity: EventIdentity) -> Event? {
        for text in texts {
            if let event = text.withUnsafeBytes({ search(identity, in: $0) }) { return event }
        }
        return nil
    }

    private func search(_ identity: EventIdentity, in text: UnsafeRawBufferPointer) -> Event? {
        guard let base = text.baseAddress else { return nil }
        return identity.id.withBytes { id in
            var at = 0
            while at < text.count, let found = find_bytes(base + at, text.count - at, id.baseAddress, id.count) {
                let place = found - base
                let start = find_last_byte(base, place, 0x0a).map { $0 - base + 1 } ?? 0
                let end = memchr(base + place, 0x0a, text.count - place).map { UnsafeRawPointer($0) - base }
                let line = text[start..<(end ?? text.count)]
                let event = reader.events(fromStored: UnsafeRawBufferPointer(rebasing: line)).first
                if let event, event.identity == identity { return event }
                at = line.endIndex
            }
            return nil
        }
    }

    /// Reads all events.
    private func read(_ identity: EventIdentity) -> Event? {
        for text in texts {
            let events = text.withUnsafeBytes { reader.events(fromStored: $0) }
            if let event = events.first(where: { $0.identity == identity }) { return event }
        }
        return nil
    }
}
