import Events

/// One event of a file, as `EnvelopeReader` reads it: where it stands, and what became of it.
package struct ReadEnvelope: Sendable {
    /// The line of the file on which it starts, from 1.
    package let line: Int
    /// Its bytes in the file.
    package let range: Range<Int>
    /// The hash of source and id by the reader's key; of no meaning for what is not good.
    package let identityHash: UInt64
    package let outcome: Outcome

    /// The same event, which does not count because of who brought it.
    /// - Parameters:
    ///   - file: in which it stands.
    ///   - detail: who may say it.
    package func notAllowed(in file: FileText, _ detail: String) -> ReadEnvelope {
        file.withBytes { text in
            let rejection = Rejection(
                line: line, code: .notAllowed, detail: detail,
                input: UnsafeRawBufferPointer(rebasing: text[range]))
            return ReadEnvelope(
                line: line, range: range, identityHash: identityHash, outcome: .rejected(rejection))
        }
    }

    package enum Outcome: Sendable {
        /// A good event; of one whose type is not declared, no field is looked at.
        case envelope(Envelope)
        indirect case rejected(Rejection)
    }
}
