import ArgumentParser
import Events
import Glibc
import Spool

/// Reads files of events for the commands that work without a spool: duplicates are dropped, rejections told.
struct EventInput {
    private let reader: EventReader
    private var known = KnownEvents()
    /// How many events, or whole files, were rejected.
    private(set) var rejected = 0
    private var progress = Progress(what: "events read")

    init(schema: Schema) { reader = EventReader(schema: schema) }

    /// Reads one file, `-` for standard input, and hands on each event that is new.
    mutating func read(_ path: String, event: (Event) -> Void, undeclared: (Timestamp) -> Void) throws {
        let bytes = try readAll(path)
        do {
            var cursor = try reader.open(bytes, format: path == "-" ? .sniff : InputFormat(fileName: path))
            while true {
                let batch = reader.next(&cursor, upTo: 10_000, latest: nil)
                if batch.isEmpty { break }
                progress.advance(batch.count)
                for item in batch {
                    switch item.outcome {
                    case .event(let found):
                        switch known.admit(found, reader) {
                        case .new: event(found)
                        case .duplicate: break
                        case .conflict: reject(.conflict(line: item.line, event: found))
                        }
                    case .undeclared(_, let time): undeclared(time)
                    case .rejected(let rejection): reject(rejection)
                    }
                }
            }
        } catch {
            rejected += 1
            complain(error.json(file: path))
        }
        progress.finish()
    }

    private mutating func reject(_ rejection: Rejection) {
        rejected += 1
        progress.clear()
        complain(rejection.json)
    }
}

/// All bytes of a file; `-` is standard input. What cannot be read ends the command with a sentence.
func readAll(_ path: String) throws -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { if path != "-" { close(descriptor) } }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 1)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw unreadable(path) }
        if count == 0 { return bytes }
        bytes.append(contentsOf: buffer[..<count])
    }
}

private func unreadable(_ path: String) -> ExitCode {
    complain("outreachd: \(path): cannot be read: \(String(cString: strerror(errno)))")
    return ExitCode(66)  // EX_NOINPUT
}
