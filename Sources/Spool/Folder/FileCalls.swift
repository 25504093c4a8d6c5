import Glibc

/// Calls until no signal came between.
func again(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

/// Reads from a descriptor up to `limit` bytes or the end; nil with errno.
func readAll(_ descriptor: Int32, expected: Int, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var failed = false
    // One more than expected, so that the end shows itself in the first call.
    var room = min(expected, limit) + 1
    while bytes.count < limit {
        let filled = bytes.count
        let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            while count < room {
                let n = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, room - count)
                if n < 0, errno == EINTR { continue }
                if n < 0 { failed = true }
                if n <= 0 { break }
                count += n
                // That there is no more is seen by the file's size, which is asked for before and after.
                if filled == 0, count == expected { break }
            }
        }
        if failed { return nil }
        bytes = filled == 0 ? part : bytes + part
        if part.count < room { break }
        room = min(1 << 20, limit)
    }
    return bytes
}

/// Writes all bytes, through short writes and signals; false with errno.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
        var written = 0
        while written < buffer.count {
            let n = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            if n < 0, errno == EINTR { continue }
            if n < 0 { return false }
            if n == 0 {
                errno = EIO
                return false
            }
            written += n
        }
        return true
    }
}

/// Makes the names in a folder durable.
func syncFolder(_ path: String) throws(SpoolError) {
    let descriptor = again { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
    defer { close(descriptor) }
    // fsync is not called again after a failure: it would say yes to what is lost.
    guard again({ fsync(descriptor) }) == 0 else { throw .cannotSync(path: path, errno: errno) }
}

/// Writes a file under a name that nobody reads, durable but for its name, which `folder` must still be synced for.
func writeDurably(_ bytes: [UInt8], _ path: Path) throws(SpoolError) {
    let descriptor = path.open(O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path: path.description, errno: errno) }
    var failure: SpoolError?
    if !writeAll(descriptor, bytes) {
        failure = .cannotWrite(path: path.description, errno: errno)
    } else if again({ fsync(descriptor) }) != 0 {
        failure = .cannotSync(path: path.description, errno: errno)
    }
    if close(descriptor) != 0, failure == nil, errno != EINTR {
        failure = .cannotWrite(path: path.description, errno: errno)
    }
    guard let failure else { return }
    // What is half written is no use to anybody, and may be what fills the disk.
    _ = path.withCString { unlink($0) }
    throw failure
}
