import CLinux
package import Events
import Glibc

/// The need of whoever shows events, or compares with them: which events stand whole in texts that were accepted before,
/// and where.
package final class WholeEventReader {
    let parser = JSONParser()

    package init() {}

    /// The text of an event, looked for where its id stands; nil if it is not found so: an id that JSON has escaped is
    /// not.
    /// - Parameters:
    ///   - lines: texts, one a line.
    ///   - tries: how many lines may still be read in which the id stands as something else.
    package func text(
        of identity: EventIdentity, in lines: UnsafeRawBufferPointer, tries: inout Int
    ) -> Text? {
        guard let base = lines.baseAddress else { return nil }
        return identity.id.withBytes { id in
            var at = 0
            while tries > 0, at < lines.count,
                let found = find_bytes(base + at, lines.count - at, id.baseAddress, id.count)
            {
                let place = found - base
                let start = find_last_byte(base, place, 0x0a).map { $0 - base + 1 } ?? 0
                let end = memchr(base + place, 0x0a, lines.count - place).map { UnsafeRawPointer($0) - base }
                let line = start..<(end ?? lines.count)
                if isText(lines, line, of: identity) { return Text(lines[line]) }
                tries -= 1
                at = line.upperBound
            }
            return nil
        }
    }

    /// Whether a text is that of an event.
    package func isText(_ text: Text, of identity: EventIdentity) -> Bool {
        text.withBytes { isText(UnsafeRawBufferPointer($0), 0..<$0.count, of: identity) }
    }

    /// The identities of texts, one a line, in their order; what is none is left out.
    package func identities(of lines: UnsafeRawBufferPointer) -> [EventIdentity] {
        var identities: [EventIdentity] = []
        eachIdentity(of: lines) { identity, _ in
            identities.append(identity)
            return true
        }
        return identities
    }

    /// The identity of one text; nil if it has none.
    package func identity(of text: Text) -> EventIdentity? {
        text.withBytes { parser.parse(UnsafeRawBufferPointer($0), 0..<$0.count, EventIdentity.init) }
    }

    /// The same one by one, each with the bytes of its line.
    /// - Parameter body: says whether to go on.
    package func eachIdentity(
        of lines: UnsafeRawBufferPointer, _ body: (_ identity: EventIdentity, _ line: Range<Int>) -> Bool
    ) {
        var shape = EventCursor.Shape.lines(at: 0, line: 1)
        while let piece = try? shape.next(lines) {
            let identity = parser.parse(lines, piece.range, EventIdentity.init)
            if let identity, !body(identity, piece.range) { return }
        }
    }

    /// Where texts come from, one a line, and when what they tell happened, in their order; what is no event is left out.
    package func eachMoment(
        of lines: UnsafeRawBufferPointer, _ body: (_ source: Text, _ time: Timestamp) -> Void
    ) {
        var shape = EventCursor.Shape.lines(at: 0, line: 1)
        while let piece = try? shape.next(lines) {
            let moment = parser.parse(lines, piece.range) { result -> (Text, Timestamp)? in
                guard case .success(let root) = result, let source = textMember("source", root),
                    let text = textMember("time", root), let time = try? Timestamp.parse(text).get()
                else { return nil }
                return (TextCache.make(source), time)
            }
            if let moment { body(moment.0, moment.1) }
        }
    }

    private func isText(_ text: UnsafeRawBufferPointer, _ range: Range<Int>, of identity: EventIdentity) -> Bool {
        parser.parse(text, range) { result in
            guard case .success(let root) = result, let source = textMember("source", root),
                let id = textMember("id", root)
            else { return false }
            return identity.source.withBytes { equal($0, source) } && identity.id.withBytes { equal($0, id) }
        }
    }
}

extension EventIdentity {
    /// Of a text that was parsed; nil if it has none.
    init?(_ parsed: Result<JSONNode, JSONError>) {
        guard case .success(let root) = parsed, let source = textMember("source", root),
            let id = textMember("id", root)
        else { return nil }
        self.init(source: TextCache.make(source), id: TextCache.make(id))
    }
}
