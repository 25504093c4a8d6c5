package import Events

/// The need of whoever takes events in: each is checked whole, and of a good one the envelope is kept.
package final class EnvelopeReader: EventReader {
    private var scan: EventScan

    /// - Parameters:
    ///   - schema: the types that rules declare.
    ///   - key: by which identities are hashed.
    package init(schema: Schema, key: HashKey = .process) { scan = EventScan(schema, key) }

    package func open(_ file: FileText, format: InputFormat) throws(FileRejection) -> EventCursor {
        try scan.open(file, format: format)
    }

    package func next(_ cursor: inout EventCursor, upTo limit: Int, latest: Timestamp?) -> [ReadEnvelope] {
        scan.next(&cursor, upTo: limit, latest: latest, Self.item)
    }

    /// What one text is, which is one event or none.
    package func one(_ text: UnsafeRawBufferPointer, latest: Timestamp?) -> ReadEnvelope {
        scan.one(text, latest: latest, Self.item)
    }

    @inline(__always)
    private static func item(
        _ binding: inout EventBinding, _ piece: EventCursor.Piece, _ result: Result<EventBinding.Checked, Rejection>
    ) -> ReadEnvelope {
        var identityHash: UInt64 = 0
        let outcome: ReadEnvelope.Outcome
        switch result {
        case .success(.declared(let bound)):
            identityHash = bound.identityHash
            outcome = .envelope(binding.envelope(bound, .declared(bound.type)))
        case .success(.undeclared(let type, let bound)):
            identityHash = bound.identityHash
            outcome = .envelope(binding.envelope(bound, .undeclared(type)))
        case .failure(let rejection): outcome = .rejected(rejection)
        }
        return ReadEnvelope(line: piece.line, range: piece.range, identityHash: identityHash, outcome: outcome)
    }
}
