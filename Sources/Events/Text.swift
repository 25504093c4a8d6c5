/// Text as the rules see it: compared, ordered and hashed by its UTF-8 bytes.
///
/// `String` compares by canonical equivalence, so that two ways to write "é" are equal; here they are not,
/// because an id that a program wrote is the bytes that it wrote.
@usableFromInline
package struct Text: Sendable {
    @usableFromInline package let string: String

    package init(_ string: String) {
        var native = string
        native.makeContiguousUTF8()
        self.string = native
    }

    /// - Parameter bytes: UTF-8; what is none is replaced.
    package init(_ bytes: Slice<UnsafeRawBufferPointer>) { self.init(String(decoding: bytes, as: UTF8.self)) }

    /// Calls `body` with the UTF-8 bytes.
    @inlinable
    package func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        if let result = string.utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = string
        return copy.withUTF8(body)
    }

    /// Whether the bytes of `other` occur in this text; the empty text occurs in every text.
    package func contains(_ other: Text) -> Bool {
        withBytes { hay in
            other.withBytes { needle in
                guard needle.count <= hay.count else { return false }
                if needle.isEmpty { return true }
                for start in 0...(hay.count - needle.count) {
                    var length = 0
                    while length < needle.count, hay[start + length] == needle[length] { length += 1 }
                    if length == needle.count { return true }
                }
                return false
            }
        }
    }
}

/// The size of a String.
@usableFromInline
struct Words {
    @usableFromInline let low: UInt64
    @usableFromInline let high: UInt64
}

extension Text: Comparable, Hashable {
    @inlinable
    package static func == (a: Text, b: Text) -> Bool {
        // Equal words are one short text, or one storage; a short text may also have been left in a storage.
        let (x, y) = (unsafeBitCast(a.string, to: Words.self), unsafeBitCast(b.string, to: Words.self))
        if x.low == y.low, x.high == y.high { return true }
        return a.withBytes { x in b.withBytes { y in x.count == y.count && x.elementsEqual(y) } }
    }

    @inlinable
    package static func < (a: Text, b: Text) -> Bool {
        a.withBytes { x in b.withBytes { y in x.lexicographicallyPrecedes(y) } }
    }

    @inlinable
    package func hash(into hasher: inout Hasher) {
        withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xff))
    }
}

extension Text: ExpressibleByStringLiteral, CustomStringConvertible {
    @usableFromInline package init(stringLiteral value: String) { self.init(value) }
    @usableFromInline package var description: String { string }
}
