package import Events

/// `folding` in the state folder: the customer who is worked on, so that one who brings the daemon down, or whom it does
/// not come to an end with, is known at the next start.
///
/// It is written without a sync: it shall outlive the process, and a power cut is nobody's fault.
package struct FoldNote: Sendable {
    private let path: String

    package init(folder: String) { path = folder + "/folding" }

    package func write(_ customer: Text) { replaceNote(path, [UInt8](customer.string.utf8)) }

    /// Notes that nobody is worked on.
    package func clear() { replaceNote(path, []) }

    /// Who was worked on when the process ended.
    package func read() -> Text? {
        guard let bytes = readNote(path), !bytes.isEmpty else { return nil }
        return Text(String(decoding: bytes, as: UTF8.self))
    }
}
