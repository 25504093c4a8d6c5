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
