import Glibc

/// Copies a file into a spool as a writer should: whole, durable, and by rename.
package func copyFile(_ path: String, intoSpool spool: String, named name: SpoolName) throws(SpoolError) {
    let descriptor = again { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
    guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
    defer { close(descriptor) }
    guard let bytes = readAll(descriptor, expected: 1 << 16, limit: .max - 1) else {
        throw .cannotRead(path: path, errno: errno)
    }
    try dropEvents(bytes, named: name, into: spool)
}

/// Writes a new file durably.
package func writeFile(_ bytes: [UInt8], to path: String) throws(SpoolError) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
    let folder = parent(of: path)
    try writeDurably(bytes, Path(folder, SpoolName(String(path[slash...]))))
    try syncFolder(folder)
}

/// Removes a folder that was made for the moment, with all that is in it. What cannot be removed stays.
package func removeTree(_ path: String) {
    guard let names = try? listFolder(path) else { return }
    for name in names {
        let inside = Path(path, name)
        if let status = inside.status(), status.st_mode & S_IFMT == S_IFDIR {
            removeTree(inside.description)
        } else {
            _ = inside.withCString { unlink($0) }
        }
    }
    _ = rmdir(path)
}
