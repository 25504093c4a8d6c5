public import Events

/// The events that came before, for telling duplicates from conflicts in memory.
public struct KnownEvents {
    /// What a further event is.
    public enum Standing: Hashable, Sendable {
        case new
        /// The same source, id and content as one before.
        case duplicate
        /// The same source and id, but other content.
        case conflict
    }

    private var contents: [EventIdentity: Text] = [:]

    public init() {}

    /// Looks an event up, and remembers it if it is new.
    public mutating func admit(_ event: Event, _ reader: EventReader) -> Standing {
        if let before = contents[event.identity] {
            return reader.sameContent(before, event.json) ? .duplicate : .conflict
        }
        contents[event.identity] = event.json
        return .new
    }
}
