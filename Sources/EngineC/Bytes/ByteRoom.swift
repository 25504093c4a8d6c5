import Glibc

/// Bytes one behind the other, in a room that stays for the next: each byte of an array costs a look at who holds it.
final class ByteRoom {
    private var base = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 10)
    private var capacity = 1 << 10
    /// How many there are; to be made less.
    var count = 0

    deinit { base.deallocate() }

    @inline(__always)
    func append(_ byte: UInt8) {
        if count == capacity { grow(for: 1) }
        base[count] = byte
        count += 1
    }

    /// Appends `count` bytes of others, which must have them.
    @inline(__always)
    func append(_ others: UnsafeBufferPointer<UInt8>, from start: Int, _ count: Int) {
        guard count > 0, let first = others.baseAddress else { return }
        if capacity - self.count < count { grow(for: count) }
        memcpy(base + self.count, first + start, count)
        self.count += count
    }

    /// A number as `Pieces` has them.
    @inline(__always)
    func append(number: Int) {
        var rest = UInt(number)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// All of them, until the next is appended.
    var all: UnsafeBufferPointer<UInt8> { part(0..<count) }

    /// Some of them, likewise.
    @inline(__always)
    func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// All of them, with so many zeros behind them; until the next is appended.
    func bytes(withBehind slack: Int) -> UnsafeRawBufferPointer {
        if capacity - count < slack { grow(for: slack) }
        memset(base + count, 0, slack)
        return UnsafeRawBufferPointer(start: base, count: count + slack)
    }

    /// Empties it, and gives the room back if it has become large.
    func trim() {
        count = 0
        guard capacity > 1 << 20 else { return }
        base.deallocate()
        capacity = 1 << 10
        base = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    }

    @inline(never)
    private func grow(for more: Int) {
        let larger = max(2 * capacity, count + more)
        let other = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        other.initialize(from: base, count: count)
        base.deallocate()
        (base, capacity) = (other, larger)
    }
}
