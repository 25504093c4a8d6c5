import Glibc

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
