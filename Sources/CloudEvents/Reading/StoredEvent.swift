package import Events

/// What an event that was accepted before says of itself, and where it stands among others, one a line.
package struct StoredEvent: Comparable, Sendable {
    package let type: Text
    package let time: Timestamp
    package let identity: EventIdentity
    /// The bytes of its line.
    package let line: Range<Int>

    /// In the order of a timeline: by time, source, id.
    package static func < (a: StoredEvent, b: StoredEvent) -> Bool {
        a.time != b.time ? a.time < b.time : a.identity < b.identity
    }

    package static func == (a: StoredEvent, b: StoredEvent) -> Bool {
        a.time == b.time && a.identity == b.identity
    }
}

extension StoredEvent {
    /// Of a text that was parsed; nil if it is no event.
    fileprivate init?(_ parsed: Result<JSONNode, JSONError>, line: Range<Int>) {
        guard let identity = EventIdentity(parsed), case .success(let root) = parsed,
            let type = textMember("type", root), let text = textMember("time", root),
            let time = try? Timestamp.parse(text).get()
        else { return nil }
        self.init(type: TextCache.make(type), time: time, identity: identity, line: line)
    }
}

extension WholeEventReader {
    /// What stands in texts, one a line, in their order, whether or not a rule file declares the types; what is no event
    /// is left out.
    package func events(in lines: UnsafeRawBufferPointer) -> [StoredEvent] {
        var events: [StoredEvent] = []
        var shape = EventCursor.Shape.lines(at: 0, line: 1)
        while let piece = try? shape.next(lines) {
            let event = parser.parse(lines, piece.range) { StoredEvent($0, line: piece.range) }
            if let event { events.append(event) }
        }
        return events
    }
}
