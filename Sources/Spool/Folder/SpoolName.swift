import Glibc

/// The name of a file in a spool folder: bytes, as the kernel has it, UTF-8 or not.
package struct SpoolName: Sendable {
    package let bytes: [UInt8]
    /// Whether the listing that the name is of said that a regular file has it; of no meaning for the name itself.
    let isRegular: Bool

    /// The bytes of a name as `readdir` gives it: no `/`, no NUL.
    package init(bytes: [UInt8]) { self.init(bytes: bytes, isRegular: false) }

    init(bytes: [UInt8], isRegular: Bool) {
        self.bytes = bytes
        self.isRegular = isRegular
    }

    package init(_ name: String) { self.init(bytes: Array(name.utf8)) }

    /// Whether a writer is still at it by its name: it starts with `.` or ends in `.tmp` or `.part`.
    package var isUnfinished: Bool { Spool.isUnfinished(bytes) }

    /// The name with an ending, cut to the 255 bytes that a name may have; a cut name carries a hash of the whole.
    func appending(_ ending: String) -> SpoolName {
        let room = 255 - ending.utf8.count
        if bytes.count <= room { return SpoolName(bytes: bytes + Array(ending.utf8)) }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let mark = "~" + String(hash, radix: 16)
        var kept = bytes.prefix(room - mark.utf8.count)
        // Not within a character.
        while let last = kept.last, last & 0xc0 == 0x80 { kept.removeLast() }
        if let last = kept.last, last >= 0xc0 { kept.removeLast() }
        return SpoolName(bytes: Array(kept) + Array((mark + ending).utf8))
    }
}

/// Whether a writer is still at a file by its name: it starts with `.` or ends in `.tmp` or `.part`.
func isUnfinished(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    name.first == UInt8(ascii: ".") || ends(name, with: ".tmp") || ends(name, with: ".part")
}

private func ends(_ name: some BidirectionalCollection<UInt8>, with ending: StaticString) -> Bool {
    ending.withUTF8Buffer { name.suffix($0.count).elementsEqual($0) }
}

extension SpoolName: Comparable, Hashable {
    package static func == (a: SpoolName, b: SpoolName) -> Bool { a.bytes == b.bytes }

    package static func < (a: SpoolName, b: SpoolName) -> Bool {
        let order = a.bytes.withUnsafeBytes { x in
            b.bytes.withUnsafeBytes { y -> Int32 in
                guard let x = x.baseAddress, let y = y.baseAddress else { return 0 }
                return memcmp(x, y, min(a.bytes.count, b.bytes.count))
            }
        }
        return order == 0 ? a.bytes.count < b.bytes.count : order < 0
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension SpoolName: CustomStringConvertible {
    /// The name as text; bytes that are no UTF-8 are replaced by U+FFFD.
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}
