import CloudEvents
import CLinux
import Events
import Spool

extension HashIndex {
    /// Asks the processor for what `find` will look at.
    @inline(__always)
    func prepare(_ hash: UInt64) { withAddress(of: hash) { prefetch($0) } }
}

extension StringInterner {
    /// Asks the processor for the first of what `number` will look at, and then for the second.
    func prepare(_ hash: UInt64) { places.prepare(hash) }
    func prepareText(_ hash: UInt64) {
        guard let place = places.guess(hash) else { return }
        texts.withUnsafeBufferPointer { texts in
            if place < texts.count, let base = texts.baseAddress { prefetch(base + place) }
        }
    }
}

extension FileText {
    /// Asks the processor for the bytes of an event; of a long one the rest comes by itself.
    func prepare(_ range: Range<Int>) {
        guard let base = address else { return }
        for line in stride(from: range.lowerBound, to: min(range.upperBound, range.lowerBound + 512), by: 64) {
            prefetch(base + line)
        }
    }
}
