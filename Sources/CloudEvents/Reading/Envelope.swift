package import Events

/// Whose event it is, where it came from, and of which type. Its identity is a hash beside it (`ReadEvent`); the id
/// itself stands in its text, and is read again only where a hash comes twice.
package struct Envelope: Sendable {
    package let source: Text
    /// Its `subject`.
    package let customer: Text
    /// The index of its type in the `Schema`.
    package let type: Int
    package let time: Timestamp
}
