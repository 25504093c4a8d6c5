import CLinux
import Events

extension PlaceTable {
    /// Asks the processor for what `find` will look at.
    @inline(__always)
    func prepare(_ hash: UInt64) { withAddress(of: hash) { prefetch($0) } }
}

extension NumberedTexts {
    /// Asks the processor for the first of what `number` will look at, and then for the second.
    func prepare(_ hash: UInt64) { places.prepare(hash) }
    func prepareText(_ hash: UInt64) {
        guard let place = places.guess(hash) else { return }
        texts.withUnsafeBufferPointer { texts in
            if place < texts.count, let base = texts.baseAddress { prefetch(base + place) }
        }
    }
}
