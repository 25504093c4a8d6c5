package import Events

/// Whose event it is, where it came from, and of which type. Its identity is a hash beside it (`ReadEvent`); the id
/// itself stands in its text, and is read again only where a hash comes twice.
package struct Envelope: Sendable {
    package let source: Text
    /// Its `subject`.
    package let customer: Text
    package let type: TypeOfEvent
    package let time: Timestamp

    package enum TypeOfEvent: Hashable, Sendable {
        /// By its index in the `Schema`.
        case declared(Int)
        /// By its name: no rule file declares it.
        case undeclared(Text)
    }
}
