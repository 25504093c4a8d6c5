/// Whether two runs of bytes are the same.
@inline(__always)
func equal(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    guard let x = a.baseAddress, let y = b.baseAddress else { return true }
    return equal(x, y, a.count)
}

/// Whether bytes spell a word of ours.
@inline(__always)
func equal(_ a: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    guard a.count == word.utf8CodeUnitCount, let x = a.baseAddress else { return false }
    return equal(x, word.utf8Start, a.count)
}

/// For names of some bytes a call of memcmp(3) costs more than the comparison.
@inline(__always)
private func equal(_ x: UnsafeRawPointer, _ y: UnsafeRawPointer, _ count: Int) -> Bool {
    switch count {
    case 8...:
        var at = 0
        while at + 8 < count {
            if word(x, at, UInt64.self) != word(y, at, UInt64.self) { return false }
            at += 8
        }
        // The last ones overlap.
        return word(x, count - 8, UInt64.self) == word(y, count - 8, UInt64.self)
    case 4...:
        return word(x, 0, UInt32.self) == word(y, 0, UInt32.self)
            && word(x, count - 4, UInt32.self) == word(y, count - 4, UInt32.self)
    case 2...:
        return word(x, 0, UInt16.self) == word(y, 0, UInt16.self)
            && word(x, count - 2, UInt16.self) == word(y, count - 2, UInt16.self)
    case 1: return word(x, 0, UInt8.self) == word(y, 0, UInt8.self)
    default: return true
    }
}

@inline(__always)
private func word<Word: FixedWidthInteger & BitwiseCopyable>(_ bytes: UnsafeRawPointer, _ at: Int, _: Word.Type) -> Word
{
    bytes.loadUnaligned(fromByteOffset: at, as: Word.self)
}
