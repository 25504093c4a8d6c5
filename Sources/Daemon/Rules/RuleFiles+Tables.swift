import Glibc
package import RuleLanguage

extension RuleFiles {
    /// The same rule files, and behind them the files of their tables; one that cannot be read with the reason, so that it
    /// is told where the table is declared.
    package static func withTables(_ rules: [Source]) -> [Source] {
        var left = Compilation.mostTableBytes
        return rules
            + tablePaths(in: rules).map { path in
                do throws(Unreadable) {
                    let bytes = try bytes(of: path, atMost: left)
                    left -= bytes.count
                    return Source(path: path, bytes: bytes, kind: .table)
                } catch {
                    return Source(path: path, bytes: [], kind: .unreadable(error.reason))
                }
            }
    }

    private struct Unreadable: Error {
        var reason: String
    }

    private static func bytes(of path: String, atMost most: Int) throws(Unreadable) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Unreadable(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Unreadable(reason: "it is no regular file")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(clamping: min(Int(status.st_size), most)))
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw Unreadable(reason: String(cString: strerror(errno)))
            }
            if count == 0 { return bytes }
            guard bytes.count + count <= most else {
                throw Unreadable(reason: "the tables of a program have at most 64 MiB together")
            }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
