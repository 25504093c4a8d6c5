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

    /// The JSON text of an event.
    func text(of event: Event) throws -> Text {
        let identity = event.identity
        if let text = search(identity) ?? read(identity) { return text }
        let candidates = try store.known([identity.stableHash])[0] ?? []
        return candidates.first { reader.identity(ofStored: $0) == identity } ?? event.json
    }

    /// Looks where the id stands; an id that JSON has escaped is not found.
    private func search(_ identity: EventIdentity) -> Text? {
        for text in texts {
            if let found = text.withUnsafeBytes({ search(identity, in: $0) }) { return found }
        }
        return nil
    }

    private func search(_ identity: EventIdentity, in text: UnsafeRawBufferPointer) -> Text? {
        guard let base = text.baseAddress else { return nil }
        return identity.id.withBytes { id in
            var at = 0
            while at < text.count, let found = find_bytes(base + at, text.count - at, id.baseAddress, id.count) {
                let place = found - base
                let start = find_last_byte(base, place, 0x0a).map { $0 - base + 1 } ?? 0
                let end = memchr(base + place, 0x0a, text.count - place).map { UnsafeRawPointer($0) - base }
                let line = text[start..<(end ?? text.count)]
                if let event = event(line, identity) { return event }
                at = line.endIndex
            }
            return nil
        }
    }

    /// Looks at every event.
    private func read(_ identity: EventIdentity) -> Text? {
        for text in texts {
            let found = text.withUnsafeBytes { text in
                text.split(separator: 0x0a).lazy.compactMap { event($0, identity) }.first
            }
            if let found { return found }
        }
        return nil
    }

    /// A line, if it is the event.
    private func event(_ line: Slice<UnsafeRawBufferPointer>, _ identity: EventIdentity) -> Text? {
        let text = Text(String(decoding: line, as: UTF8.self))
        return reader.identity(ofStored: text) == identity ? text : nil
    }
}
