import CloudEvents
import ArgumentParser
import Engine
import TaskDispatch
import Events
import Glibc
import Spool

/// Reads files of events for the commands that work without a spool: duplicates are dropped, rejections told.
struct EventInput {
    private let reader: FieldReader
    private var known = KnownEvents()
    /// How many events, or whole files, were rejected.
    private(set) var rejected = 0
    /// Which types of events there were.
    private(set) var types: SeenTypes
    /// Of the file that is being read.
    private var rejections = FileRejections()
    private var progress = Progress(what: "events read")
    /// In its place, where it is known how much there is to read.
    private var bar: ProgressBar?
    private var bytes = (read: 0, all: 0)

    /// - Parameter asked: for each type, whether its events are of use; of others it is only told where they come from and when they happened. Nil: all are.
    init(schema: Schema, asked: [Bool]? = nil) {
        reader = FieldReader(schema: schema, asked: asked)
        types = SeenTypes(schema)
    }

    /// Shows a bar while these files are read.
    mutating func showBar(for paths: [String]) {
        var all = 0
        for path in paths {
            var status = stat()
            guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
            all += Int(status.st_size)
        }
        bytes.all = all
        bar = ProgressBar("reading", unit: "events")
    }

    /// Reads one file, `-` for standard input, and hands on what is new in it, event by event.
    mutating func read(_ path: String, body: (consuming Replay.Input) -> Void) throws {
        let file = try fileText(path)
        known.open(file)
        known.makeRoom(forBytes: file.count)
        rejections = FileRejections()
        do {
            var cursor = try reader.open(file, format: path == "-" ? .sniff : InputFormat(fileName: path))
            while true {
                let batch = reader.next(&cursor, upTo: 256, latest: nil)
                if batch.isEmpty { break }
                known.expect(batch)
                advance(batch)
                // By place: an item is large, and need not be copied.
                for place in batch.indices {
                    switch batch[place].outcome {
                    case .event(let event):
                        types.take(event.type)
                        if isNew(batch, place) { body(.event(event)) }
                    case .passed(let source, let time):
                        if isNew(batch, place) { body(.passed(source: source, time: time)) }
                    case .undeclared(let type, let source, let time):
                        types.take(undeclared: type)
                        if isNew(batch, place) { body(.passed(source: source, time: time)) }
                    case .rejected(let rejection): reject(rejection)
                    }
                }
            }
        } catch {
            rejected += 1
            complain(json: error.json(file: path))
        }
        progress.finish()
        bytes.read += file.count
        bar?.finish()
        if rejections.areTooMany { complain(json: rejections.summary(file: path)) }
    }

    private mutating func advance(_ batch: [ReadEvent]) {
        guard bar != nil else { return progress.advance(batch.count) }
        let read = bytes.read + (batch.last?.range.upperBound ?? 0)
        bar?.advance(batch.count, share: bytes.all > 0 ? Double(read) / Double(bytes.all) : nil)
    }

    private mutating func isNew(_ batch: [ReadEvent], _ place: Int) -> Bool {
        let range = batch[place].range
        switch known.admit(batch[place].identityHash, at: range).standing {
        case .new: return true
        case .duplicate: return false
        case .conflict:
            reject(known.conflict(at: KnownEvents.Place(file: known.file, range: range), line: batch[place].line))
            return false
        }
    }

    private mutating func reject(_ rejection: Rejection) {
        rejected += 1
        guard rejections.add(rejection) else { return }
        progress.clear()
        bar?.finish()
        complain(json: rejection.json)
    }
}

/// The bytes of a file, without a copy where that can be had; `-` is standard input.
private func fileText(_ path: String) throws -> FileText {
    if path != "-" {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        if let mapped = FileMapping(descriptor) { return FileText(mapped.bytes, heldBy: mapped) }
    }
    return FileText(try readAll(path))
}

/// All bytes of a file; `-` is standard input. What cannot be read ends the command with a sentence.
func readAll(_ path: String) throws -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    if path == "-", isatty(STDIN_FILENO) == 1 {
        complain("outreachd: reading what you type, until Ctrl-D on a line of its own; or name a file, and Ctrl-C ends")
    }
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
    failure("\(path): cannot be read: \(String(cString: strerror(errno)))", .noInput)
}
