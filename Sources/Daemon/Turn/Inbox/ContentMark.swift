/// What tells the content of a spool file from another content under the same name: its length and a 64-bit hash, 16
/// bytes. Inode and times would not do: a file that is restored, or copied to another disk, is the same input still.
///
/// The hash multiplies and folds eight bytes at a time (the step of Knuth's multiplicative hashing, "The Art of
/// Computer Programming" 6.4). It guards against accidents; a writer who makes two contents collide on purpose, in
/// one name, and around a crash, loses its own events.
enum ContentMark {
    static func bytes(of content: [UInt8]) -> [UInt8] { bytes(of: content, first: content.count) }

    /// How many bytes the content has that a mark is of.
    static func count(_ mark: [UInt8]) -> Int? {
        guard mark.count == 16 else { return nil }
        return Int(exactly: mark.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) })
    }

    /// Whether a mark is of what a content begins with.
    static func isOfBeginning(_ mark: [UInt8], of content: [UInt8]) -> Bool {
        guard let count = count(mark), count < content.count else { return false }
        return mark == bytes(of: content, first: count)
    }

    private static func bytes(of content: [UInt8], first count: Int) -> [UInt8] {
        var hash = UInt64(count)
        content.withUnsafeBytes { content in
            let buffer = UnsafeRawBufferPointer(rebasing: content[..<count])
            var at = 0
            while at + 8 <= buffer.count {
                hash = folded(hash, buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                at += 8
            }
            var rest: UInt64 = 0
            while at < buffer.count {
                rest = rest << 8 | UInt64(buffer[at])
                at += 1
            }
            hash = folded(hash, rest)
        }
        return [UInt64(count), hash].flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
    }

    @inline(__always)
    private static func folded(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let (high, low) = (hash ^ word ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
        return high ^ low ^ hash &<< 1
    }
}
