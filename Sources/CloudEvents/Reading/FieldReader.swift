package import Events

/// The need of whoever folds events: the declared fields, without the text.
package final class FieldReader: EventReader {
    private var scan: EventScan
    private let asked: [Bool]

    /// - Parameters:
    ///   - schema: the types that rules declare.
    ///   - asked: for each of them, whether the fold asks about it. Nil: it asks about all.
    package init(schema: Schema, asked: [Bool]? = nil) {
        scan = EventScan(schema, .process)
        self.asked = asked ?? Array(repeating: true, count: schema.types.count)
    }

    package func open(_ file: FileText, format: InputFormat) throws(FileRejection) -> EventCursor {
        try scan.open(file, format: format)
    }

    package func next(_ cursor: inout EventCursor, upTo limit: Int, latest: Timestamp?) -> [ReadEvent] {
        asked.withUnsafeBufferPointer { asked in read(&cursor, limit, latest, asked) }
    }

    private func read(
        _ cursor: inout EventCursor, _ limit: Int, _ latest: Timestamp?, _ asked: UnsafeBufferPointer<Bool>
    ) -> [ReadEvent] {
        scan.next(&cursor, upTo: limit, latest: latest) { binding, piece, result in
            Self.item(&binding, piece, result, asked)
        }
    }

    /// What one text is, which is one event or none.
    package func one(_ text: UnsafeRawBufferPointer, latest: Timestamp?) -> ReadEvent {
        asked.withUnsafeBufferPointer { asked in
            scan.one(text, latest: latest) { binding, piece, result in Self.item(&binding, piece, result, asked) }
        }
    }

    @inline(__always)
    private static func item(
        _ binding: inout EventBinding, _ piece: EventCursor.Piece, _ result: Result<EventBinding.Checked, Rejection>,
        _ asked: UnsafeBufferPointer<Bool>
    ) -> ReadEvent {
        func read(_ outcome: ReadOutcome, _ identityHash: UInt64) -> ReadEvent {
            ReadEvent(line: piece.line, range: piece.range, identityHash: identityHash, outcome: outcome)
        }
        switch result {
        case .success(.declared(let bound)):
            return read(
                asked[bound.type]
                    ? .event(binding.event(bound)) : .passed(source: binding.source(bound), time: bound.time),
                bound.identityHash)
        case .success(.undeclared(let type, let bound)):
            return read(.undeclared(type: type, source: binding.source(bound), time: bound.time), bound.identityHash)
        case .failure(let rejection): return read(.rejected(rejection), 0)
        }
    }

    // MARK: Stored events

    /// The events of JSON texts that were accepted before, a line each, behind others. What does not fit the schema any
    /// more is left out.
    package func read(stored lines: UnsafeRawBufferPointer, to events: inout [Event]) {
        scan.readStored(lines) { binding, bound in events.append(binding.event(bound)) }
    }

    /// Finds among such texts those whose type the schema declares and that do not fit the declaration.
    /// - Parameter found: is handed the type of each, and what is wrong with it as one sentence.
    package func misfits(ofStored lines: UnsafeRawBufferPointer, _ found: (_ type: Text, _ detail: String) -> Void) {
        scan.readStored(lines, misfit: found) { _, _ in }
    }

    /// The same, alone.
    package func events(fromStored lines: UnsafeRawBufferPointer) -> [Event] {
        var events: [Event] = []
        read(stored: lines, to: &events)
        return events
    }

    /// The event of one such text; nil if it does not fit the schema any more.
    package func event(fromStored json: Text) -> Event? {
        json.withBytes { event(fromStored: UnsafeRawBufferPointer($0), 0..<$0.count) }
    }

    /// The same; some bytes behind the text spare a copy of it.
    package func event(fromStored bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Event? {
        scan.stored(bytes, range) { binding, bound in binding.event(bound) }
    }
}
