/// Why the bytes of a state cannot be read.
@usableFromInline
package enum StateError: Error, Equatable, Sendable {
    case unknownVersion(UInt8)
    case damaged

    /// One sentence for the person who runs the daemon.
    package var sentence: String {
        switch self {
        case .unknownVersion(let version):
            return
                "a customer's state was written by another version of outreachd (form \(version)): run that version, or a newer one"
        case .damaged: return "a customer's state is damaged: it cannot be read back from its bytes"
        }
    }
}
