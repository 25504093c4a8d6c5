import Glibc

/// `seal`, a short file beside the database that tells at the next start whether the database is what was left.
///
/// SQLite sees that pages contradict each other. It does not see that its write-ahead log was taken away, that the
/// file was emptied or exchanged for an older one, or that a byte of a text was flipped. So each transaction has a
/// number, and the seal holds the last one: the database must have reached it. After a clean end the seal also holds
/// the size of the database and a hash of its bytes.
///
/// One line of 64 bytes, written over in place: `running <turn>` or `closed <turn> <size> <hash>`.
struct StateSeal: Sendable, Equatable {
    enum Ending: Sendable, Equatable {
        /// The process still works on it, or was killed.
        case running
        case closed(size: Int, hash: UInt64)
    }
    /// The number of the last transaction: the database has this one, or a later one.
    var turn: Int
    var ending: Ending

    private static let length = 64

    /// What a file says; nil if there is none, or no sense in it.
    static func read(_ path: String) -> StateSeal? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: length + 1)
        guard Glibc.read(descriptor, &buffer, buffer.count) == length else { return nil }
        let words = String(decoding: buffer[..<length], as: UTF8.self).split { $0 == " " || $0 == "\n" }
        guard words.count >= 2, let turn = Int(words[1]) else { return nil }
        switch (words[0], words.count) {
        case ("running", 2): return StateSeal(turn: turn, ending: .running)
        case ("closed", 4):
            guard let size = Int(words[2]), let hash = UInt64(words[3], radix: 16) else { return nil }
            return StateSeal(turn: turn, ending: .closed(size: size, hash: hash))
        default: return nil
        }
    }

    /// Writes it in place.
    /// - Parameter durably: also through a power cut. While the daemon runs that is not needed: a seal that is older
    ///   than the database is true as well, and the database is durable first.
    /// - Returns: false with errno.
    @discardableResult
    func write(_ path: String, durably: Bool) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let text: String
        switch ending {
        case .running: text = "running \(turn)"
        case .closed(let size, let hash): text = "closed \(turn) \(size) \(String(hash, radix: 16))"
        }
        var line = Array(text.utf8)
        line += [UInt8](repeating: UInt8(ascii: " "), count: Self.length - 1 - line.count) + [UInt8(ascii: "\n")]
        var written = 0
        while written < line.count {
            let count = line[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        if !durably { return true }
        while fsync(descriptor) != 0 {
            // Only a signal: after another failure a second fsync would say yes to what is lost.
            guard errno == EINTR else { return false }
        }
        return true
    }

    /// The size and the hash of a file; nil if it cannot be read.
    ///
    /// FNV-1a over words of eight bytes: it guards against accidents, not against somebody who wants it to match.
    static func hash(of path: String) -> (size: Int, hash: UInt64)? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var size = 0
        var failed = false
        withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 16) { buffer in
            while true {
                // A database is a whole number of pages, so that only a damaged file ends within a word.
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                failed = count < 0
                if count <= 0 { return }
                size += count
                for at in stride(from: 0, to: count - count % 8, by: 8) {
                    let word = buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    hash = (hash ^ word) &* 0x0000_0100_0000_01b3
                    hash ^= hash >> 32
                }
                for at in (count - count % 8)..<count { hash = (hash ^ UInt64(buffer[at])) &* 0x0000_0100_0000_01b3 }
            }
        }
        return failed ? nil : (size, hash)
    }
}
