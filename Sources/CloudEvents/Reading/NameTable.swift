import Events

/// A fixed list of names in which bytes are looked up without making a string of them.
struct NameTable {
    /// One behind the other; each ends where the next starts.
    private let names: [UInt8]
    private let starts: [Int]
    /// Index + 1 of a name, by hash; 0 is free. At most half full.
    private var slots: [Int32]

    /// The names must differ.
    init(_ texts: [Text]) {
        var names: [UInt8] = []
        var starts = [0]
        for text in texts {
            text.withBytes { names.append(contentsOf: $0) }
            starts.append(names.count)
        }
        self.names = names
        self.starts = starts
        var size = 8
        while size < 2 * texts.count { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for (index, text) in texts.enumerated() {
            var slot = text.withBytes { NameTable.hash($0) } & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(index + 1)
        }
    }

    @inline(__always)
    func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = NameTable.hash(name) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            let isSame = names.withUnsafeBufferPointer {
                equal(UnsafeBufferPointer(rebasing: $0[starts[index]..<starts[index + 1]]), name)
            }
            if isSame { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Eight bytes at a time; the first and last ones of a short name overlap.
    @inline(__always)
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = UInt64(bytes.count)
        if let base = bytes.baseAddress.map({ UnsafeRawPointer($0) }) {
            var at = 0
            while at + 8 <= bytes.count {
                hash = (hash ^ base.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x9e37_79b9_7f4a_7c15
                hash ^= hash &>> 32
                at += 8
            }
            if at > 0 {
                hash ^= base.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
            } else {
                while at < bytes.count {
                    hash = hash &<< 8 ^ UInt64(bytes[at])
                    at += 1
                }
            }
            hash = hash &* 0xff51_afd7_ed55_8ccd
        }
        return Int(truncatingIfNeeded: hash &>> 33)
    }
}
