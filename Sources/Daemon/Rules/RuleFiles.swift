import Glibc
package import RuleLanguage

/// Reads rule files from disk, for the daemon and for every command that takes paths of rules.
package struct RuleFiles {
    /// The files that some paths stand for, each once, in the order in which they make up the program.
    ///
    /// A file is taken whatever its name. A directory is read as one program: all its `*.rules`, sub-folders too,
    /// sorted by the bytes of their paths; names that start with a dot (an editor's) are passed over. A file that
    /// two of the paths reach is read once. Of more than a program may have no more is read than shows that.
    package static func read(_ paths: [String]) throws(RuleFilesError) -> [Source] {
        var found = Found()
        for path in paths {
            var status = stat()
            guard fstatat(AT_FDCWD, path, &status, 0) == 0 else { throw .unreadable(path: path, errno: errno) }
            guard isDirectory(status) else {
                try found.add(path, status)
                continue
            }
            var inside: [String] = []
            guard try found.collect(trimmed(path), status, into: &inside) else { continue }
            if inside.isEmpty { throw .noRules(path: path) }
            inside.sort { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            for path in inside {
                guard fstatat(AT_FDCWD, path, &status, 0) == 0 else { throw .unreadable(path: path, errno: errno) }
                try found.add(path, status)
            }
        }
        return found.sources
    }
}

/// Why rule files could not be read.
package enum RuleFilesError: Error, Equatable, Sendable {
    case unreadable(path: String, errno: Int32)
    /// A directory without any `*.rules`.
    case noRules(path: String)
    /// It is written again and again.
    case changing(path: String)

    /// One sentence for the person who named the path.
    package var sentence: String {
        switch self {
        case .unreadable(let path, let code): return "\(path): cannot be read: \(String(cString: strerror(code)))"
        case .noRules(let path): return "\(path): holds no file that ends in .rules"
        case .changing(let path): return "\(path): is being changed all the time; reload when it is finished"
        }
    }
}

private func isDirectory(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

/// `rules/` and `rules` are the same folder; diagnostics show it without the slash.
private func trimmed(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    return path
}

/// What has been read so far, and which files that was.
private struct Found {
    struct FileID: Hashable {
        var device: UInt
        var inode: UInt
        init(_ status: stat) {
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
        }
    }

    var sources: [Source] = []
    /// The bytes of all of them.
    private var total = 0
    private var seen: Set<FileID> = []

    /// Puts the paths of all `*.rules` below a directory into `paths`.
    /// - Returns: false if the directory has been read already.
    @discardableResult
    mutating func collect(
        _ directory: String, _ status: stat, into paths: inout [String]
    ) throws(RuleFilesError) -> Bool {
        // A symbolic link may lead back up: each folder is entered once.
        guard seen.insert(FileID(status)).inserted else { return false }
        guard let handle = opendir(directory) else { throw .unreadable(path: directory, errno: errno) }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            let path = directory == "/" ? "/" + name : directory + "/" + name
            var inner = stat()
            guard fstatat(AT_FDCWD, path, &inner, 0) == 0 else {
                if name.hasSuffix(".rules") { throw .unreadable(path: path, errno: errno) }
                continue
            }
            if isDirectory(inner) {
                try collect(path, inner, into: &paths)
            } else if name.hasSuffix(".rules"), inner.st_mode & S_IFMT == S_IFREG {
                paths.append(path)
            }
        }
        return true
    }

    /// Reads one file, unless it has been read already, or too much has.
    mutating func add(_ path: String, _ status: stat) throws(RuleFilesError) {
        let room = Compilation.mostBytes + 1 - total
        guard room > 0, seen.insert(FileID(status)).inserted else { return }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path: path, errno: errno)
            }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<min(count, room - bytes.count)])
            if bytes.count == room { break }
        }
        total += bytes.count
        sources.append(Source(path: path, bytes: bytes))
    }
}
