package import Events

/// One event of a file, as `EnvelopeReader` reads it: where it stands, and what became of it.
package struct ReadEnvelope: Sendable {
    /// The line of the file on which it starts, from 1.
    package let line: Int
    /// Its bytes in the file.
    package let range: Range<Int>
    /// The hash of source and id by the reader's key; of no meaning for what is not good.
    package let identityHash: UInt64
    package let outcome: Outcome

    package enum Outcome: Sendable {
        /// A good event; of one whose type is not declared, no field is looked at.
        case envelope(Envelope)
        indirect case rejected(Rejection)
    }
}
