import Glibc

/// Whether standard error goes to the journal (systemd.exec(5), `JOURNAL_STREAM`): then entries may as well be sent
/// with their fields. On a terminal, or with standard error led elsewhere, plain lines are what is wanted.
package func standardErrorIsJournal() -> Bool {
    guard let stream = getenv("JOURNAL_STREAM") else { return false }
    var status = stat()
    guard fstat(STDERR_FILENO, &status) == 0 else { return false }
    return String(cString: stream) == "\(status.st_dev):\(status.st_ino)"
}
