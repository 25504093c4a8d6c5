import Glibc
import Report

/// Writes a page to a file, whole or not at all; what was there before is replaced.
func write(_ page: ReportPage, to path: String) throws {
    let temporary = path + ".tmp-\(getpid())"
    func fail() -> any Error {
        let code = errno
        unlink(temporary)
        return failure("\(path): cannot be written: \(String(cString: strerror(code)))", .cannotCreate)
    }
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw fail() }
    defer { close(file) }
    var rest = page.bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        if count < 0 {
            if errno == EINTR { continue }
            throw fail()
        }
        rest = rest.dropFirst(count)
    }
    guard rename(temporary, path) == 0 else { throw fail() }
}
