import Events
import Glibc

/// Writes texts of events as `Pieces`. It keeps its tables for the next customer.
struct EventPacker {
    /// The bytes of all pieces that have a place, one after the other, and where each ends.
    private let bytes = ByteRoom()
    private var ends: [Int] = [0]
    /// Places by hash; the number of slots is a power of two.
    private var slots: [Slot]
    /// Slots of earlier turns are empty; those of the usual pieces are of turn 0.
    private var turn: UInt32 = 0
    private let usualCount: Int
    /// The places of the pieces of the event that was written last, for the next one is mostly of the same shape; -1: none.
    private var last: [Int] = []
    /// The events in hand.
    private let written = ByteRoom()

    private struct Slot {
        var turn: UInt32
        /// -1: none.
        var place: Int32
        static let empty = Slot(turn: 0, place: -1)
    }

    init() {
        slots = Array(repeating: .empty, count: 256)
        usualCount = Pieces.usual.count
        for piece in Pieces.usual { piece.withUnsafeBufferPointer { learn($0) } }
    }

    /// Writes some events behind others.
    /// - Parameter packed: what was written for that customer before.
    mutating func pack(_ texts: [Text], behind packed: inout [UInt8], of customer: Text) {
        begin()
        customer.withBytes { learn($0) }
        packed.withUnsafeBufferPointer { learnAll(of: $0) }
        for text in texts { text.withBytes { write($0) } }
        packed += written.all
        written.trim()
    }

    private mutating func begin() {
        bytes.count = ends[usualCount]
        ends.removeLast(ends.count - 1 - usualCount)
        if turn == .max || slots.count > 1 << 16 {
            slots = Array(repeating: .empty, count: 256)
            turn = 0
            for place in 0..<usualCount { enter(place) }
        }
        turn += 1
        if last.count > 1 << 12 { last = [] }
    }

    private mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
        var count = 1
        for byte in text where byte == Pieces.separator { count += 1 }
        written.append(number: count)
        while last.count < count { last.append(-1) }
        var start = 0
        for number in 0..<count {
            var end = text.count
            if start < end, let base = text.baseAddress,
                let found = memchr(base + start, Int32(Pieces.separator), end - start)
            {
                end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            }
            let piece = UnsafeBufferPointer(rebasing: text[min(start, end)..<end])
            start = end + 1
            let before = last[number]
            if isPiece(before, piece) {
                written.append(number: before + 1)
                continue
            }
            let place = place(of: piece)
            written.append(number: place + 1)
            // A name may be a usual piece too, which comes first: the same events are the same bytes, whatever came before.
            last[number] = place == usualCount ? -1 : place
            if place < 0 {
                written.append(number: piece.count)
                written.append(piece, from: 0, piece.count)
                if Pieces.joins(piece.count) { learn(piece) }
            }
        }
    }

    /// Gives the pieces that were written out their places again.
    private mutating func learnAll(of packed: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while let count = Pieces.number(packed, &at) {
            for _ in 0..<count {
                guard Pieces.number(packed, &at) == 0, let length = Pieces.number(packed, &at) else { continue }
                if Pieces.joins(length) { learn(UnsafeBufferPointer(rebasing: packed[at..<at + length])) }
                at += length
            }
        }
    }

    private mutating func learn(_ piece: UnsafeBufferPointer<UInt8>) {
        bytes.append(piece, from: 0, piece.count)
        ends.append(bytes.count)
        if 2 * ends.count > slots.count {
            let turns = turn
            slots = Array(repeating: .empty, count: 2 * slots.count)
            turn = 0
            for place in 0..<min(usualCount, ends.count - 1) { enter(place) }
            turn = turns
            if ends.count - 1 > usualCount { for place in usualCount..<ends.count - 1 { enter(place) } }
        } else {
            enter(ends.count - 2)
        }
    }

    private mutating func enter(_ place: Int) {
        let mask = slots.count - 1
        let hash = HashKey.process.hash(of: bytes.part(ends[place]..<ends[place + 1]))
        var at = Int(truncatingIfNeeded: hash) & mask
        while isFull(slots[at]) { at = (at + 1) & mask }
        slots[at] = Slot(turn: turn, place: Int32(place))
    }

    /// -1: it has none.
    private func place(of piece: UnsafeBufferPointer<UInt8>) -> Int {
        let mask = slots.count - 1
        var at = Int(truncatingIfNeeded: HashKey.process.hash(of: piece)) & mask
        while isFull(slots[at]) {
            let place = Int(slots[at].place)
            if isPiece(place, piece) { return place }
            at = (at + 1) & mask
        }
        return -1
    }

    @inline(__always)
    private func isPiece(_ place: Int, _ piece: UnsafeBufferPointer<UInt8>) -> Bool {
        guard place >= 0, place + 1 < ends.count else { return false }
        let (start, end) = (ends[place], ends[place + 1])
        guard end - start == piece.count else { return false }
        guard let a = bytes.part(start..<end).baseAddress, let b = piece.baseAddress else { return true }
        return memcmp(a, b, piece.count) == 0
    }

    private func isFull(_ slot: Slot) -> Bool { slot.place >= 0 && (slot.turn == 0 || slot.turn == turn) }
}
