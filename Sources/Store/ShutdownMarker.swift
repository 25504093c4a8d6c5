import Glibc

/// `seal`, a short file beside the database that tells at the next start whether the database is what was left.
///
/// SQLite sees that pages contradict each other. It does not see that its write-ahead log was taken away, that the
/// file was emptied or exchanged for an older one, or that a byte of a text was flipped. So each transaction has a
/// number, and the seal holds the last one: the database must have reached it. After a clean end the seal also holds
/// the size of the database and a hash of its bytes.
///
/// One line of 64 bytes, written over in place: `running <turn>`, or `sealed <turn> <size> <hash>`; older versions wrote
/// `closed` and a hash of another form.
struct ShutdownMarker: Sendable, Equatable {
    enum Ending: Sendable, Equatable {
        /// The process still works on it, or was killed.
        case running
        case closed(size: Int, hash: UInt64, HashForm)
    }
    /// How the bytes were hashed, named as the seal names it.
    enum HashForm: String, Sendable {
        /// FNV-1a over words of eight bytes, one after the other.
        case one = "closed"
        /// The same in four lanes, which the processor works on at once.
        case four = "sealed"
    }
    /// The number of the last transaction: the database has this one, or a later one.
    var turn: Int
    var ending: Ending

    private static let length = 64

    /// What a file says; nil if there is none, or no sense in it.
    static func read(_ path: String) -> ShutdownMarker? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: length + 1)
        guard Glibc.read(descriptor, &buffer, buffer.count) == length else { return nil }
        let words = String(decoding: buffer[..<length], as: UTF8.self).split { $0 == " " || $0 == "\n" }
        guard words.count >= 2, let turn = Int(words[1]) else { return nil }
        switch (words[0], words.count) {
        case ("running", 2): return ShutdownMarker(turn: turn, ending: .running)
        case (let word, 4):
            guard let form = HashForm(rawValue: String(word)), let size = Int(words[2]),
                let hash = UInt64(words[3], radix: 16)
            else { return nil }
            return ShutdownMarker(turn: turn, ending: .closed(size: size, hash: hash, form))
        default: return nil
        }
    }

    /// Writes it in place.
    /// - Parameter durably: also through a power cut. While the daemon runs that is not needed: a seal that is older
    ///   than the database is true as well, and the database is durable first.
    /// - Returns: false with errno.
    @discardableResult
    func write(_ path: String, durably: Bool) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let text: String
        switch ending {
        case .running: text = "running \(turn)"
        case .closed(let size, let hash, let form):
            text = "\(form.rawValue) \(turn) \(size) \(String(hash, radix: 16))"
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
    /// It guards against accidents, not against somebody who wants it to match.
    static func hash(of path: String, _ form: HashForm = .four) -> (size: Int, hash: UInt64)? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var hash = FileHash(form)
        var size = 0
        var failed = false
        withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            while true {
                // A whole buffer each time, so that a word is always in the same lane.
                var count = 0
                while count < buffer.count {
                    let more = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
                    if more < 0, errno == EINTR { continue }
                    failed = more < 0
                    if more <= 0 { break }
                    count += more
                }
                size += count
                hash.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                if failed || count < buffer.count { return }
            }
        }
        return failed ? nil : (size, hash.value)
    }
}

/// The hash of a file in pieces; each but the last is a multiple of 32 bytes. For a given place in the file every step
/// is a bijection, so that two files that differ within one word never have one hash.
private struct FileHash {
    private let form: ShutdownMarker.HashForm
    private var lanes: (UInt64, UInt64, UInt64, UInt64)

    init(_ form: ShutdownMarker.HashForm) {
        self.form = form
        let start: UInt64 = 0xcbf2_9ce4_8422_2325
        lanes = (start, start &+ 1, start &+ 2, start &+ 3)
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var (a, b, c, d) = lanes
        var at = 0
        switch form {
        case .one: break
        case .four:
            while at + 32 <= bytes.count {
                a = mixed(a, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                b = mixed(b, bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self))
                c = mixed(c, bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self))
                d = mixed(d, bytes.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self))
                at += 32
            }
        }
        while at + 8 <= bytes.count {
            a = mixed(a, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at += 8
        }
        // A database is a whole number of pages, so that only a damaged file ends within a word.
        while at < bytes.count {
            a = (a ^ UInt64(bytes[at])) &* Self.prime
            at += 1
        }
        lanes = (a, b, c, d)
    }

    var value: UInt64 {
        switch form {
        case .one: return lanes.0
        case .four: return mixed(mixed(mixed(lanes.0, lanes.1), lanes.2), lanes.3)
        }
    }

    private static let prime: UInt64 = 0x0000_0100_0000_01b3

    @inline(__always)
    private func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* Self.prime
        return product ^ product >> 32
    }
}
