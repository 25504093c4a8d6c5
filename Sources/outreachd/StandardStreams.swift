import Glibc

/// Writes to standard output in large pieces, and to standard error at once.
struct StandardOutput: ~Copyable {
    private var buffer: [UInt8] = []

    mutating func line(_ bytes: some Sequence<UInt8>) {
        buffer.append(contentsOf: bytes)
        buffer.append(0x0a)
        if buffer.count > 1 << 16 { flush() }
    }

    /// As it stands, without a line end.
    mutating func text(_ bytes: [UInt8]) { buffer.append(contentsOf: bytes) }

    mutating func line(_ text: String) { line(text.utf8) }

    mutating func flush() {
        writeAll(buffer, to: STDOUT_FILENO)
        buffer.removeAll(keepingCapacity: true)
    }
}

/// One line on standard error.
func complain(_ text: String) { writeAll(Array((text + "\n").utf8), to: STDERR_FILENO) }

/// Whether a person looks at standard error.
var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

/// Writes all bytes; false if that failed, with `errno` saying why.
@discardableResult
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
        var written = 0
        while written < buffer.count {
            let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            written += count
        }
        return true
    }
}
