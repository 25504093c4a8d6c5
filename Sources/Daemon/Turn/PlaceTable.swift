import CLinux
import Events

/// Finds things that lie in a list by a hash of theirs: open addressing over one array of words, so that a million of
/// them cost no allocation each.
struct PlaceTable {
    /// The upper half of the hash, and the place plus one; 0 is free.
    private var slots: [UInt64]
    private var mask: Int
    private var count = 0

    init() {
        slots = [UInt64](repeating: 0, count: 64)
        mask = 63
    }

    /// The place of a thing that is there already; nil if it was not, and then `place` is noted as its own.
    /// - Parameter isSame: whether the thing at a place is the one looked for. Equal hashes alone say nothing.
    @inline(__always)
    mutating func find(_ hash: UInt64, orNote place: Int, isSame: (Int) -> Bool) -> Int? {
        let tag = hash & 0xffff_ffff_0000_0000
        // The upper half has no part in where it lies, so that the tag tells more.
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

    /// Asks the processor for what `find` will look at.
    @inline(__always)
    func prepare(_ hash: UInt64) {
        slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { prefetch(base + (Int(truncatingIfNeeded: hash) & mask)) }
        }
    }

    /// The first place that `find` will look at, if there is one.
    @inline(__always)
    func guess(_ hash: UInt64) -> Int? {
        let slot = slots[Int(truncatingIfNeeded: hash) & mask]
        return slot == 0 ? nil : Int(slot & 0xffff_ffff) - 1
    }

    /// Whether it is time to make a larger one: `rehash`.
    @inline(__always)
    var isFull: Bool { count * 2 >= slots.count }

    /// Makes room for as many again.
    /// - Parameter hash: of the thing at a place.
    mutating func grow(_ hash: (Int) -> UInt64) {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 4)
        mask = slots.count - 1
        for slot in old where slot != 0 {
            let place = Int(slot & 0xffff_ffff) - 1
            var at = Int(truncatingIfNeeded: hash(place)) & mask
            while slots[at] != 0 { at = (at + 1) & mask }
            slots[at] = slot
        }
    }
}

/// Gives each of some texts a number, from 0 on.
struct NumberedTexts {
    private(set) var texts: [Text] = []
    private var hashes: [UInt64] = []
    private var places = PlaceTable()

    static func hash(of text: Text) -> UInt64 {
        var hash = StableHash()
        hash.add(text)
        return hash.value
    }

    mutating func number(of text: Text) -> Int32 { number(of: text, Self.hash(of: text)) }

    mutating func number(of text: Text, _ hash: UInt64) -> Int32 {
        if let place = places.find(hash, orNote: texts.count, isSame: { texts[$0] == text }) {
            return Int32(place)
        }
        texts.append(text)
        hashes.append(hash)
        if places.isFull { places.grow { hashes[$0] } }
        return Int32(texts.count - 1)
    }

    /// Asks the processor for the first of what `number` will look at, and then for the second.
    func prepare(_ hash: UInt64) { places.prepare(hash) }
    func prepareText(_ hash: UInt64) {
        guard let place = places.guess(hash) else { return }
        texts.withUnsafeBufferPointer { texts in
            if place < texts.count, let base = texts.baseAddress { prefetch(base + place) }
        }
    }
}
