import Events

/// Texts that come again and again, such as the sources: made once, then shared.
struct TextCache {
    private let key = HashKey.process
    private var slots: [Text] = Array(repeating: Text(""), count: 256)

    /// The text of UTF-8 bytes.
    @inline(__always)
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Text {
        // Up to 15 bytes a String holds in itself.
        guard bytes.count > 15, let base = bytes.baseAddress else { return TextCache.make(bytes) }
        let slot = slot(base, bytes.count)
        if slots[slot].withBytes({ equal($0, bytes) }) { return slots[slot] }
        let text = TextCache.make(bytes)
        slots[slot] = text
        return text
    }

    /// Where a text has its place: by its first and last eight bytes, and its length.
    @inline(__always)
    func slot(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let head = UnsafeRawPointer(base).loadUnaligned(as: UInt64.self)
        let tail = UnsafeRawPointer(base + count - 8).loadUnaligned(as: UInt64.self)
        return Int(truncatingIfNeeded: key.hash(of: head, tail ^ UInt64(count)) & 0xff)
    }

    @inline(__always)
    static func make(_ bytes: UnsafeBufferPointer<UInt8>) -> Text { Text(String(decoding: bytes, as: UTF8.self)) }
}
