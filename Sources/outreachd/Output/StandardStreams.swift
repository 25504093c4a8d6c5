import Events
import Glibc
import Synchronization

/// A sentence on standard error: one line, or on a terminal as many as it needs. What came from outside shows nothing raw.
func complain(_ sentence: String) {
    let shown = sentence.printable
    guard let width = errorWidth, !shown.isEmpty else { return writeToError(shown) }
    for line in shown.wrapped(to: min(width, 100), indent: 2, breakingWords: false) { writeToError(line) }
}

/// Several lines on standard error, as a mistake in rules is told: line ends and tabs stay.
func complain(lines text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    writeToError(lines.map { $0.printable(keeping: "\t") }.joined(separator: "\n"))
}

/// One line of JSON on standard error.
func complain(json text: String) { writeToError(Array(text.utf8).withUnseenEscaped) }

/// Whether a person looks at standard error.
var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

/// Whether something could not be said on standard error.
private let errorWasLost = Atomic(false)

/// Ends the program. What standard output could not take after all, or standard error did not, is no success.
func endProgram(_ code: Int32) -> Never {
    // A disk over the network may refuse what it took when the file is closed.
    let copy = dup(STDOUT_FILENO)
    if copy >= 0, close(copy) != 0 { outputIsLost(errno) }
    exit(code == 0 && errorWasLost.load(ordering: .relaxed) ? 74 : code)
}

/// Writes all bytes to standard output, or ends the program.
func writeToOutput(_ bytes: [UInt8]) {
    if !writeAll(bytes, to: STDOUT_FILENO) { outputIsLost(errno) }
}

/// Writes text and a line end to standard error, with none of it changed.
func writeToError(_ text: String) { writeToError(Array(text.utf8)) }

private func writeToError(_ bytes: [UInt8]) {
    if !writeAll(bytes + [0x0a], to: STDERR_FILENO) { errorWasLost.store(true, ordering: .relaxed) }
}

private func outputIsLost(_ code: Int32) -> Never {
    if code == EPIPE {
        // Nobody reads on. Where the signal was turned off for us, we end as it would have ended us.
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
    }
    complain("outreachd: standard output cannot be written: \(String(cString: strerror(code)))")
    exit(74)  // EX_IOERR
}

/// Puts something into the place of each standard stream that is closed, so that no file that is opened later takes its
/// number. A closed stream can still be neither read nor written.
func holdStandardStreams() {
    for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
        // The lowest number that is free is this one.
        _ = open("/dev/null", mode)
    }
}

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
