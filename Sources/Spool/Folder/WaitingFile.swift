import CLinux
import Glibc

/// A file of events: whole, or as it is.
package struct WaitingFile: Sendable {
    package let name: SpoolName
    /// What tells it from a later file of that name.
    package let fingerprint: Fingerprint
    package let bytes: [UInt8]
    /// The uid of its owner, of the descriptor that was read.
    package let owner: UInt32
    /// Whether it may still grow, for nothing tells whether somebody writes it. It stays in `incoming/`, is left out of
    /// listings for a while, and is then taken once more.
    package let isInDoubt: Bool
}
