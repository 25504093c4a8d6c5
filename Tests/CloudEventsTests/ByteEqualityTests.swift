import Testing

@testable import CloudEvents

@Suite("Comparing bytes")
struct ByteEqualityTests {
    @Test("Two runs are the same only if each byte is, however many there are", arguments: 0...40)
    func eachByteCounts(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: 31 &* $0 &+ 7) }
        #expect(same(bytes, bytes))
        #expect(!same(bytes, bytes + [0]))
        for place in bytes.indices {
            var other = bytes
            other[place] ^= 0x20
            #expect(!same(bytes, other))
        }
    }

    private func same(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in equal(a, b) } }
    }
}
