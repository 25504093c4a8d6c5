import Events
import Glibc

/// What tells one state of a file from every other file and state of that name: device, inode, size, and the times of
/// the last change of content and of inode. Nobody can set the last of these.
package struct Fingerprint: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let modified: (seconds: Int64, nanoseconds: Int64)
    let changed: (seconds: Int64, nanoseconds: Int64)

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = (Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec))
        changed = (Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec))
    }

    /// 56 bytes, for keeping.
    package var bytes: [UInt8] {
        [
            device, inode, UInt64(bitPattern: size), UInt64(bitPattern: modified.seconds),
            UInt64(bitPattern: modified.nanoseconds), UInt64(bitPattern: changed.seconds),
            UInt64(bitPattern: changed.nanoseconds),
        ].flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
    }

    package static func == (a: Fingerprint, b: Fingerprint) -> Bool {
        a.device == b.device && a.inode == b.inode && a.size == b.size && a.modified == b.modified
            && a.changed == b.changed
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(inode)
        hasher.combine(changed.seconds)
        hasher.combine(changed.nanoseconds)
    }

    /// When content or inode were changed last.
    var changedAt: Timestamp { Timestamp(seconds: changed.seconds, nanoseconds: changed.nanoseconds) }

    /// Whether it is the same file, in whatever state.
    func isSameFile(as other: Fingerprint) -> Bool { device == other.device && inode == other.inode }

    /// Whether the inode was touched after the last write of content, as a rename into the folder does. A file that is
    /// being written in place has one time for both.
    var wasTouchedAfterWriting: Bool { changed > modified }
}
