/// A secret of 128 bits, and the hash of texts that it makes: for tables that are filled from outside.
///
/// Whoever knows how a table hashes can send texts that all lie in one place of it, and each look-up then walks over
/// all of them. Without the key nobody can tell which texts those are.
///
/// The mixing is wyhash's (Wang Yi and others, "Modern Non-Cryptographic Hash Function and Pseudorandom Number
/// Generator"; https://github.com/wangyi-fudan/wyhash): 16 bytes at a time, each half of them hidden behind a word that
/// only the process knows, are multiplied to 128 bits, and the halves of that folded together. The attacks on wyhash
/// need its public words, to make a factor zero or to steer a difference through a known multiplier; here both factors
/// are secret. It is no SipHash: it holds as long as no hash is ever shown, and none is.
///
/// The key of a state is kept in it, for hashes that are on disk. Everything that lives only in memory uses `process`.
@usableFromInline
package struct HashKey: Sendable, Equatable {
    @usableFromInline let start: UInt64
    @usableFromInline let secret: UInt64

    package init(using generator: inout some RandomNumberGenerator) {
        start = generator.next()
        secret = generator.next()
    }

    /// Another one in each process, from the system's source of random numbers.
    package static let process = random()

    /// One that was never there before.
    package static func random() -> HashKey {
        var generator = SystemRandomNumberGenerator()
        return HashKey(using: &generator)
    }

    /// The hash of a text.
    @inlinable
    package func hash(of text: Text) -> UInt64 { text.withBytes { hash(of: $0) } }

    @inlinable
    package func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        mixed(UnsafeRawBufferPointer(bytes), into: start)
    }

    /// The hash of an event's identity.
    package func hash(of identity: EventIdentity) -> UInt64 {
        identity.source.withBytes { source in identity.id.withBytes { hash(ofSource: source, id: $0) } }
    }

    /// The same from the bytes of its source and id.
    @inlinable
    package func hash(ofSource source: UnsafeBufferPointer<UInt8>, id: UnsafeBufferPointer<UInt8>) -> UInt64 {
        mixed(UnsafeRawBufferPointer(id), into: mixed(UnsafeRawBufferPointer(source), into: start))
    }

    /// The hash of two words.
    @inlinable
    package func hash(of a: UInt64, _ b: UInt64) -> UInt64 { Self.folded(a ^ secret, b ^ start) }

    /// Mixes a text and its length into what was mixed before, so that no two lists of texts are mixed the same way.
    @inlinable
    func mixed(_ text: UnsafeRawBufferPointer, into before: UInt64) -> UInt64 {
        var state = before
        var at = 0
        while text.count - at > 16 {
            state = Self.folded(Self.word(text, at) ^ secret, Self.word(text, at + 8) ^ state)
            at += 16
        }
        let (a, b) = Self.end(of: text)
        let (high, low) = (a ^ secret).multipliedFullWidth(by: b ^ state)
        return Self.folded(low ^ UInt64(text.count) ^ 0xa076_1d64_78bd_642f, high ^ secret)
    }

    /// The last 16 bytes as two words, or all of fewer bytes: two words that overlap hold them too.
    @inlinable
    static func end(of text: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
        let count = text.count
        if count >= 16 { return (word(text, count - 16), word(text, count - 8)) }
        if count >= 8 { return (word(text, 0), word(text, count - 8)) }
        if count >= 4 { return (half(text, 0), half(text, count - 4)) }
        if count == 0 { return (0, 0) }
        return (UInt64(text[0]) << 16 | UInt64(text[count / 2]) << 8 | UInt64(text[count - 1]), 0)
    }

    @inlinable
    static func folded(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (high, low) = a.multipliedFullWidth(by: b)
        return high ^ low
    }

    @inlinable
    static func word(_ text: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
        UInt64(littleEndian: text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }

    @inlinable
    static func half(_ text: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
        UInt64(UInt32(littleEndian: text.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
    }
}

extension HashKey {
    /// The 16 bytes by which it is kept.
    package var bytes: [UInt8] {
        [start, secret].flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
    }

    /// The key that was kept; nil if these are not 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        (start, secret) = bytes.withUnsafeBytes { (Self.word($0, 0), Self.word($0, 8)) }
    }
}
