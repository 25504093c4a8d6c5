package import Events
import Glibc

/// `ledger/`: a file of NDJSON for each month, `2026-03.ndjson`, that only grows.
///
/// Where it ends is kept elsewhere: what lies behind that end was left by a write that was interrupted, and is written
/// again, to the same place.
package struct LedgerFolder: Sendable {
    package let path: String

    /// Makes the folder if it is missing, for nobody else to read, as the state is. Its files are for the group of a folder
    /// that the site has made and lets its group read.
    package init(path: String) throws(TaskFilesError) {
        self.path = path
        try TaskFolder.make(path, mode: 0o700)
    }

    /// The file to which lines belong that are written at this time: that of its month, in UTC.
    package static func file(at time: Timestamp) -> String {
        String(time.utc.date.description.prefix("2026-03".utf8.count)) + suffix
    }

    /// In bytes; 0 where there is no such file.
    package func size(of file: String) throws(TaskFilesError) -> Int {
        let path = path + "/" + file
        var status = stat()
        if lstat(path, &status) == 0 { return Int(status.st_size) }
        guard errno == ENOENT else { throw TaskFilesError(.read, path) }
        return 0
    }

    /// Of a new file.
    private var mode: mode_t {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o040 != 0 ? 0o640 : 0o600
    }

    /// Makes lines durable at a place in a file, and removes what lay behind it. Where the text before that place does not
    /// end a line, as somebody else may have left it, the line is ended first.
    /// - Returns: the end of the file.
    package func write(_ blocks: [[UInt8]], to file: String, at place: Int) throws(TaskFilesError) -> Int {
        let path = path + "/" + file
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        var descriptor = again { open(path, flags, 0o600) }
        if descriptor < 0, errno == ENOENT {
            // Somebody took the folder away.
            try TaskFolder.make(self.path, mode: 0o700)
            descriptor = again { open(path, flags, 0o600) }
        }
        guard descriptor >= 0 else { throw TaskFilesError(.write, path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw TaskFilesError(.write, path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw TaskFilesError(.write, path, errno: EINVAL) }
        // The mask of the process may have taken something away.
        if status.st_size == 0, status.st_mode & 0o777 != mode { fchmod(descriptor, mode) }
        if Int(status.st_size) > place, again({ ftruncate(descriptor, place) }) != 0 {
            throw TaskFilesError(.write, path)
        }
        var end = place
        if place > 0 {
            var last: UInt8 = 0
            guard pread(descriptor, &last, 1, place - 1) == 1 else { throw TaskFilesError(.read, path) }
            if last != UInt8(ascii: "\n") { try Self.write([UInt8(ascii: "\n")], to: descriptor, at: &end, path) }
        }
        for block in blocks { try Self.write(block, to: descriptor, at: &end, path) }
        guard again({ fdatasync(descriptor) }) == 0 else { throw TaskFilesError(.sync, path) }
        if place == 0 { try TaskFolder.sync(folder: self.path) }
        return end
    }

    private static func write(
        _ bytes: [UInt8], to descriptor: Int32, at place: inout Int, _ path: String
    ) throws(TaskFilesError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, place) }
            if count < 0 {
                if errno == EINTR { continue }
                throw TaskFilesError(.write, path)
            }
            place += count
            rest = rest.dropFirst(count)
        }
    }

    /// The number of the last whole line of the newest file; 0 where there is none.
    package func lastNumber() throws(TaskFilesError) -> Int {
        for file in try files().reversed() {
            if let number = try lastNumber(of: file) { return number }
        }
        return 0
    }

    /// The names of its files, in the order of the months.
    package func files() throws(TaskFilesError) -> [String] { try Self.files(in: path) }

    /// The names of the ledger's files in a folder, in the order of the months.
    package static func files(in path: String) throws(TaskFilesError) -> [String] {
        guard let folder = opendir(path) else { throw TaskFilesError(.list, path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if isName(name) { names.append(name) }
        }
        return names.sorted()
    }

    private static func isName(_ name: String) -> Bool {
        guard name.hasSuffix(suffix) else { return false }
        return CalendarDate(Text(name.dropLast(suffix.utf8.count) + "-01")) != nil
    }

    /// Nil if there is none among what ends the file.
    private func lastNumber(of file: String) throws(TaskFilesError) -> Int? {
        let path = path + "/" + file
        let descriptor = again { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
        guard descriptor >= 0 else { throw TaskFilesError(.read, path) }
        defer { close(descriptor) }
        let size = try size(of: file)
        var length = Self.shortTail
        while true {
            let place = max(0, size - length)
            var bytes = [UInt8](repeating: 0, count: size - place)
            let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, place) }
            guard count == bytes.count else { throw TaskFilesError(.read, path) }
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            // The first may be cut off at its beginning, the last is cut off at its end, or empty.
            let whole = lines.dropFirst(place == 0 ? 0 : 1).dropLast()
            if let number = whole.reversed().lazy.compactMap(Self.number).first { return number }
            if place == 0 { return nil }
            length *= 16
        }
    }

    private static let suffix = ".ndjson"
    private static let shortTail = 65_536

    /// Each line begins with its number: `{"seq":12,`.
    private static func number(of line: ArraySlice<UInt8>) -> Int? {
        let start = Array(#"{"seq":"#.utf8)
        guard line.starts(with: start) else { return nil }
        let digits = line.dropFirst(start.count).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
