package import Events

/// Reads CloudEvents 1.0 in JSON: one object, an array, or one a line.
///
/// A reader keeps buffers and texts that come again; use one for many files, from one task at a time.
/// Nothing that it takes from a file is held for longer than the read.
package final class EventReader {
    /// The types that rules declare.
    package let schema: Schema
    private let parser = JSONParser()
    private var otherParser: JSONParser?
    private var binding: EventBinding

    /// - Parameters:
    ///   - wanted: for each type of the schema, whether its events are of use; others are checked and passed over.
    ///     Nil: all are.
    ///   - keepsText: whether events carry their JSON text.
    ///   - keepsFields: whether they carry the declared fields, which are checked anyway.
    ///   - key: by which their identities are hashed.
    package init(
        schema: Schema, wanted: [Bool]? = nil, keepsText: Bool = true, keepsFields: Bool = true,
        key: HashKey = .process
    ) {
        self.schema = schema
        binding = EventBinding(
            schema: schema, wanted: wanted, keepsText: keepsText, keepsFields: keepsFields, key: key)
    }

    // MARK: Files

    /// All events of a file. Throws if it is not JSON at all; then nothing of it counts.
    /// An event later than `latest` is rejected; nil is no such check.
    package func read(
        _ bytes: [UInt8], format: InputFormat, latest: Timestamp?
    ) throws(FileRejection) -> [ReadEvent] {
        var cursor = try open(bytes, format: format)
        return next(&cursor, upTo: .max, latest: latest)
    }

    /// Looks whether bytes are JSON, and stands before their first event. Reading piece by piece keeps memory flat.
    /// Throws if they are not JSON at all: a document that does not parse, or lines of which none does.
    package func open(_ file: FileText, format: InputFormat) throws(FileRejection) -> EventCursor {
        defer { parser.trim() }
        return try opened(file, format, parser)
    }

    /// The same of bytes in memory.
    package func open(_ bytes: [UInt8], format: InputFormat) throws(FileRejection) -> EventCursor {
        try open(FileText(bytes), format: format)
    }

    /// The next events, at most `limit` of them; none at the end.
    package func next(_ cursor: inout EventCursor, upTo limit: Int, latest: Timestamp?) -> [ReadEvent] {
        var events: [ReadEvent] = []
        events.reserveCapacity(min(limit, 1_024))
        let file = cursor.file
        file.withBytes { text in
            // `open` has seen that an array is whole.
            while events.count < limit, let piece = try? cursor.next(text) {
                var identityHash: UInt64 = 0
                let outcome = outcome(text, piece, latest, &identityHash)
                events.append(
                    ReadEvent(line: piece.line, range: piece.range, identityHash: identityHash, outcome: outcome))
            }
        }
        if events.isEmpty { parser.trim() }
        return events
    }

    private func outcome(
        _ text: UnsafeRawBufferPointer, _ piece: EventCursor.Piece, _ latest: Timestamp?, _ identityHash: inout UInt64
    ) -> ReadOutcome {
        let input = UnsafeRawBufferPointer(rebasing: text[piece.range])
        return parser.parse(text, piece.range) { result in
            switch result {
            case .success(let root):
                do throws(Fault) {
                    switch try binding.bind(root, text: input, latest: latest, identityHash: &identityHash) {
                    case .event(let event): return .event(event)
                    case .passed(let time): return .passed(time: time)
                    case .undeclared(let type, let time): return .undeclared(type: type, time: time)
                    }
                } catch {
                    return rejected(error.code, error.detail, input, piece.line)
                }
            case .failure(let error):
                return rejected(code(of: error), "the event \(error.sentence)", input, piece.line)
            }
        }
    }

    private func rejected(
        _ code: RejectionCode, _ detail: String, _ input: UnsafeRawBufferPointer, _ line: Int
    ) -> ReadOutcome {
        .rejected(
            Rejection(line: line, code: code, detail: detail, input: String(decoding: input, as: UTF8.self)))
    }

    private func code(of error: JSONError) -> RejectionCode {
        switch error {
        case .empty, .syntax, .string, .number, .memory: return .notJSON
        case .utf8: return .notUTF8
        case .numberRange: return .numberRange
        case .depth: return .tooDeep
        case .tooLarge: return .tooLarge
        }
    }

    // MARK: Stored events

    /// The event of a JSON text that was accepted before, under this schema; nil if it does not fit that any more.
    package func event(fromStored json: Text) -> Event? {
        json.withBytes { bytes in
            let text = UnsafeRawBufferPointer(bytes)
            return parser.parse(text, 0..<text.count) { result in
                guard case .success(let root) = result else { return nil }
                var identityHash: UInt64 = 0
                guard
                    case .event(let event)? = try? binding.bind(
                        root, text: text, latest: nil, identityHash: &identityHash)
                else { return nil }
                return event
            }
        }
    }

    /// The events of texts that were accepted before, a line each, as `event(fromStored:)`.
    package func events(fromStored lines: UnsafeRawBufferPointer) -> [Event] {
        var events: [Event] = []
        read(stored: lines, to: &events)
        return events
    }

    /// The same, behind others.
    package func read(stored lines: UnsafeRawBufferPointer, to events: inout [Event]) {
        var shape = EventCursor.Shape.lines(at: 0, line: 1)
        while let piece = try? shape.next(lines) {
            parser.parse(lines, piece.range) { result in
                var identityHash: UInt64 = 0
                guard case .success(let root) = result,
                    case .event(let event)? = try? binding.bind(
                        root, text: UnsafeRawBufferPointer(rebasing: lines[piece.range]), latest: nil,
                        identityHash: &identityHash)
                else { return }
                events.append(event)
            }
        }
    }

    /// The identity of a JSON text that was accepted before, whatever its type; nil if it is none.
    package func identity(ofStored json: Text) -> EventIdentity? {
        json.withBytes { bytes in identity(UnsafeRawBufferPointer(bytes), 0..<bytes.count) }
    }

    /// The identities of texts that were accepted before, a line each, in their order; what is none is left out.
    package func identities(ofStored lines: UnsafeRawBufferPointer) -> [EventIdentity] {
        var identities: [EventIdentity] = []
        eachIdentity(ofStored: lines) { identity, _ in
            identities.append(identity)
            return true
        }
        return identities
    }

    /// The same one by one, each with the bytes of its line.
    /// - Parameter body: says whether to go on.
    package func eachIdentity(
        ofStored lines: UnsafeRawBufferPointer, _ body: (_ identity: EventIdentity, _ line: Range<Int>) -> Bool
    ) {
        var shape = EventCursor.Shape.lines(at: 0, line: 1)
        while let piece = try? shape.next(lines) {
            if let identity = identity(lines, piece.range), !body(identity, piece.range) { return }
        }
    }

    private func identity(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> EventIdentity? {
        parser.parse(text, range) { result in
            guard case .success(let root) = result, let source = textMember("source", root),
                let id = textMember("id", root)
            else { return nil }
            return EventIdentity(source: TextCache.make(source), id: TextCache.make(id))
        }
    }

    /// The rejection of an accepted event of a file, for another of its source and id came first.
    package func conflict(_ item: ReadEvent, in file: FileText) -> Rejection {
        file.withBytes { text in
            let piece = UnsafeRawBufferPointer(rebasing: text[item.range])
            return parser.parse(piece, 0..<piece.count) { result in
                var source: Text = ""
                var id: Text = ""
                if case .success(let root) = result {
                    source = textMember("source", root).map { TextCache.make($0) } ?? ""
                    id = textMember("id", root).map { TextCache.make($0) } ?? ""
                }
                return .conflict(
                    line: item.line, identity: EventIdentity(source: source, id: id), input: oneLine(piece))
            }
        }
    }

    /// Whether two JSON texts have equal values: the order of keys, white space, the spelling of numbers and the
    /// escapes in strings do not matter. A text that is not JSON equals only itself.
    package func sameContent(_ a: Text, _ b: Text) -> Bool {
        if a == b { return true }
        return a.withBytes { x in
            b.withBytes { y in
                bothParsed(UnsafeRawBufferPointer(x), UnsafeRawBufferPointer(y), sameValue) ?? false
            }
        }
    }

    /// What the second of two accepted events is to the first.
    func standing(
        of second: UnsafeRawBufferPointer, after first: UnsafeRawBufferPointer
    ) -> KnownEvents.Standing {
        bothParsed(first, second) { a, b in
            guard sameMember("source", a, b), sameMember("id", a, b) else { return .new }
            return sameValue(a, b) ? .duplicate : .conflict
        } ?? .new
    }

    private func bothParsed<R>(
        _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, _ body: (JSONNode, JSONNode) -> R
    ) -> R? {
        let other = otherParser ?? JSONParser()
        otherParser = other
        return parser.parse(a, 0..<a.count) { first in
            other.parse(b, 0..<b.count) { second in
                guard case .success(let a) = first, case .success(let b) = second else { return nil }
                return body(a, b)
            }
        }
    }
}
