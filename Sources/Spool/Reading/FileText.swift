public import Events
import Glibc

/// The bytes of a file of events: an array, or a file of the reader's own that is mapped into memory, which copies
/// nothing. A mapped file must not be cut short while it is read, or the process ends with SIGBUS; so the spool, whose
/// files are other people's, reads into arrays.
public struct FileText {
    private enum Storage {
        case array([UInt8])
        case mapping(Mapping)
    }

    private let storage: Storage

    public init(_ bytes: [UInt8]) { storage = .array(bytes) }

    /// Nil if the descriptor is not of a regular file with something in it, or it cannot be mapped.
    public init?(mapping descriptor: Int32) {
        guard let mapping = Mapping(descriptor) else { return nil }
        storage = .mapping(mapping)
    }

    /// How many bytes it has.
    public var count: Int {
        switch storage {
        case .array(let bytes): return bytes.count
        case .mapping(let mapping): return mapping.bytes.count
        }
    }

    /// Calls `body` with the bytes.
    public func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        switch storage {
        case .array(let bytes):
            let result = bytes.withUnsafeBytes { text -> Result<R, E> in
                do throws(E) { return .success(try body(text)) } catch { return .failure(error) }
            }
            return try result.get()
        case .mapping(let mapping):
            return try body(mapping.bytes)
        }
    }

    private final class Mapping {
        let bytes: UnsafeRawBufferPointer

        init?(_ descriptor: Int32) {
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
                let base = mmap(
                    nil, Int(status.st_size), PROT_READ, Int32(MAP_PRIVATE) | Int32(MAP_POPULATE), descriptor, 0),
                base != MAP_FAILED
            else { return nil }
            bytes = UnsafeRawBufferPointer(start: base, count: Int(status.st_size))
        }

        deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
    }
}

extension FileText {
    /// The text of an event, on one line as it is kept.
    /// - Parameter range: of its bytes.
    public func line(_ range: Range<Int>) -> Text {
        withBytes { oneLine(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Appends the text of an event and a line end.
    public func appendLine(_ range: Range<Int>, to lines: inout [UInt8]) {
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
