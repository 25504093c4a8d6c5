import Events

/// A fixed list of names in which bytes are looked up without making a string of them.
struct NameTable {
    private let names: [[UInt8]]
    /// Index + 1 of a name, by hash; 0 is free. At most half full.
    private var slots: [Int32]

    /// The names must differ.
    init(_ texts: [Text]) {
        names = texts.map { $0.withBytes { Array($0) } }
        var size = 8
        while size < 2 * names.count { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for (index, name) in names.enumerated() {
            var slot = name.withUnsafeBufferPointer { NameTable.hash($0) } & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(index + 1)
        }
    }

    @inline(__always)
    func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = NameTable.hash(name) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if names[index].withUnsafeBufferPointer({ equal($0, name) }) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// FNV-1a.
    @inline(__always)
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return Int(truncatingIfNeeded: hash & 0x7fff_ffff)
    }
}
