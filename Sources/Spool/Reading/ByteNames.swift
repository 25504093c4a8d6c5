import Events
import Glibc

/// Whether two runs of bytes are the same.
@inline(__always)
func equal(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    guard let x = a.baseAddress, let y = b.baseAddress else { return true }
    return memcmp(x, y, a.count) == 0
}

/// Whether bytes spell a word of ours.
@inline(__always)
func equal(_ a: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    guard a.count == word.utf8CodeUnitCount, let x = a.baseAddress else { return false }
    return memcmp(x, word.utf8Start, a.count) == 0
}

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

/// Texts that come again and again, such as the sources: made once, then shared.
struct TextCache {
    private var slots: [Text] = Array(repeating: Text(""), count: 256)

    /// The text of UTF-8 bytes.
    @inline(__always)
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Text {
        // Up to 15 bytes a String holds in itself.
        guard bytes.count > 15, let base = bytes.baseAddress else { return TextCache.make(bytes) }
        let head = UnsafeRawPointer(base).loadUnaligned(as: UInt64.self)
        let tail = UnsafeRawPointer(base + bytes.count - 8).loadUnaligned(as: UInt64.self)
        let mixed = (head ^ (tail &* 0x9e37_79b9_7f4a_7c15) ^ UInt64(bytes.count)) &* 0xff51_afd7_ed55_8ccd
        let slot = Int(truncatingIfNeeded: mixed &>> 56)
        if slots[slot].withBytes({ equal($0, bytes) }) { return slots[slot] }
        let text = TextCache.make(bytes)
        slots[slot] = text
        return text
    }

    @inline(__always)
    static func make(_ bytes: UnsafeBufferPointer<UInt8>) -> Text { Text(String(decoding: bytes, as: UTF8.self)) }
}

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
