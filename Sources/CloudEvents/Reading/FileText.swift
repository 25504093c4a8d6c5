package import Events

/// The bytes of a file of events: an array, or memory that somebody else holds, such as a file that is mapped, which
/// copies nothing. A mapped file must not be cut short while it is read, or the process ends with SIGBUS; so the spool,
/// whose files are other people's, reads into arrays.
package struct FileText {
    private enum Storage {
        case array([UInt8])
        case held(UnsafeRawBufferPointer, by: AnyObject)
    }

    private let storage: Storage

    package init(_ bytes: [UInt8]) { storage = .array(bytes) }

    /// - Parameter owner: as long as it lives, the bytes stay where they are.
    package init(_ bytes: UnsafeRawBufferPointer, heldBy owner: AnyObject) { storage = .held(bytes, by: owner) }

    /// How many bytes it has.
    package var count: Int {
        switch storage {
        case .array(let bytes): return bytes.count
        case .held(let bytes, by: _): return bytes.count
        }
    }

    /// Where the bytes are just now. For a hint to the processor only: nobody may read there.
    package var address: UnsafeRawPointer? {
        switch storage {
        case .array(let bytes): return bytes.withUnsafeBytes { $0.baseAddress }
        case .held(let bytes, by: _): return bytes.baseAddress
        }
    }

    /// Calls `body` with the bytes.
    package func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        switch storage {
        case .array(let bytes):
            let result = bytes.withUnsafeBytes { text -> Result<R, E> in
                do throws(E) { return .success(try body(text)) } catch { return .failure(error) }
            }
            return try result.get()
        case .held(let bytes, by: let owner):
            defer { withExtendedLifetime(owner) {} }
            return try body(bytes)
        }
    }
}

extension FileText {
    /// The text of an event, on one line as it is kept.
    /// - Parameter range: of its bytes.
    package func line(_ range: Range<Int>) -> Text {
        withBytes { oneLine(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Appends the text of an event and a line end.
    package func appendLine(_ range: Range<Int>, to lines: inout [UInt8]) {
        withBytes { text in
            let piece = UnsafeRawBufferPointer(rebasing: text[range])
            if hasLineEnd(piece) {
                oneLine(piece).withBytes { lines.append(contentsOf: $0) }
            } else {
                lines.append(contentsOf: piece)
            }
        }
        lines.append(UInt8(ascii: "\n"))
    }
}
