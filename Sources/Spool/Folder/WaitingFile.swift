import CLinux
import Glibc

/// A file of events, whole.
package struct WaitingFile: Sendable {
    package let name: SpoolName
    /// What tells it from a later file of that name.
    package let fingerprint: Fingerprint
    package let bytes: [UInt8]
}
