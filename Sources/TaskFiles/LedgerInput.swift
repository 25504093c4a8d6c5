import Glibc

/// A file of the ledger that is read line by line, and never whole in memory.
package struct LedgerInput {
    private let path: String

    package init(path: String) { self.path = path }

    private static let piece = 1 << 20

    /// Calls `body` with each line, without its end, and its number from 1; with a last line that was not ended yet not: a
    /// daemon may just be writing it.
    package func eachLine(_ body: (_ number: Int, UnsafeBufferPointer<UInt8>) -> Void) throws(TaskFilesError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw TaskFilesError(.read, path) }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: Self.piece)
        var filled = 0
        var number = 0
        while true {
            // A line that is longer than the buffer.
            if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
            let count = buffer.withUnsafeMutableBytes { bytes in
                read(file, bytes.baseAddress?.advanced(by: filled), bytes.count - filled)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw TaskFilesError(.read, path)
            }
            if count == 0 { return }
            filled += count
            let taken = buffer.withUnsafeBufferPointer { bytes in
                eachLine(UnsafeBufferPointer(rebasing: bytes[..<filled]), &number, body)
            }
            buffer.withUnsafeMutableBytes { bytes in
                bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[taken..<filled]))
            }
            filled -= taken
        }
    }

    /// - Returns: how many bytes the lines take.
    private func eachLine(
        _ bytes: UnsafeBufferPointer<UInt8>, _ number: inout Int,
        _ body: (_ number: Int, UnsafeBufferPointer<UInt8>) -> Void
    ) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var start = 0
        while let end = memchr(base + start, 0x0a, bytes.count - start) {
            let length = UnsafeRawPointer(end) - UnsafeRawPointer(base + start)
            number += 1
            if length > 0 { body(number, UnsafeBufferPointer(start: base + start, count: length)) }
            start += length + 1
            if start == bytes.count { break }
        }
        return start
    }
}
