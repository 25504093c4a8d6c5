import Glibc

/// Whether two runs of bytes are the same.
@inline(__always)
func equal(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    guard let x = a.baseAddress, let y = b.baseAddress else { return true }
    return memcmp(x, y, a.count) == 0
}

/// Whether bytes spell a word of ours.
@inline(__always)
func equal(_ a: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    guard a.count == word.utf8CodeUnitCount, let x = a.baseAddress else { return false }
    return memcmp(x, word.utf8Start, a.count) == 0
}
