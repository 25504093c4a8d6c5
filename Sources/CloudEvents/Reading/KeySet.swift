/// Finds a key that comes twice in an object.
struct KeySet {
    private var few: [UnsafeBufferPointer<UInt8>] = []
    /// A bit for each key seen, by length and ends: a clear bit says that a key is new.
    private var filter: UInt64 = 0
    private var many: Set<Key> = []
    private static let fewAtMost = 32

    @inline(__always)
    mutating func removeAll() {
        few.removeAll(keepingCapacity: true)
        filter = 0
        if !many.isEmpty { many = [] }
    }

    /// False if the key is in already. The bytes must stay until `removeAll`.
    @inline(__always)
    mutating func insert(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        if few.count == KeySet.fewAtMost { return insertAmongMany(key) }
        let mark = key.isEmpty ? 0 : Int(key[0]) &* 7 &+ Int(key[key.count - 1]) &* 3 &+ key.count
        let bit = UInt64(1) &<< UInt64(mark & 63)
        if filter & bit != 0 {
            for known in few where equal(known, key) { return false }
        }
        filter |= bit
        few.append(key)
        return true
    }

    private mutating func insertAmongMany(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        if many.isEmpty { many = Set(few.map(Key.init)) }
        return many.insert(Key(bytes: key)).inserted
    }

    private struct Key: Hashable {
        let bytes: UnsafeBufferPointer<UInt8>
        static func == (a: Key, b: Key) -> Bool { equal(a.bytes, b.bytes) }
        func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
    }
}
