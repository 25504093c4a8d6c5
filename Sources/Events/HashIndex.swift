/// Finds things that lie in a list by a hash of theirs: open addressing over one array of words, so that a million of
/// them cost no allocation each.
@usableFromInline
package struct HashIndex: Sendable {
    /// The upper half of the hash, and the place plus one; 0 is free. At most three quarters are taken.
    @usableFromInline var slots: [UInt64]
    @usableFromInline var count = 0

    @inlinable
    package init() { slots = [UInt64](repeating: 0, count: 64) }

    /// The place of a thing that is there already; nil if it was not, and then `place` is noted as its own.
    /// - Parameter isSame: whether the thing at a place is the one looked for. Equal hashes alone say nothing.
    @inlinable
    @inline(__always)
    package mutating func find(_ hash: UInt64, orNote place: Int, isSame: (Int) -> Bool) -> Int? {
        let at = slot(hash, isSame)
        if slots[at] != 0 { return self.place(in: at) }
        slots[at] = hash & 0xffff_ffff_0000_0000 | UInt64(place + 1)
        count += 1
        return nil
    }

    /// The place of a thing; nil if it is not there.
    /// - Parameter isSame: as in `find(_:orNote:isSame:)`.
    @inlinable
    @inline(__always)
    package func find(_ hash: UInt64, isSame: (Int) -> Bool) -> Int? {
        let at = slot(hash, isSame)
        return slots[at] == 0 ? nil : place(in: at)
    }

    /// The slot of a thing, or the free one where it belongs.
    @inlinable
    @inline(__always)
    func slot(_ hash: UInt64, _ isSame: (Int) -> Bool) -> Int {
        let mask = slots.count - 1
        // The upper half has little part in where it lies, so that the tag tells more.
        let tag = hash & 0xffff_ffff_0000_0000
        var at = Int(truncatingIfNeeded: hash) & mask
        while slots[at] != 0 {
            if slots[at] & 0xffff_ffff_0000_0000 == tag, isSame(place(in: at)) { return at }
            at = (at + 1) & mask
        }
        return at
    }

    @inlinable
    @inline(__always)
    func place(in slot: Int) -> Int { Int(slots[slot] & 0xffff_ffff) - 1 }

    /// Whether it is time to make a larger one: `grow`.
    @inlinable
    package var isFull: Bool { count * 4 >= slots.count * 3 }

    /// Makes room for twice as many, or for `expected`.
    /// - Parameter hash: of the thing at a place.
    package mutating func grow(for expected: Int = 0, _ hash: (Int) -> UInt64) {
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
    package func withAddress(of hash: UInt64, _ body: (UnsafePointer<UInt64>) -> Void) {
        slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { body(base + (Int(truncatingIfNeeded: hash) & (slots.count - 1))) }
        }
    }

    /// The first place that `find` will look at, if there is one.
    @inlinable
    @inline(__always)
    package func guess(_ hash: UInt64) -> Int? {
        let slot = slots[Int(truncatingIfNeeded: hash) & (slots.count - 1)]
        return slot == 0 ? nil : Int(slot & 0xffff_ffff) - 1
    }
}
