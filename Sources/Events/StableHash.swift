/// A 64-bit hash that is the same in every process and every version, so that it may be kept on disk; Swift's own
/// differs from process to process. Eight bytes at a time, mixed as wyhash does (Wang Yi): both halves of a 128-bit
/// product.
///
/// It is not proof against somebody who looks for collisions, so whoever finds one hash twice compares the texts.
@usableFromInline
package struct StableHash: Sendable {
    @usableFromInline package var value: UInt64 = 0x9e37_79b9_7f4a_7c15

    @inlinable
    package init() {}

    /// Adds a text, so that no two lists of texts are mixed the same way.
    @inlinable
    package mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        let text = UnsafeRawBufferPointer(bytes)
        var hash = value ^ UInt64(text.count)
        var at = 0
        while at + 8 <= text.count {
            hash = Self.folded(hash ^ UInt64(littleEndian: text.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
            at += 8
        }
        if at < text.count {
            var rest: UInt64 = 0
            var shift: UInt64 = 0
            while at < text.count {
                rest |= UInt64(text[at]) << shift
                shift += 8
                at += 1
            }
            hash = Self.folded(hash ^ rest)
        }
        value = hash
    }

    @inlinable
    package mutating func add(_ text: Text) { text.withBytes { add($0) } }

    @inlinable
    static func folded(_ value: UInt64) -> UInt64 {
        let (high, low) = (value ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
        return high ^ low
    }
}

extension EventIdentity {
    package var stableHash: UInt64 {
        var hash = StableHash()
        hash.add(source)
        hash.add(id)
        return hash.value
    }
}
