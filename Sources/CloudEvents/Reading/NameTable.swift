import Events

/// A fixed list of names in which bytes are looked up without making a string of them.
struct NameTable {
    private let key: HashKey
    /// One behind the other; each ends where the next starts.
    private let names: [UInt8]
    private let starts: [Int]
    /// Index + 1 of a name, by hash; 0 is free. At most half full.
    private var slots: [Int32]

    /// - Parameters:
    ///   - texts: the names, which must differ.
    ///   - key: by which they are hashed.
    init(_ texts: [Text], key: HashKey = .process) {
        self.key = key
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
            var slot = text.withBytes { home(of: $0) }
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(index + 1)
        }
    }

    @inline(__always)
    func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = home(of: name)
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

    /// How many slots a look-up of a name reads before it comes to a free one.
    func probes(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var probes = 0
        while slots[(home(of: name) + probes) & (slots.count - 1)] != 0 { probes += 1 }
        return probes
    }

    @inline(__always)
    private func home(of name: UnsafeBufferPointer<UInt8>) -> Int {
        Int(truncatingIfNeeded: key.hash(of: name)) & (slots.count - 1)
    }
}
