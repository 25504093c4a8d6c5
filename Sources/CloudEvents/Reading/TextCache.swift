import Events

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
