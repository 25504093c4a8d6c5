import Glibc

/// A folder that is held open: names in it are found without a walk along its path, and they are names in this folder
/// whatever stands at the path meanwhile. It keeps its file system from being unmounted.
final class OpenFolder: Sendable {
    let path: String
    let descriptor: Int32
    /// As whom this process opened it.
    let user = geteuid()

    init(_ path: String) throws(SpoolError) {
        self.path = path
        descriptor = again { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        if descriptor < 0 { throw .cannotList(path: path, errno: errno) }
    }

    deinit { close(descriptor) }

    /// The names in it in any order, without `.` and `..`.
    func names() throws(SpoolError) -> [SpoolName] {
        // The listing closes its descriptor, and has its place in common with it.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0, let stream = fdopendir(copy) else {
            let code = errno
            if copy >= 0 { close(copy) }
            throw .cannotList(path: path, errno: code)
        }
        defer { closedir(stream) }
        rewinddir(stream)
        var names: [SpoolName] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw .cannotList(path: path, errno: errno) }
                return names
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [UInt8(ascii: ".")], name != [UInt8(ascii: "."), UInt8(ascii: ".")] {
                names.append(SpoolName(bytes: name, isRegular: entry.pointee.d_type == UInt8(DT_REG)))
            }
        }
    }

    /// Makes the names in it durable.
    func sync() throws(SpoolError) {
        // fsync is not called again after a failure: it would say yes to what is lost.
        guard again({ fsync(descriptor) }) == 0 else { throw .cannotSync(path: path, errno: errno) }
    }
}
