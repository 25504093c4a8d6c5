import Glibc

/// A regular file mapped into memory for as long as this lives.
final class FileMapping {
    let bytes: UnsafeRawBufferPointer

    /// Nil if the descriptor is not of a regular file with something in it, or it cannot be mapped.
    init?(_ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
            let base = mmap(
                nil, Int(status.st_size), PROT_READ, Int32(MAP_PRIVATE) | Int32(MAP_POPULATE), descriptor, 0),
            base != MAP_FAILED
        else { return nil }
        bytes = UnsafeRawBufferPointer(start: base, count: Int(status.st_size))
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
