/// Finds things that lie in a list by a hash of theirs: open addressing over one array of words, so that a million of
/// them cost no allocation each.
@frozen
public struct PlaceTable: Sendable {
    /// The upper half of the hash, and the place plus one; 0 is free. At most three quarters are taken.
    @usableFromInline var slots: [UInt64]
    @usableFromInline var count = 0

    @inlinable
    public init() { slots = [UInt64](repeating: 0, count: 64) }

    /// The place of a thing that is there already; nil if it was not, and then `place` is noted as its own.
    /// - Parameter isSame: whether the thing at a place is the one looked for. Equal hashes alone say nothing.
    @inlinable
    @inline(__always)
    public mutating func find(_ hash: UInt64, orNote place: Int, isSame: (Int) -> Bool) -> Int? {
        let mask = slots.count - 1
        // The upper half has little part in where it lies, so that the tag tells more.
        let tag = hash & 0xffff_ffff_0000_0000
        var at = Int(truncatingIfNeeded: hash) & mask
        while slots[at] != 0 {
            if slots[at] & 0xffff_ffff_0000_0000 == tag {
                let found = Int(slots[at] & 0xffff_ffff) - 1
                if isSame(found) { return found }
            }
            at = (at + 1) & mask
        }
        slots[at] = tag | UInt64(place + 1)
        count += 1
        return nil
    }

    /// Whether it is time to make a larger one: `grow`.
    @inlinable
    public var isFull: Bool { count * 4 >= slots.count * 3 }

    /// Makes room for twice as many, or for `expected`.
    /// - Parameter hash: of the thing at a place.
    public mutating func grow(for expected: Int = 0, _ hash: (Int) -> UInt64) {
        var size = isFull ? slots.count * 2 : slots.count
        while expected * 4 >= size * 3 { size *= 2 }
        if size == slots.count { return }
        let old = slots
        slots = [UInt64](repeating: 0, count: size)
        let mask = size - 1
        for slot in old where slot != 0 {
            var at = Int(truncatingIfNeeded: hash(Int(slot & 0xffff_ffff) - 1)) & mask
            while slots[at] != 0 { at = (at + 1) & mask }
            slots[at] = slot
        }
    }

    /// Calls `body` with the address that `find` will look at first: to have it brought into the caches.
    @inlinable
    @inline(__always)
    public func withAddress(of hash: UInt64, _ body: (UnsafePointer<UInt64>) -> Void) {
        slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { body(base + (Int(truncatingIfNeeded: hash) & (slots.count - 1))) }
        }
    }

    /// The first place that `find` will look at, if there is one.
    @inlinable
    @inline(__always)
    public func guess(_ hash: UInt64) -> Int? {
        let slot = slots[Int(truncatingIfNeeded: hash) & (slots.count - 1)]
        return slot == 0 ? nil : Int(slot & 0xffff_ffff) - 1
    }
}

/// Gives each of some texts a number, from 0 on, in the order in which they are first seen.
public struct NumberedTexts: Sendable {
    public private(set) var texts: [Text] = []
    private var hashes: [UInt64] = []
    public private(set) var places = PlaceTable()

    public init() {}

    /// The hash by which a text is found.
    public static func hash(of text: Text) -> UInt64 {
        var hash = StableHash()
        hash.add(text)
        return hash.value
    }

    public mutating func number(of text: Text) -> Int32 { number(of: text, NumberedTexts.hash(of: text)) }

    /// The numbers of several texts, in their order. Where each is likely found is read of all of them first, so that
    /// the processor waits for memory once and not for each.
    public mutating func numbers(of several: [Text]) -> [Int32] {
        let hashes = several.map(NumberedTexts.hash)
        let guesses = hashes.map { places.guess($0) }
        return several.indices.map { one in
            if let guess = guesses[one], texts[guess] == several[one] { return Int32(guess) }
            return number(of: several[one], hashes[one])
        }
    }

    /// - Parameter hash: `hash(of: text)`.
    public mutating func number(of text: Text, _ hash: UInt64) -> Int32 {
        if let place = places.find(hash, orNote: texts.count, isSame: { texts[$0] == text }) {
            return Int32(place)
        }
        texts.append(text)
        hashes.append(hash)
        if places.isFull { places.grow { hashes[$0] } }
        return Int32(texts.count - 1)
    }
}
