import Glibc

/// `suspects` in the state folder: the spool files that a turn works on, so that a file that brings the daemon down
/// is known at the next start.
///
/// It is written without a sync: it shall outlive the process, and a power cut is no file's fault.
package struct CrashNote: Sendable {
    private let path: String

    package init(folder: String) { path = folder + "/suspects" }

    /// Notes what is being worked on, before it is.
    /// - Parameter crashes: how often each of the files will have brought the process down, if this note is found.
    package func write(_ names: [[UInt8]], crashes: Int) {
        // A name holds any byte but these two.
        replace(Array("\(crashes)/".utf8) + names.joined(separator: [0]))
    }

    /// Notes that nothing is being worked on.
    package func clear() { replace([]) }

    /// The files that were worked on when the process ended, and how often it did so.
    package func read() -> (names: [[UInt8]], crashes: Int)? {
        guard let bytes = readNote(path) else { return nil }
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")),
            let crashes = Int(String(decoding: bytes[..<slash], as: UTF8.self))
        else { return nil }
        let names = bytes[(slash + 1)...].split(separator: 0).map { Array($0) }
        return names.isEmpty ? nil : (names, crashes)
    }

    private func replace(_ bytes: [UInt8]) { replaceNote(path, bytes) }
}

/// The bytes of a small file; nil if it cannot be read.
func readNote(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return bytes }
        bytes += buffer[..<count]
    }
}

/// What cannot be written is not missed: it only helps.
func replaceNote(_ path: String, _ bytes: [UInt8]) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if !bytes.isEmpty { _ = Glibc.write(descriptor, bytes, bytes.count) }
}
